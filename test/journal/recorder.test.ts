import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLine, writeLine } from '../../source/journal/line.ts';
import { createRecollection } from '../../source/journal/recollection.ts';
import { createRecorder } from '../../source/journal/recorder.ts';
import type { Organizations } from '../../source/model/answer.ts';
import type { Job } from '../../source/model/job.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { ACME, answer, certificateJob, GLOBEX, job, NOW, ORGANIZATIONS, row } from '../support/jobs.ts';

const NO_NAMES: Organizations = new Map();
const nameless = (jobs: readonly Job[]) => answer(jobs, { organizations: NO_NAMES });

test('what is new or has changed is kept, oldest first, and nothing twice', () => {
	const recorder = createRecorder();
	const take = (...jobs: Job[]) =>
		recorder.take(nameless(jobs), NOW).map(entry => (entry.kind === 'job' ? entry.row : null));
	const [running, ended, old] = [job('a', { seconds: null }), job('a'), job('b', { minutes: 20 })];
	assert.deepEqual(take(running, old), [old.source, running.source]);
	assert.deepEqual(take(running, old), []);
	assert.deepEqual(take(ended, old), [row('a')]);
});

test('of jobs that are merely loaded the newest are kept, and whatever runs up to its end', () => {
	const recorder = createRecorder();
	const many = Array.from({ length: 3000 }, (_, index) => job(index.toString(36).padStart(8, 'z')));
	const late = job('late', { minutes: 9000, seconds: null });
	assert.equal(recorder.take(nameless([...many, late]), NOW).length, 501);
	const ended = job('late', { minutes: 9000 });
	assert.deepEqual(recorder.take(nameless([...many, ended]), NOW), [
		{ kind: 'job', at: NOW, of: 'keys', row: ended.source },
	]);
});

test('a job for certificates is kept as one, and is not taken for keys of the same id', () => {
	const jobs = [certificateJob('a'), job('a')];
	const entries = createRecorder().take(nameless(jobs), NOW);
	const lines = entries.map(entry => readLine(writeLine(entry).line.trimEnd()) ?? assert.fail());
	assert.deepEqual(
		lines.map(({ entry }) => entry.kind === 'job' && (entry.of ?? 'keys')),
		['keys', 'certificates'],
	);
	const recollection = createRecollection();
	assert.deepEqual([...lines, ...lines].map(recollection.take), [true, true, false, false]);
});

test('names are kept when they are learnt and when they change', () => {
	const recorder = createRecorder();
	const [acme, globex] = [toSafeText(ACME), toSafeText(GLOBEX)];
	const take = (organizations: Organizations) => recorder.take(answer([], { organizations }), NOW);
	const named = new Map(ORGANIZATIONS);
	const first = take(named);
	assert.deepEqual(
		first.map(entry => entry.kind === 'named' && [entry.organization, entry.name]),
		[...named.values()].map(({ id, name }) => [id, name]),
	);
	assert.deepEqual(take(named), []);
	assert.deepEqual(take(new Map(named)), []);
	const other = named.get(acme) ?? assert.fail();
	const renamed = new Map(named).set(acme, { ...other, name: safe`Acme-New` });
	assert.deepEqual(take(renamed), [{ kind: 'named', at: NOW, organization: acme, name: safe`Acme-New` }]);
	const recollection = createRecollection();
	for (const entry of [...first, ...take(named), ...take(renamed)]) {
		recollection.take(readLine(writeLine(entry).line.trimEnd()) ?? assert.fail());
	}
	assert.equal(recollection.names().get(acme), 'Acme-New');
	assert.equal(recollection.names().has(globex), named.has(globex));
	assert.ok(recollection.essentials().some(entry => entry.kind === 'named' && entry.name === 'Acme-New'));
});
