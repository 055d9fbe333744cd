import assert from 'node:assert/strict';
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { test } from 'node:test';
import { createMemoryFiles } from '../../source/journal/files.ts';
import type { JournalEntry } from '../../source/model/journal-entry.ts';
import { troubleKey } from '../../source/model/journal-entry.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { explain } from '../../source/store/private-folder.ts';
import { effort, SEED } from '../hostile/effort.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { ACME, NOW, row } from '../support/jobs.ts';
import { diskFiles, entriesOf, journalFolder, refusingFiles, startJournal } from '../support/journals.ts';
import { fc } from '../support/properties.ts';

const DAY = 24 * 3_600_000;
const TROUBLE = { fingerprint: safe`EXPIRED`, organization: toSafeText(ACME) };

/** So many jobs, each another. */
function jobEntries(count: number, fields: Parameters<typeof row>[1] = {}): JournalEntry[] {
	return Array.from({ length: count }, (_, index) => jobEntry(`n${String(index).padStart(4, '0')}`, fields));
}

function jobEntry(letters: string, fields: Parameters<typeof row>[1] = {}): JournalEntry {
	return { kind: 'job', at: NOW, of: 'keys', row: row(letters, fields) };
}

function acknowledged(at: number, note: string | null = null): JournalEntry {
	return { kind: 'acknowledged', at, ...TROUBLE, who: safe`alice`, note: note === null ? null : toSafeText(note) };
}

/** What the system says where there is no room. */
function refuse(): never {
	throw explain(Object.assign(new Error('no room'), { code: 'ENOSPC' }), '/state/a.ndjson', safe`written`);
}

test('what one run has seen and said is there for the next one', async t => {
	const folder = journalFolder(t);
	const one = await startJournal(diskFiles(folder));
	assert.deepEqual([one.memory.get().lastKey, one.memory.get().isRead], [null, true]);
	one.record([
		jobEntry('a', { minutes: 60, texts: { [ACME]: 'error: EXPIRED' } }),
		jobEntry('b', { minutes: 30, texts: { [ACME]: 'error: EXPIRED' } }),
		{ kind: 'lost', at: NOW - 9000, reason: safe`ECONNREFUSED` },
		{ kind: 'restored', at: NOW - 3000, reason: safe`ECONNREFUSED`, outage: 6000, failures: 3 },
		{ kind: 'looked', at: NOW - 2000 },
		{ kind: 'key', at: NOW - 1000 },
		acknowledged(NOW, 'OPS-1'),
	]);
	assert.equal(one.memory.get().errors.first(safe`error: EXPIRED`), null, 'earlier runs alone are remembered');
	await one.close();
	const two = await startJournal(diskFiles(folder));
	const { errors, acknowledgements, seen, lastKey } = two.memory.get();
	assert.equal(errors.first(safe`error: EXPIRED`), NOW - 60 * 60_000);
	const trouble = { fingerprint: safe`error: EXPIRED`, organization: toSafeText(ACME) };
	assert.equal(errors.last(trouble), NOW - 30 * 60_000);
	assert.equal(errors.last({ ...trouble, organization: safe`other` }), null);
	assert.equal(acknowledgements.get(troubleKey(TROUBLE))?.note, 'OPS-1');
	assert.deepEqual([seen.map(({ kind }) => kind), lastKey], [['lost', 'restored', 'looked'], NOW - 1000]);
	assert.deepEqual(
		(await two.changes()).map(({ id }) => id.slice(0, 1)),
		['a', 'b'],
	);
	await two.close();
});

test('an acknowledgement counts at once, and so does its withdrawal', async () => {
	const files = createMemoryFiles();
	const journal = await startJournal(files);
	const count = () => journal.memory.get().acknowledgements.size;
	const counts: number[] = [];
	for (const entry of [
		acknowledged(NOW),
		{ kind: 'withdrawn', at: NOW + 1, ...TROUBLE } as const,
		acknowledged(NOW + 2),
	]) {
		journal.record([entry]);
		counts.push(count());
	}
	await journal.close();
	assert.deepEqual([...counts, count()], [1, 0, 1, 1]);
	assert.equal((await startJournal(files)).memory.get().acknowledgements.size, 1);
});

