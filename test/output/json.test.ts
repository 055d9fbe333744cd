import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../source/model/answer.ts';
import type { Failure } from '../../source/model/failure.ts';
import type { JobContext } from '../../source/model/fields.ts';
import { parseJob } from '../../source/model/job.ts';
import { type SafeText, safe, toSafeText } from '../../source/model/safe-text.ts';
import { columnsNamed } from '../../source/output/column.ts';
import { JOBS } from '../../source/output/job-columns.ts';
import { formatJson, formatJsonFailure, formatNdjson, type Origin, originValue } from '../../source/output/json.ts';
import answer from '../fixtures/synchronization-jobs.json' with { type: 'json' };
import { CONTEXT, organization } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const THALES = '00DB000000040bIMAQ';
const organizations: Answer['organizations'] = new Map([[THALES, organization(THALES, 'Thales')]]);
const origin: Origin = {
	server: 'https://cm.example.com',
	simulated: false,
	tls: 'verified',
	fetchedAt: Date.UTC(2026, 10, 23, 12),
};
const COLUMNS = columnsNamed(JOBS, JOBS.usual.json);
const NONE: ReadonlySet<SafeText> = new Set();

/** The characters that a terminal may obey or hide. */
const DANGEROUS = /[\u007f-\u009f\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|[\u0000-\u0009\u000b-\u001f]/u;

function printed(rows: readonly unknown[], given: Partial<Answer> = {}, stuck = NONE, from = origin): string {
	const jobs = rows.map(row => parseJob(row));
	const whole: Answer = {
		jobs,
		total: rows.length,
		complete: true,
		seesRunning: true,
		side: { kind: 'unasked' },
		loading: 'nothing',
		organizations,
		schedules: [],
		clockOffset: null,
		...given,
	};
	const context: JobContext = {
		...CONTEXT,
		jobs,
		organizations: whole.organizations,
		stuck,
	};
	return formatJson('jobs', jobs, COLUMNS, context, originValue(whole, from));
}

function printedJobs(rows: readonly unknown[], stuck = NONE): Record<string, unknown>[] {
	return JSON.parse(printed(rows, {}, stuck)).jobs;
}

test("S10 the manufacturer's own example, to the letter and in this order", () => {
	const job = (id: string, created: string, updated: string, completed: string, duration: string) =>
		`{"id":"${id}","cloud":"sfdc","kind":"keys","status":"completed","health":"failed","flags":[],"abort":false,` +
		`"createdAt":"2021-07-27T03:10:${created}Z","updatedAt":"2021-07-27T03:10:${updated}Z",` +
		`"completedAt":"2021-07-27T03:10:${completed}Z","durationMs":${duration},"organizations":[` +
		'{"id":"00DB000000040bIMAQ","name":"Thales","outcome":"error","text":"Error listing keys from SFDC: ",' +
		'"rule":"says-error-or-fail"}]}';
	assert.equal(
		printed(answer.resources),
		'{"server":"https://cm.example.com","simulated":false,"tls":"verified","fetchedAt":"2026-11-23T12:00:00.000Z",' +
			'"complete":true,"total":2,"jobs":[' +
			`${job('c8d2f27b-fb4f-4557-b63c-00d4a1439c4a', '56.701039', '57.248093', '57.247966', '546.927')},` +
			`${job('8d5ccc9f-0d18-482d-bb13-593665a4813c', '52.282288', '52.710539', '52.710314', '428.026')}]}\n`,
	);
});

test('as NDJSON each job is the same object on a line of its own', () => {
	const jobs = answer.resources.map(row => parseJob(row));
	const lines = formatNdjson(jobs, COLUMNS, { ...CONTEXT, jobs, organizations }).split('\n');
	assert.equal(lines.pop(), '');
	assert.deepEqual(
		lines.map(line => JSON.parse(line)),
		printedJobs(answer.resources),
	);
	assert.equal(formatNdjson([], COLUMNS, CONTEXT), '');
});

test('what is not known is null', () => {
	assert.deepEqual(printedJobs([{ id: 'job', detailed_status: { x: 'huh' }, kms: ['y'] }]), [
		{
			id: 'job',
			cloud: null,
			kind: 'keys',
			status: null,
			health: 'unknown',
			flags: [],
			abort: null,
			createdAt: null,
			updatedAt: null,
			completedAt: null,
			durationMs: null,
			organizations: [
				{ id: 'y', name: null, outcome: 'running', text: null, rule: 'not-yet-reported' },
				{ id: 'x', name: null, outcome: 'unknown', text: 'huh', rule: 'no-rule-matched' },
			],
		},
	]);
	assert.equal(JSON.parse(printed([], { total: null, complete: false })).total, null);
});

test('a broken row is a job of nothing but its flag', () => {
	const [job] = printedJobs([{ note: 'no id' }]);
	assert.deepEqual([job?.id, job?.health, job?.flags, job?.organizations], [null, 'unknown', ['broken'], []]);
});

test('flags tell a cancel under way and a stuck job', () => {
	const rows = [
		{ id: 'a', overall_status: 'in_progress', abort: true },
		{ id: 'b', overall_status: 'in_progress', abort: true },
		{ id: 'c', overall_status: 'completed', abort: true },
	];
	const flags = printedJobs(rows, new Set([safe`b`])).map(job => job.flags);
	assert.deepEqual(flags, [['cancelling'], ['cancelling', 'stuck'], []]);
});

test('S09 T09 where it came from is told', () => {
	const told = JSON.parse(
		printed([], { complete: false, total: 7 }, NONE, { ...origin, simulated: true, tls: 'unverified' }),
	);
	assert.deepEqual([told.simulated, told.tls, told.complete, told.total], [true, 'unverified', false, 7]);
});

test('times and texts keep every letter, of whatever shape', () => {
	const row = { id: '\x1b]0;x\x07\u202e', createdAt: '2021-07-27 03:10:56.7010390+00:00', completed_at: 'soon' };
	const [job] = printedJobs([{ ...row, detailed_status: { '\x9b2J': 'one\ntwo\ud800' } }]);
	assert.deepEqual([job?.id, job?.createdAt, job?.completedAt], [row.id, row.createdAt, 'soon']);
	assert.deepEqual(job?.organizations, [
		{ id: '\x9b2J', name: null, outcome: 'unknown', text: 'one\ntwo\ud800', rule: 'no-rule-matched' },
	]);
});

test('a name is given to the letter, not as it is drawn', () => {
	const [known] = organizations.values();
	assert.ok(known !== undefined);
	const hostile = { ...known, name: safe`^[[2J`, verbatim: { name: '\x1b[2J' } };
	const json = printed(answer.resources, { organizations: new Map([[THALES, hostile]]) });
	assert.equal(JSON.parse(json).jobs[0].organizations[0].name, '\x1b[2J');
	assert.doesNotMatch(json, DANGEROUS);
});

test('whatever the server says, it is one line that no terminal obeys and every parser reads back', () => {
	const text = fc.string({ unit: 'binary', minLength: 1 });
	const row = fc.oneof(
		fc.record({ id: text, overall_status: text, createdAt: text, detailed_status: fc.dictionary(text, text) }),
		fc.jsonValue(),
	);
	fc.assert(
		fc.property(fc.array(row), rows => {
			const json = printed(rows);
			assert.match(json, /^[^\n]+\n$/);
			assert.doesNotMatch(json, DANGEROUS);
			for (const [index, job] of printedJobs(rows).entries()) {
				const given = rows[index] as { id?: unknown } | null;
				if (typeof given?.id === 'string' && given.id !== '') assert.equal(job.id, given.id);
			}
		}),
	);
});

test('a failure is an object with its kind, sentence and advice, in this order', () => {
	const failure: Failure = { kind: 'unauthorized', message: toSafeText('bad \x1b[2Jpassword') };
	const json = formatJsonFailure(failure);
	assert.match(json, /^\{"error":\{"kind":"unauthorized","message":"[^"]*","advice":"[^"]*"\}\}\n$/);
	assert.match(JSON.parse(json).error.message, /bad \^\[\[2Jpassword/);
});
