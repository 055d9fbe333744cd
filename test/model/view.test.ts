import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEALTHS, type Health } from '../../source/model/health.ts';
import { parseJob } from '../../source/model/job.ts';
import { type SafeText, safe } from '../../source/model/safe-text.ts';
import { countGroups, HEALTH_GROUPS, INITIAL_QUERY, type Query, selectView } from '../../source/model/view.ts';

const jobs = [
	parseJob({ id: 'failed', overall_status: 'failed', createdAt: '2026-11-23T12:07:00Z' }),
	parseJob({
		id: 'degraded',
		overall_status: 'completed',
		detailed_status: { x: 'error', y: 'success' },
		createdAt: '2026-11-23T12:06:00Z',
	}),
	parseJob({ id: 'running', overall_status: 'in_progress', createdAt: '2026-11-23T12:05:00Z' }),
	parseJob({ id: 'stuck', overall_status: 'in_progress', createdAt: '2026-11-23T12:04:00Z' }),
	parseJob({
		id: 'ok',
		overall_status: 'completed',
		detailed_status: { x: 'success' },
		createdAt: '2026-11-23T12:03:00Z',
	}),
	parseJob({ id: 'cancelled', overall_status: 'completed', abort: true, createdAt: '2026-11-23T12:02:00Z' }),
	parseJob({ id: 'unknown', overall_status: 'queued', createdAt: '2026-11-23T12:01:00Z' }),
];
const context = { organizations: new Map(), stuck: new Set<SafeText>([safe`stuck`]), now: 0 };

const hide = (...healths: Health[]) => ({ hidden: new Set(healths) });

const queries: readonly (readonly [query: Partial<Query>, shown: string])[] = [
	[{}, 'failed degraded running stuck ok cancelled unknown'],
	[hide('failed'), 'degraded running stuck ok cancelled unknown'],
	[hide('running'), 'failed degraded ok cancelled unknown'],
	[hide('unknown', 'cancelled'), 'failed degraded running stuck ok'],
	[hide(...HEALTHS), ''],
	[{ problemsOnly: true }, 'failed degraded stuck'],
	[{ problemsOnly: true, ...hide('failed', 'running') }, 'failed degraded stuck'],
	[{ filter: 'status:in_progress' }, 'running stuck'],
	[{ filter: 'status:in_progress', problemsOnly: true }, 'stuck'],
	[{ filter: '!running', ...hide('ok') }, 'failed degraded stuck cancelled unknown'],
	[{ sort: { key: 'started', descending: false } }, 'unknown cancelled ok stuck running degraded failed'],
];

for (const [query, expected] of queries) {
	const { hidden, ...others } = query;
	test(`${JSON.stringify({ ...others, hidden: [...(hidden ?? [])] })} shows ${expected || 'nothing'}`, () => {
		const view = selectView({ ...INITIAL_QUERY, ...query }, { jobs, ...context });
		assert.equal(view.shown.map(({ id }) => id).join(' '), expected);
	});
}

test('each job is counted in the group of its health', () => {
	assert.deepEqual(countGroups(jobs), [1, 1, 2, 1, 2]);
	assert.deepEqual(countGroups([]), [0, 0, 0, 0, 0]);
});

test('every health belongs to one group, and the digits count up', () => {
	assert.deepEqual(HEALTH_GROUPS.flatMap(({ healths }) => healths).sort(), [...HEALTHS].sort());
	assert.equal(HEALTH_GROUPS.map(({ digit }) => digit).join(''), '12345');
});