test('a change is one line; what did not change and what is older than known is none', async () => {
	const files = createMemoryFiles();
	const journal = await startJournal(files);
	journal.record([jobEntry('a', { seconds: null }), jobEntry('b')]);
	journal.record([jobEntry('a', { seconds: 60 }), jobEntry('b'), jobEntry('a', { seconds: null })]);
	await journal.close();
	const rows = (await entriesOf(files)).map(entry => (entry.kind === 'job' ? JSON.stringify(entry.row) : ''));
	assert.deepEqual(
		rows,
		[row('a', { seconds: null }), row('b'), row('a', { seconds: 60 })].map(value => JSON.stringify(value)),
	);
});

test('of two that write at once nothing is lost and nothing stands twice, also where the file is full now and then', async t => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.record({ writer: fc.nat(1), job: fc.nat(3), step: fc.nat(9) }), { minLength: 1, maxLength: 60 }),
			fc.constantFrom(1024 * 1024, 12_000),
			async (steps, size) => {
				const folder = journalFolder(t);
				const journals = await Promise.all([
					startJournal(diskFiles(folder), size),
					startJournal(diskFiles(folder), size),
				]);
				const given: string[] = [];
				const newest = new Map<number, number>();
				for (const { writer, job, step } of steps) {
					const entry = jobEntry(`job${job}`, { seconds: step });
					if (entry.kind === 'job') given.push(JSON.stringify(entry.row));
					newest.set(job, Math.max(newest.get(job) ?? 0, step));
					journals[writer]?.record([entry]);
					if (step === 0) await journals[writer]?.announce(toSafeText(`${given.length}`), NOW);
				}
				await Promise.all(journals.map(journal => journal.close()));
				const entries = await entriesOf(diskFiles(folder));
				const read = entries.flatMap(entry => (entry.kind === 'job' ? [JSON.stringify(entry.row)] : []));
				assert.equal(new Set(read).size, read.length, 'nothing stands twice');
				assert.ok(
					read.every(text => given.includes(text)),
					'only what was written',
				);
				if (size > 100_000) {
					for (const [job, step] of newest) {
						const last = read.findLast(text => text.includes(`"job${job}`));
						assert.equal(last, JSON.stringify(row(`job${job}`, { seconds: step })), 'the newest state comes last');
					}
				}
			},
		),
		{ numRuns: effort(25, 500), seed: SEED },
	);
});

test('a journal stays within its size, and keeps what counts through many files', async t => {
	const folder = journalFolder(t);
	const journal = await startJournal(diskFiles(folder), 40_000);
	journal.record([
		acknowledged(NOW, 'since ever'),
		{ kind: 'key', at: NOW },
		jobEntry('first', { texts: { [ACME]: 'error: OLD' } }),
	]);
	assert.equal(await journal.announce(safe`once`, NOW), true);
	for (const entry of jobEntries(300)) journal.record([entry]);
	await journal.close();
	const sizes = await Promise.all(
		(['older', 'growing'] as const).map(async which => {
			const file = await diskFiles(folder).openExisting(which);
			const bytes = (await file?.read(0, 100_000))?.length ?? 0;
			await file?.close();
			return bytes;
		}),
	);
	assert.ok(
		sizes.every(size => size > 0 && size <= 20_000 + 2000),
		`sizes ${sizes}`,
	);
	const next = await startJournal(diskFiles(folder), 40_000);
	assert.equal(
		(await next.changes()).some(({ id }) => id.startsWith('first')),
		false,
		'its line is gone',
	);
	const { acknowledgements, errors, lastKey } = next.memory.get();
	assert.equal(acknowledgements.get(troubleKey(TROUBLE))?.note, 'since ever');
	assert.notEqual(errors.first(safe`error: OLD`), null);
	assert.equal(lastKey, NOW);
	assert.equal(await next.announce(safe`once`, NOW), false);
	await next.close();
});

test('nothing older than thirty days counts, and a file that began half as long ago makes room for another', async () => {
	const files = createMemoryFiles();
	const clock = createFakeClock(NOW);
	const journal = await startJournal(files, undefined, clock);
	journal.record([jobEntry('old', { texts: { [ACME]: 'error: OLD' } }), acknowledged(NOW)]);
	await journal.close();
	const id = await files.growing();
	const soon = await startJournal(files, undefined, createFakeClock(NOW + 10 * DAY));
	soon.record([{ kind: 'key', at: NOW + 10 * DAY }]);
	await soon.close();
	assert.equal(await files.growing(), id);
	const later = await startJournal(files, undefined, createFakeClock(NOW + 20 * DAY));
	later.record([{ kind: 'key', at: NOW + 20 * DAY }]);
	await later.close();
	assert.notEqual(await files.growing(), id);
	assert.equal(later.memory.get().acknowledgements.size, 1);
	const much = await startJournal(files, undefined, createFakeClock(NOW + 31 * DAY));
	const { acknowledgements, errors, lastKey } = much.memory.get();
	assert.deepEqual([acknowledgements.size, errors.first(safe`error: OLD`), lastKey], [0, null, NOW + 20 * DAY]);
	assert.deepEqual(await much.changes(), []);
});

