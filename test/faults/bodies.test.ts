import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPage } from '../../source/api/page.ts';
import { createCleaner, readResponse } from '../../source/api/response.ts';
import { FailureError } from '../../source/model/failure.ts';
import type { Job } from '../../source/model/job.ts';
import { toSafeText } from '../../source/model/safe-text.ts';
import { shareById } from '../../source/model/share.ts';
import { effort, SEED } from '../hostile/effort.ts';
import { brokenBodies, changedPages, SMALL_PAGE } from '../support/fault-bodies.ts';
import { fetched } from '../support/fault-fetch.ts';
import { fc } from '../support/properties.ts';
import { tally } from '../support/tally.ts';

/** What becomes of a body on its way to the screen; null where it is refused as a failure. */
async function read(body: string | Uint8Array, status = 200): Promise<readonly Job[] | null> {
	try {
		return shareById(
			[],
			readPage(await readResponse(fetched({ body, status }), createCleaner(String), 0), '/jobs').rows,
		);
	} catch (error) {
		if (error instanceof FailureError) return null;
		throw error;
	}
}

const texts = (job: Job) => [
	job.id,
	job.status,
	job.cloud ?? '',
	...job.results.flatMap(({ id, text }) => [id, text ?? '']),
];

/** What holds of every job that is shown, whatever it was made from. */
function checkJob(job: Job): void {
	for (const text of texts(job)) {
		assert.equal(typeof text, 'string');
		assert.equal(toSafeText(text), text);
	}
	assert.ok(job.duration === null || job.duration >= 0);
	for (const moment of [job.createdAt, job.updatedAt, job.completedAt])
		assert.ok(moment === null || Number.isFinite(moment.at));
}

function assertCleanPrototypes(): void {
	assert.deepEqual([Object.keys(Object.prototype), Object.keys(Array.prototype)], [[], []]);
	assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
}

const BODIES = effort(10_000, 100_000);

test(`N15 N16 G13 of ${BODIES} broken bodies each is a failure or jobs that can be shown, and nothing else`, async t => {
	let refused = 0;
	let shown = 0;
	await fc.assert(
		fc.asyncProperty(brokenBodies, fc.constantFrom(200, 200, 200, 400, 401, 404, 500), async (body, status) => {
			const jobs = await read(body, status);
			if (jobs === null) refused += 1;
			else shown += 1;
			for (const job of jobs ?? []) checkJob(job);
			assert.equal(new Set(jobs?.map(({ id }) => id)).size, jobs?.length ?? 0);
		}),
		{ numRuns: BODIES, seed: SEED },
	);
	assertCleanPrototypes();
	tally(t, 'bad inputs tried', refused + shown);
	assert.ok(refused > BODIES / 10 && shown > BODIES / 10, `${refused} were refused and ${shown} shown`);
});

test('N17 N18 N19 N20 rows that are not as promised are shown as well as may be, and take no other row away', async () => {
	const { resources } = SMALL_PAGE as { readonly resources: readonly { readonly id: string }[] };
	await fc.assert(
		fc.asyncProperty(changedPages, async changed => {
			const { resources: rows } = (typeof changed === 'object' && changed !== null ? changed : {}) as {
				resources?: unknown;
			};
			const jobs = await read(JSON.stringify(changed) ?? '');
			if (!Array.isArray(rows)) return;
			assert.ok(jobs !== null, 'a page that has rows is a page');
			const untouched = resources.filter(row => rows.includes(row));
			const found = jobs.filter(job => untouched.some(({ id }) => id === job.id) && job.broken === null);
			assert.ok(found.length >= untouched.length, 'a row that was left alone is gone');
		}),
		{ numRuns: effort(2000, 20_000), seed: SEED },
	);
});

/** The one job of a page with this row. */
async function readRow(row: string): Promise<Job | undefined> {
	return (await read(`{"resources":[${row}]}`))?.[0];
}

test('N16 ids are text: numbers beyond 2^53 keep every digit, and two beside each other are two jobs', async () => {
	const jobs = await read(
		'{"resources":[{"id":9007199254740992},{"id":9007199254740993},{"id":"9007199254740994"},{"id":7}]}',
	);
	assert.deepEqual(
		jobs?.map(({ id }) => id),
		['9007199254740992', '9007199254740993', '9007199254740994', '7'],
	);
});

test('N16 of a key that occurs twice the last counts; keys with a meaning of their own are organizations like others', async () => {
	const job = await readRow(
		'{"id":"a","id":"b","detailed_status":{"__proto__":"Error","constructor":"ok","toString":{"x":1}},"__proto__":{"abort":true}}',
	);
	assert.deepEqual(
		[job?.id, job?.abort, job?.results.map(({ id, text }) => [id, text])],
		[
			'b',
			false,
			[
				['__proto__', 'Error'],
				['constructor', 'ok'],
				['toString', '{"x":1}'],
			],
		],
	);
	assertCleanPrototypes();
});

test('N16 numbers that are none leave no trace of NaN', async () => {
	const job = await readRow(
		'{"id":1e400,"createdAt":1e400,"completed_at":-1e400,"abort":0,"overall_status":-0,"kms":[1e400]}',
	);
	assert.deepEqual([job?.id, job?.createdAt, job?.duration, job?.results], ['Infinity', null, null, []]);
});

for (const [name, body] of [
	['a depth of a million', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
	['a depth of a million objects', `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`],
	['a million brackets and no end', '['.repeat(1_000_000)],
	['a million keys', `{"resources":[],${Array.from({ length: 1_000_000 }, (_, key) => `"k${key}":0`).join(',')}}`],
	['a million rows', `{"resources":[${'{},'.repeat(1_000_000)}{}]}`],
] as const) {
	test(`N16 ${name} is refused`, async () => {
		assert.equal(await read(body), null);
	});
}

for (const status of ['paused', '', 'COMPLETED\u200b', 'completed ', '\u001b[2J']) {
	test(`N18 the status ${JSON.stringify(status)} is shown as it is, and is not known`, async () => {
		const job = await readRow(
			JSON.stringify({
				id: 'a',
				overall_status: status,
				kms: ['x'],
				detailed_status: { x: 'synchronized successfully' },
			}),
		);
		assert.deepEqual([job?.status, job?.health], [toSafeText(status), 'unknown']);
	});
}
