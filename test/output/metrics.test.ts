import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupErrors } from '../../source/model/error-groups.ts';
import { type Job, parseJob } from '../../source/model/job.ts';
import { summarizeOrganizations } from '../../source/model/organizations.ts';
import { safe } from '../../source/model/safe-text.ts';
import { formatMetrics } from '../../source/output/metrics.ts';
import { ACME, GLOBEX, NOW, ORGANIZATIONS, row, STORY } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';
import { readMetrics as read } from '../support/read-metrics.ts';
import { runTool, without } from '../support/tool.ts';

const SERVER = { server: safe`cm.example.com` };

/** The values, by their series without the label of the server, which all of them have. */
function readMetrics(text: string): ReadonlyMap<string, number> {
	return new Map(
		[...read(text)].map(([series, value]) => {
			assert.match(series, /^\w+\{server="cm\.example\.com"[,}]/);
			return [series.replace(/\{server="[^"]+"(?:\}|,)/, part => (part.endsWith('}') ? '' : '{')), value];
		}),
	);
}

function metricsOf(jobs: readonly Job[], organizations = ORGANIZATIONS): string {
	return formatMetrics(
		{
			jobs,
			stuck: new Set(jobs.slice(2, 3).map(({ id }) => id)),
			rows: summarizeOrganizations(jobs, organizations, NOW),
			errors: groupErrors(jobs),
			complete: true,
			at: NOW,
			took: 1234,
		},
		SERVER,
	);
}

test('the numbers, and whose they are', () => {
	const values = readMetrics(metricsOf(STORY.slice(1)));
	const expected: Readonly<Record<string, number>> = {
		cckm_top_up: 1,
		'cckm_top_jobs{health="failed"}': 1,
		'cckm_top_jobs{health="degraded"}': 1,
		'cckm_top_jobs{health="running"}': 1,
		'cckm_top_jobs{health="ok"}': 2,
		cckm_top_jobs_stuck: 1,
		'cckm_top_organizations{standing="failing"}': 1,
		cckm_top_organizations_left_out: 0,
		[`cckm_top_organization_failing{organization_id="${ACME}",organization="Acme-Prod"}`]: 1,
		[`cckm_top_organization_failing{organization_id="${GLOBEX}",organization="Globex-UAT"}`]: 0,
		[`cckm_top_organization_consecutive_failures{organization_id="${ACME}",organization="Acme-Prod"}`]: 2,
		[`cckm_top_organization_last_sync_timestamp_seconds{organization_id="${ACME}",organization="Acme-Prod"}`]:
			(NOW - 5 * 60_000) / 1000,
		'cckm_top_error_kinds{state="active"}': 1,
		cckm_top_complete: 1,
		cckm_top_collected_timestamp_seconds: NOW / 1000,
		cckm_top_collection_duration_seconds: 1.234,
	};
	for (const [series, value] of Object.entries(expected)) assert.equal(values.get(series), value, series);
});

test('a server that could not be asked is a number as well', () => {
	assert.deepEqual([...readMetrics(formatMetrics(null, SERVER))], [['cckm_top_up', 0]]);
});

test('promtool finds nothing to say of it', { skip: without('promtool') }, () => {
	const hostile = { 'a"} 1\nx 2': 'Error: x', '\\': 'success', '\u009b2J\u202e': 'Error: "y"', [ACME]: 'success' };
	for (const text of [
		metricsOf(STORY),
		metricsOf([parseJob(row('a', { texts: hostile }))]),
		metricsOf([]),
		nothing(),
	]) {
		assert.deepEqual(runTool('promtool', ['check', 'metrics'], text), { code: 0, said: '' });
	}
	assert.notEqual(runTool('promtool', ['check', 'metrics'], 'cckm_top_ms_total 1\n').code, 0);
});

function nothing(): string {
	return formatMetrics(null, SERVER);
}

test('of a thousand organizations two hundred have series of their own, the worst ones, and the rest is counted', () => {
	const texts = Object.fromEntries(
		Array.from({ length: 1000 }, (_, index) => [`org-${index}`, index === 999 ? 'Error: x' : 'success']),
	);
	const values = readMetrics(metricsOf([parseJob(row('a', { texts }))]));
	const failing = [...values].filter(([series]) => series.startsWith('cckm_top_organization_failing'));
	assert.equal(failing.length, 200);
	assert.deepEqual(failing[0], ['cckm_top_organization_failing{organization_id="org-999",organization="org-999"}', 1]);
	assert.equal(values.get('cckm_top_organizations_left_out'), 800);
	assert.ok(values.size < 1000);
});

test('ids that are alike as far as they are told are one series, for two of a name make all of it void', () => {
	const texts = { [`${'x'.repeat(5000)}a`]: 'Error: x', [`${'x'.repeat(5000)}b`]: 'success' };
	const values = readMetrics(metricsOf([parseJob(row('a', { texts }))]));
	assert.equal([...values.keys()].filter(series => series.startsWith('cckm_top_organization_failing')).length, 1);
});

test('E15 whatever organizations are called, it is read back whole', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary', minLength: 1 }),
		fc.constantFrom('a"} 1\nx 2', '\\', '\\"', 'x'.repeat(5000)),
	);
	fc.assert(
		fc.property(fc.dictionary(text, text, { minKeys: 1 }), texts => {
			const written = metricsOf([parseJob(row('a', { texts }))]);
			const series = [...readMetrics(written).keys()].filter(name => name.startsWith('cckm_top_organization_failing'));
			assert.equal(series.length, summarizeOrganizations([parseJob(row('a', { texts }))], ORGANIZATIONS, NOW).length);
			assert.doesNotMatch(written, /(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/u);
		}),
	);
});