test('one of all that ask may announce, however many ask at once, and whoever asks later may not', async t => {
	const folder = journalFolder(t);
	const journals = await Promise.all(Array.from({ length: 4 }, () => startJournal(diskFiles(folder))));
	for (const key of ['a', 'b', 'c', 'd', 'e']) {
		const answers = await Promise.all(journals.map(journal => journal.announce(toSafeText(key), NOW)));
		assert.equal(answers.filter(Boolean).length, 1, key);
		const again = await Promise.all(journals.map(journal => journal.announce(toSafeText(key), NOW)));
		assert.deepEqual(again, [false, false, false, false]);
	}
	await Promise.all(journals.map(journal => journal.close()));
});

test('N30 a full disk is told, costs nothing that is remembered, and is written when there is room again', async () => {
	const kept = createMemoryFiles();
	const clock = createFakeClock(NOW);
	let isFull = true;
	const files = refusingFiles(kept, () => isFull && refuse());
	const journal = await startJournal(files, undefined, clock);
	let told = 0;
	journal.keeping.subscribe(() => {
		told += journal.keeping.get().problem === null ? 0 : 1;
	});
	for (const entry of jobEntries(20)) journal.record([entry]);
	journal.record([acknowledged(NOW)]);
	assert.equal(await journal.announce(safe`alert`, NOW), true);
	assert.equal(await journal.announce(safe`alert`, NOW), false);
	assert.match(journal.keeping.get().problem ?? '', /^\/state\/a\.ndjson cannot be written \(ENOSPC\)\.$/);
	assert.equal(journal.memory.get().acknowledgements.size, 1);
	assert.equal(told, 1, 'the disk was not asked again and again');
	isFull = false;
	await clock.advance(61_000);
	journal.record([jobEntry('last')]);
	await journal.close();
	assert.equal(journal.keeping.get().problem, null);
	const kinds = (await entriesOf(kept)).map(({ kind }) => kind);
	assert.deepEqual(kinds.toSorted(), ['acknowledged', 'announced', ...Array(21).fill('job')].toSorted());
});

test('what cannot be written does not pile up without end', async () => {
	const kept = createMemoryFiles();
	const clock = createFakeClock(NOW);
	let isFull = true;
	const journal = await startJournal(
		refusingFiles(kept, () => isFull && refuse()),
		undefined,
		clock,
	);
	const long = 'x'.repeat(10_000);
	journal.record(jobEntries(300, { texts: { [ACME]: long } }));
	await journal.announce(safe`when all of it was tried`, NOW);
	isFull = false;
	await clock.advance(61_000);
	await journal.close();
	const file = await kept.open();
	const { length } = await file.read(0, 10_000_000);
	assert.ok(length > 500_000 && length <= 1024 * 1024, String(length));
});

test('behind what somebody was stopped in writing, lines are whole again', async () => {
	const files = createMemoryFiles();
	await (await files.open()).append(Buffer.from('{"v":1,"at":17'));
	const journal = await startJournal(files);
	journal.record([acknowledged(NOW)]);
	await journal.close();
	assert.deepEqual(
		(await entriesOf(files)).map(({ kind }) => kind),
		['acknowledged'],
	);
});

test('N30 a real device that is full is a disk that is full', { skip: !existsSync('/dev/full') }, async () => {
	const device = openSync('/dev/full', 'w');
	const files = refusingFiles(createMemoryFiles(), () => {
		try {
			writeSync(device, 'x');
		} catch (error) {
			throw explain(error, '/dev/full', safe`written`);
		}
	});
	const journal = await startJournal(files);
	journal.record([acknowledged(NOW)]);
	await journal.close();
	closeSync(device);
	assert.match(journal.keeping.get().problem ?? '', /ENOSPC/);
});
