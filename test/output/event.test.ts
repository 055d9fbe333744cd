import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJob } from '../../source/model/job.ts';
import { safe } from '../../source/model/safe-text.ts';
import { storyOf } from '../../source/model/story.ts';
import { formatEvent, formatEventJson } from '../../source/output/event.ts';
import { ACME, GLOBEX, job, NOW, ORGANIZATIONS, row } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const CONTEXT = { organizations: ORGANIZATIONS, idLength: 36, meanwhile: [] };
const STYLE = { zone: 'utc', ascii: false } as const;
const JOBS = [
	job('c8d2f27b', { minutes: 10, texts: { [ACME]: 'INVALID_SESSION_ID', [GLOBEX]: 'success' } }),
	job('77b3d410', { minutes: 60 }),
];

test('a line for people begins with the time', () => {
	const lines = storyOf(JOBS).map(event => formatEvent(event, CONTEXT, STYLE));
	assert.deepEqual(lines.slice(0, 3), [
		`2026-11-23 13:53:30Z job ${JOBS[0]?.id} ended completed: DEGRADED, 1 of 2 failed\n`,
		'2026-11-23 13:53:30Z Acme-Prod ✗ INVALID_SESSION_ID\n',
		`2026-11-23 13:52:30Z job ${JOBS[0]?.id} started, 2 organizations\n`,
	]);
	const lost = { kind: 'lost', at: NOW, reason: safe`The server could not be reached: ECONNREFUSED.` } as const;
	assert.equal(
		formatEvent(lost, CONTEXT, STYLE),
		'2026-11-23 14:02:30Z link lost: The server could not be reached: ECONNREFUSED.\n',
	);
});

test('a terminal that knows ASCII alone is given no more', () => {
	for (const event of storyOf(JOBS)) {
		assert.match(formatEvent(event, CONTEXT, { ...STYLE, ascii: true }), /^[\x20-\x7e]+\n$/);
	}
	const stuck = { kind: 'stuck', at: NOW, job: job('c8d2', { minutes: 30, seconds: null }) } as const;
	assert.match(formatEvent(stuck, CONTEXT, STYLE), /Z job c8d20000-[-0-9a-f]+ is stuck: it runs for 30m00s\n$/);
});

test('an object for programs, with null for what an event has not', () => {
	const [ended, failed] = storyOf(JOBS).map(event => JSON.parse(formatEventJson(event, CONTEXT)));
	assert.deepEqual(failed, {
		at: '2026-11-23T13:53:30.000Z',
		kind: 'failed',
		job: JOBS[0]?.id,
		jobKind: 'keys',
		status: 'completed',
		health: 'degraded',
		organizations: [{ id: ACME, name: 'Acme-Prod' }],
		from: null,
		to: 'INVALID_SESSION_ID',
		reason: null,
		outageMs: null,
		text: 'Acme-Prod ✗ INVALID_SESSION_ID',
	});
	assert.deepEqual([ended.kind, ended.organizations], ['ended', []]);
	const restored = { kind: 'restored', at: NOW, reason: safe`x`, outage: 61_000, failures: 5 } as const;
	const value = JSON.parse(formatEventJson(restored, CONTEXT));
	assert.deepEqual([value.kind, value.job, value.outageMs, value.reason], ['restored', null, 61_000, 'x']);
	const told = formatEvent(restored, { ...CONTEXT, meanwhile: storyOf(JOBS) }, STYLE);
	assert.match(told, / link restored after 1m01s .*; meanwhile 2 finished {2}1 new failing org {2}0 recovered\n$/);
});

test('E15 E29 whatever the server says, an event is one line that begins with words of ours', () => {
	const text = fc.string({ unit: 'binary' });
	fc.assert(
		fc.property(fc.dictionary(text, text), text, text, (texts, id, status) => {
			const jobs = [
				parseJob({ ...row('a', { minutes: 9, texts }), id, overall_status: status }),
				job('b', { minutes: 50 }),
			];
			for (const event of storyOf(jobs)) {
				assert.match(
					formatEvent(event, CONTEXT, STYLE),
					/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ [^\n\p{Cc}\p{Zl}\p{Zp}]+\n$/u,
				);
				assert.match(formatEventJson(event, CONTEXT), /^\{[^\n\p{Cc}\p{Zl}\p{Zp}]+\}\n$/u);
			}
		}),
	);
});
