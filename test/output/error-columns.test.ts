import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupErrors } from '../../source/model/error-groups.ts';
import { columnsNamed } from '../../source/output/column.ts';
import { ERRORS } from '../../source/output/error-columns.ts';
import { formatJson } from '../../source/output/json.ts';
import { formatTable } from '../../source/output/table.ts';
import { ACME, CONTEXT, GLOBEX, job } from '../support/jobs.ts';

const EXPIRED = 'INVALID_SESSION_ID: Session expired or invalid';
const JOBS = [
	job('c8d2f27b', { minutes: 20, texts: { [ACME]: EXPIRED, [GLOBEX]: 'success' } }),
	job('91aa07e4', { minutes: 40, texts: { [ACME]: EXPIRED, [GLOBEX]: 'connect ETIMEDOUT 10.0.0.1:443' } }),
	job('77b3d410', { minutes: 60 }),
];
const context = { ...CONTEXT, jobs: JOBS };
const rows = groupErrors(JOBS);

test('which kinds of errors there are, what somebody has now first', () => {
	const [head, active, cleared, ...others] = formatTable(
		rows,
		columnsNamed(ERRORS, ERRORS.usual.table),
		context,
		null,
	).split('\n');
	assert.equal(head, 'STATE    JOBS  ORGS  ACTIVE  FIRST                 LAST                  NEW  ERROR');
	assert.match(
		active ?? '',
		/^active {6}2 {5}1 {7}1 {2}2026-11-23 13:22:30Z {2}2026-11-23 13:42:30Z {7}INVALID_SESSION_ID/,
	);
	assert.match(
		cleared ?? '',
		/^cleared {5}1 {5}1 {7}0 {2}2026-11-23 13:22:30Z {2}2026-11-23 13:22:30Z {7}connect ETIMEDOUT/,
	);
	assert.deepEqual(others, ['']);
});

test('the same for programs', () => {
	const json = formatJson('errors', rows, columnsNamed(ERRORS, ERRORS.usual.json), context, {});
	const [active, cleared] = JSON.parse(json).errors;
	assert.deepEqual(
		{ ...active, error: typeof active.error },
		{
			error: 'string',
			text: EXPIRED,
			outcome: 'error',
			state: 'active',
			jobCount: 2,
			organizations: [ACME],
			active: [ACME],
			firstAt: '2026-11-23T13:22:30.000Z',
			lastAt: '2026-11-23T13:42:30.000Z',
			clearedAt: null,
			isNew: false,
			job: JOBS[0]?.id,
			kinds: ['keys'],
		},
	);
	assert.deepEqual([cleared.state, cleared.active, cleared.clearedAt], ['cleared', [], '2026-11-23T13:42:30.000Z']);
});
