import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFiles } from '../../source/journal/files.ts';
import { createJournal } from '../../source/journal/journal.ts';
import { safe } from '../../source/model/safe-text.ts';
import { openLate } from '../../source/run/late-journal.ts';
import { explain } from '../../source/store/private-folder.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { NOW } from '../support/jobs.ts';
import { entriesOf, refusingFiles } from '../support/journals.ts';

test('what is recorded and asked before the journal is open waits for it', async () => {
	const files = createMemoryFiles();
	const journal = openLate(async () => createJournal({ files, clock: createFakeClock(NOW), self: safe`this` }));
	journal.record([{ kind: 'key', at: NOW }]);
	const announced = journal.announce(safe`alert`, NOW);
	assert.deepEqual([journal.memory.get().isRead, journal.keeping(), await journal.changes()], [false, null, []]);
	await journal.open();
	assert.equal(journal.memory.get().isRead, true);
	assert.equal(await announced, true);
	await journal.close();
	assert.deepEqual(
		(await entriesOf(files)).map(({ kind }) => kind),
		['key', 'announced'],
	);
});

test('a journal that cannot be kept says why, once', async () => {
	const files = refusingFiles(createMemoryFiles(), () => {
		throw explain(Object.assign(new Error(), { code: 'EROFS' }), '/state/a', safe`written`);
	});
	const journal = openLate(async () => createJournal({ files, clock: createFakeClock(NOW), self: safe`this` }));
	const told: unknown[] = [];
	journal.memory.subscribe(() => told.push(journal.problem()));
	await journal.open();
	for (let at = NOW; at < NOW + 5; at += 1) journal.record([{ kind: 'key', at }]);
	await journal.close();
	assert.deepEqual(told, [null, '/state/a cannot be written (EROFS).']);
});

test('a journal that was never opened can be closed', async () => {
	await openLate(async () => assert.fail('not asked for')).close();
});
