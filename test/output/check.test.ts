import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Job, parseJob } from '../../source/model/job.ts';
import { summarizeOrganizations } from '../../source/model/organizations.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { judge } from '../../source/model/verdict.ts';
import { type CheckFacts, formatCheck, formatCheckJson, formatUnjudged } from '../../source/output/check.ts';
import { ACME, GLOBEX, job, NOW, ORGANIZATIONS, row } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const HOUR = 3_600_000;
const BAD = 'INVALID_SESSION_ID: Session expired | or invalid';

function facts(jobs: readonly Job[], fields: Partial<CheckFacts> = {}): CheckFacts {
	const rows = summarizeOrganizations(jobs, ORGANIZATIONS, NOW);
	const verdict = judge({
		jobs,
		rows,
		organizations: ORGANIZATIONS,
		stuck: new Set([safe`stuck-1`]),
		now: NOW,
		mayBeOld: 24 * HOUR,
	});
	return { verdict, since: 7 * 24 * HOUR, mayBeOld: 24 * HOUR, took: 532, partial: null, ...fields };
}

test('all is well', () => {
	assert.equal(
		formatCheck(facts([job('a', { minutes: 60, seconds: 0 })])),
		'CCKM OK: the latest sync of 2 organizations went well | organizations=2;;;0 failed=0;;0;0 degraded=0;0;;0 ' +
			'unknown=0;0;;0 stale=0;0;;0 stuck=0;0;;0 running=0;;;0 oldest_sync=3600s;86400;; time=0.532s;;;0\n',
	);
	assert.match(
		formatCheck(facts([])),
		/^CCKM OK: nothing was synchronized within 7d \| organizations=0;;;0 .* time=0\.532s;;;0\n$/,
	);
});

test('who failed and with what, and no bar but our own', () => {
	assert.match(
		formatCheck(facts([job('a', { texts: { [ACME]: BAD, [GLOBEX]: BAD } })])),
		/^CCKM CRITICAL: of 2 organizations 2 failed \(Acme-Prod: INVALID_SESSION_ID: Session expired \/ or invalid, Globex-UAT: [^|]*\) \| organizations=2;;;0 failed=2;;0;0 /,
	);
	const stuck = parseJob({ ...row('x', { minutes: 200, seconds: null, texts: {} }), id: 'stuck-1' });
	const old = job('a', { minutes: 26 * 60, texts: { [ACME]: BAD, [GLOBEX]: 'success' } });
	assert.match(
		formatCheck(facts([stuck, old], { partial: { seen: 200, total: 1431 } })),
		/^CCKM WARNING: of 2 organizations 1 degraded \(Acme-Prod: .*\), 2 without a sync for 1d \(Acme-Prod, Globex-UAT\), 1 job stuck \(stuck-1\), looked at 200 of 1,431 jobs \| /,
	);
});

test('of many three are named', () => {
	const texts = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`org-${index}`, BAD]));
	assert.match(
		formatCheck(facts([job('a', { texts })])),
		/of 9 organizations 9 failed \(org-0: .*, org-1: .*, org-2: .*, \+6\) \|/,
	);
});

test('the same for programs', () => {
	const value = JSON.parse(formatCheckJson(facts([job('a', { texts: { [ACME]: BAD } })]), 2, { server: 'https://cm' }));
	assert.deepEqual(
		{ ...value, text: '' },
		{
			server: 'https://cm',
			verdict: 'critical',
			exitCode: 2,
			text: '',
			organizations: 1,
			failed: [
				{
					id: ACME,
					name: 'Acme-Prod',
					error: BAD,
					failingSince: '2026-11-23T13:52:30.000Z',
					lastSync: '2026-11-23T13:52:30.000Z',
					job: 'a0000000-fb4f-4557-b63c-00d4a1439c4a',
				},
			],
			degraded: [],
			unknown: [],
			stale: [],
			stuck: [],
			running: 0,
			oldestSyncMs: 540_000,
		},
	);
});

test('where nothing could be judged the line says so', () => {
	assert.equal(
		formatUnjudged({ kind: 'network', code: safe`ECONN|REFUSED` }),
		'CCKM UNKNOWN: The server could not be reached: ECONN/REFUSED.\n',
	);
});

test('E15 E29 whatever the server says, it is one line with one bar, and what stands behind it is performance data', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.constantFrom('a|b=1;2', '\n::error::', 'x\x1b[2J', "'; DROP"),
	);
	fc.assert(
		fc.property(fc.dictionary(text, text), text, (texts, id) => {
			const jobs = [
				parseJob({ ...row('a', { texts }), id }),
				parseJob({ ...row('b', { seconds: null, minutes: 1, texts }), id: `${id}2` }),
			];
			const line = formatCheck(facts(jobs));
			assert.match(
				line,
				/^CCKM (OK|WARNING|CRITICAL): [^|\n]+ \| (?:[a-z_]+=\d+(?:\.\d+)?s?;\d*;\d*;\d*(?: |(?=\n)))+\n$/,
			);
			assert.doesNotMatch(line.slice(0, -1), /[\p{Cc}\p{Zl}\p{Zp}]/u);
			assert.ok(line.length < 2000);
			assert.match(formatUnjudged({ kind: 'forbidden', message: toSafeText(id) }), /^CCKM UNKNOWN: [^|\n]+\n$/);
		}),
	);
});
