import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarizeOrganizations } from '../../source/model/organizations.ts';
import { columnsNamed, tellingColumns } from '../../source/output/column.ts';
import { formatJson } from '../../source/output/json.ts';
import { ORGANIZATIONS as LISTING } from '../../source/output/organization-columns.ts';
import { formatTable } from '../../source/output/table.ts';
import { ACME, CONTEXT, GLOBEX, job, NOW, ORGANIZATIONS } from '../support/jobs.ts';

const EXPIRED = 'INVALID_SESSION_ID: Session expired or invalid';
const JOBS = [
	job('beef0001', { minutes: 1, seconds: null, texts: { [GLOBEX]: 'in_progress' } }),
	job('c8d2f27b', { minutes: 20, texts: { [ACME]: EXPIRED, [GLOBEX]: 'success' } }),
	job('91aa07e4', { minutes: 40, texts: { [ACME]: EXPIRED, [GLOBEX]: 'success' } }),
	job('77b3d410', { minutes: 60 }),
];
const context = { ...CONTEXT, jobs: JOBS };
const rows = summarizeOrganizations(JOBS, ORGANIZATIONS, NOW);

test('who is broken, since when and with what, the worst first', () => {
	const table = formatTable(rows, tellingColumns(columnsNamed(LISTING, LISTING.usual.table), context), context, null);
	assert.deepEqual(table.split('\n'), [
		'NOW      ORG         LAST 16 SYNCS  SINCE                 STREAK  FAIL 24h  NEW  ERROR',
		`FAILING  Acme-Prod            ✓✗✗·  2026-11-23 13:22:30Z       2       2/3       ${EXPIRED}`,
		'ok       Globex-UAT           ✓✓✓●                                     0/3',
		'',
	]);
});

test('the same for programs, with null for what there is not', () => {
	const json = formatJson('organizations', rows, columnsNamed(LISTING, LISTING.usual.json), context, {});
	const [acme, globex] = JSON.parse(json).organizations;
	assert.deepEqual(acme, {
		id: ACME,
		name: 'Acme-Prod',
		connection: 'sfdc-main',
		standing: 'failing',
		overdue: false,
		strip: ['ok', 'error', 'error', 'absent'],
		failingSince: '2026-11-23T13:22:30.000Z',
		sinceIsCertain: true,
		failuresInARow: 2,
		novelty: 'known',
		lastOk: '2026-11-23T13:02:30.000Z',
		lastSync: '2026-11-23T13:42:30.000Z',
		failures24h: 2,
		syncs24h: 3,
		outcome: 'error',
		error: EXPIRED,
		job: JOBS[1]?.id,
		runningJob: null,
		kind: 'keys',
		others: [],
	});
	assert.deepEqual(
		[globex.standing, globex.failingSince, globex.error, globex.runningJob],
		['ok', null, null, JOBS[0]?.id],
	);
});

test('a name that nobody knows any more is null, and the row is called by its id', () => {
	const [row] = summarizeOrganizations([job('a', { texts: { '00Dgone': 'x' } })], ORGANIZATIONS, NOW);
	assert.ok(row !== undefined);
	const [name] = columnsNamed(LISTING, ['name']);
	assert.deepEqual([name?.value(row, context), name?.text(row, context)], [null, '00Dgone']);
});
