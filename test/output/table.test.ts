import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobContext } from '../../source/model/fields.ts';
import { type Job, parseJob } from '../../source/model/job.ts';
import { toSafeText } from '../../source/model/safe-text.ts';
import { widthOf } from '../../source/model/text-width.ts';
import { columnsNamed, tellingColumns } from '../../source/output/column.ts';
import { JOBS } from '../../source/output/job-columns.ts';
import { formatTable } from '../../source/output/table.ts';
import answer from '../fixtures/synchronization-jobs.json' with { type: 'json' };
import { CONTEXT, organization } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const THALES = '00DB000000040bIMAQ';
const context: JobContext = {
	...CONTEXT,
	organizations: new Map([[THALES, organization(THALES, 'Thales')]]),
	now: Date.UTC(2026, 10, 23, 12),
};
const COLUMNS = columnsNamed(JOBS, JOBS.usual.table);

function linesOf(jobs: readonly Job[], width: number | null = null, columns = COLUMNS): string[] {
	const table = formatTable(jobs, tellingColumns(columns, context), context, width);
	assert.ok(table.endsWith('\n'));
	return table.slice(0, -1).split('\n');
}

test("the manufacturer's own example, line by line", () => {
	assert.deepEqual(linesOf(answer.resources.map(row => parseJob(row))), [
		'HEALTH  JOB                                   STATUS     STARTED                DUR  ORGS  ERR  WORST ORG · ERROR',
		'FAILED  c8d2f27b-fb4f-4557-b63c-00d4a1439c4a  completed  2021-07-27 03:10:56Z  0.5s     1    1  Thales · Error listing keys from SFDC: (no cause given)',
		'FAILED  8d5ccc9f-0d18-482d-bb13-593665a4813c  completed  2021-07-27 03:10:52Z  0.4s     1    1  Thales · Error listing keys from SFDC: (no cause given)',
	]);
});

test('the kind of a job is told where there are several', () => {
	const jobs = [parseJob({ id: 'a', overall_status: 'queued' }), parseJob({ id: 'b' }, 'certificates')];
	assert.deepEqual(
		formatTable(jobs, tellingColumns(COLUMNS, { ...context, jobs }), { ...context, jobs }, 29)
			.split('\n')
			.slice(0, 3),
		['HEALTH   JOB  KIND  STATUS  …', 'UNKNOWN  a    keys  queued  …', 'UNKNOWN  b    cert          …'],
	);
});

test('without jobs there is the head', () => {
	assert.deepEqual(linesOf([]), ['HEALTH  JOB  STATUS  STARTED  DUR  ORGS  ERR  WORST ORG · ERROR']);
});

test('a row without an id, a time or a status has its line too', () => {
	assert.deepEqual(linesOf([parseJob({ note: 1 }), parseJob({ id: 7 })]).slice(1), [
		'UNKNOWN  (broken)          —                0       unreadable row: the row has no id',
		'UNKNOWN  7                 —                0       the server gives no status',
	]);
});

test('a job that there is nothing to say of leaves no blanks at the end of its line', () => {
	const row = { id: 'a', overall_status: 'completed', detailed_status: { x: 'success' } };
	assert.equal(linesOf([parseJob(row)])[1], 'OK      a    completed  —                1');
	assert.equal(linesOf([parseJob(row)], 22)[1], 'OK      a    complete…');
});

test('a line is cut at the width, and a word that never ends leaves room for the other columns', () => {
	const jobs = [...answer.resources, { id: 'x'.repeat(70_000), overall_status: '東'.repeat(1000) }].map(row =>
		parseJob(row),
	);
	assert.ok(linesOf(jobs, 60).every(line => widthOf(toSafeText(line)) <= 60));
	assert.match(linesOf(jobs)[1] ?? '', /Thales · Error/);
	assert.ok((linesOf(jobs)[1] ?? '').length < 300);
});

const word = fc.oneof(
	fc.constantFrom('##vso[task.complete]', '::error::', '\n::error::', '\r\n', '\x1b[2J', '\u2028', '=cmd|x', '-rf', ''),
	fc.string({ unit: 'binary' }),
);
const row = fc.record(
	{
		id: word,
		overall_status: word,
		createdAt: word,
		kms: fc.array(word),
		detailed_status: fc.dictionary(word, word),
		abort: fc.boolean(),
	},
	{ requiredKeys: [] },
);

test('whatever the server says, every job is one line, which begins with a word of ours and ends without a blank', () => {
	fc.assert(
		fc.property(fc.array(row), fc.option(fc.integer({ min: 10, max: 200 })), (rows, width) => {
			const lines = linesOf(
				rows.map(row => parseJob(row)),
				width,
			);
			assert.equal(lines.length, rows.length + 1);
			for (const line of lines) {
				assert.match(line, /^(HEALTH|FAILED|DEGRADED|RUNNING|OK|CANCELLED|UNKNOWN) /);
				assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]| $/u);
			}
		}),
	);
});

test('E29 in whatever order columns are asked for, no text of the server begins a line as a command would', () => {
	const names = JOBS.columns.map(({ name }) => name);
	fc.assert(
		fc.property(fc.array(row), fc.constantFrom(...names), fc.constantFrom(...names), (rows, first, second) => {
			const lines = linesOf(
				rows.map(row => parseJob(row)),
				null,
				columnsNamed(JOBS, [first, second]),
			).slice(1);
			assert.equal(lines.length, rows.length);
			for (const line of lines) {
				assert.doesNotMatch(line, /^\s*(?:::|##|[=+@])/u);
				assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]/u);
			}
		}),
	);
	const behindNothing = linesOf(
		[parseJob({ id: 'a', kms: ['::x'] })],
		null,
		columnsNamed(JOBS, ['newCount', 'organizations']),
	);
	assert.deepEqual(behindNothing[1], "     '::x");
	const shown = linesOf([parseJob({ id: '::add-mask::x' })], null, columnsNamed(JOBS, ['id']));
	assert.deepEqual(shown, ['JOB', "'::add-mask::x"]);
});

test('a hundred thousand jobs are no more trouble than one', () => {
	const job = parseJob(answer.resources[0]);
	assert.equal(linesOf(Array(100_000).fill(job)).length, 100_001);
});
