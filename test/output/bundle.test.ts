import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEntry } from '../../source/model/journal-entry.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { formatBundle } from '../../source/output/bundle.ts';
import { ACME, GLOBEX, NOW, row } from '../support/jobs.ts';

const ORIGIN = { version: '1.2.3', node: 'v20.0.0', platform: 'linux x64' };

/** What must not be in any report. */
const PRIVATE = [
	'c8d2f27b',
	ACME,
	GLOBEX,
	'cm.secret.example',
	'10.1.2.3',
	'alice@corp.example',
	'Acme_Prod',
	'OPS-1',
	'ACME Prod',
	'Acme (old)',
];

const TEXT = `error for ACME Prod or Acme (old), not Acmeology: alice@corp.example cannot reach https://cm.secret.example:443 (10.1.2.3) for "Acme_Prod" ${ACME}`;
const ENTRIES: readonly JournalEntry[] = [
	{ kind: 'named', at: NOW, organization: toSafeText(ACME), name: safe`Acme Prod` },
	{ kind: 'named', at: NOW, organization: toSafeText(GLOBEX), name: safe`acme (old)` },
	{ kind: 'job', at: NOW, of: 'keys', row: row('c8d2f27b', { seconds: null, texts: { [ACME]: 'in_progress' } }) },
	{ kind: 'lost', at: NOW + 1, reason: toSafeText('connect ECONNREFUSED 10.1.2.3:443') },
	{ kind: 'restored', at: NOW + 2, reason: toSafeText('connect ECONNREFUSED 10.1.2.3:443'), outage: 1, failures: 2 },
	{
		kind: 'acknowledged',
		at: NOW + 3,
		fingerprint: safe`x`,
		organization: toSafeText(ACME),
		who: toSafeText('alice@corp.example'),
		note: safe`OPS-1`,
	},
	{ kind: 'job', at: NOW + 4, of: 'keys', row: row('c8d2f27b', { texts: { [ACME]: TEXT, [GLOBEX]: 'success' } }) },
	{ kind: 'job', at: NOW + 5, of: 'certificates', row: { id: 'x', overall_status: `queued by ${ACME}`, [ACME]: ACME } },
	{ kind: 'job', at: NOW + 6, of: 'keys', row: { name: 'cm.secret.example' } },
];

test('a report tells what happened and with what, and nothing of who and where', () => {
	const { json, summary } = formatBundle({ entries: ENTRIES, skipped: 2, bytes: 1234 }, ORIGIN);
	for (const secret of PRIVATE) assert.ok(!json.includes(secret), `${secret} is in the report`);
	const report = JSON.parse(json);
	assert.deepEqual(report.tool, { name: 'cckm-top', ...ORIGIN });
	assert.deepEqual(report.journal.lines, { named: 2, job: 4, lost: 1, restored: 1, acknowledged: 1 });
	assert.deepEqual([report.journal.bytes, report.journal.skipped], [1234, 2]);
	assert.deepEqual(report.counts, { jobs: 3, organizations: 2, errors: 1 });
	assert.deepEqual(report.link[1], {
		kind: 'restored',
		outage: 1,
		failures: 2,
		at: new Date(NOW + 2).toISOString(),
		reason: 'connect ECONNREFUSED <host>',
	});
	const [running, ended, other, broken] = report.changes;
	assert.deepEqual([running.job, ended.job, other.job, broken.job], ['job-1', 'job-1', 'job-2', 'job-3']);
	assert.deepEqual(ended.organizations[0], {
		organization: running.organizations[0].organization,
		outcome: 'error',
		rule: 'says-error-or-fail',
		error: 'error for <name> or <name>, not Acmeology: <user> cannot reach <url> (<host>) for "<name>" <id>',
	});
	assert.deepEqual(
		[ended.health, ended.status, other.status, broken.broken],
		['degraded', 'completed', 'queued by <id>', true],
	);
	assert.match(summary, /4 changes of 3 jobs with 2 organizations, 1 kinds of errors; no names, no ids/);
	assert.ok(report.contains.length > 3);
});
