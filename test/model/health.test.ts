import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEALTHS, type Health, judgeHealth } from '../../source/model/health.ts';
import type { Outcome } from '../../source/model/outcome.ts';
import { fc } from '../support/properties.ts';

const cases: readonly (readonly [status: string, abort: boolean, outcomes: Outcome[], health: Health])[] = [
	['queued', false, ['ok'], 'unknown'],
	['', false, [], 'unknown'],
	['COMPLETED', false, ['ok'], 'unknown'],
	['in_progress', false, [], 'running'],
	['in_progress', true, ['error'], 'running'],
	['failed', false, ['ok'], 'failed'],
	['failed', true, [], 'failed'],
	['completed', true, [], 'cancelled'],
	['completed', false, [], 'unknown'],
	['completed', false, ['error'], 'failed'],
	['completed', true, ['error', 'error'], 'failed'],
	['completed', false, ['error', 'none'], 'failed'],
	['completed', false, ['none', 'none'], 'failed'],
	['completed', true, ['none', 'none'], 'cancelled'],
	['completed', true, ['error', 'none'], 'degraded'],
	['completed', false, ['error', 'ok'], 'degraded'],
	['completed', false, ['error', 'unknown'], 'degraded'],
	['completed', true, ['ok', 'none'], 'cancelled'],
	['completed', true, ['ok'], 'cancelled'],
	['completed', false, ['ok', 'unknown'], 'unknown'],
	['completed', false, ['ok', 'running'], 'unknown'],
	['completed', false, ['none', 'unknown'], 'unknown'],
	['completed', false, ['ok', 'none'], 'degraded'],
	['completed', false, ['ok', 'ok'], 'ok'],
];

for (const [status, abort, outcomes, health] of cases) {
	test(`${status || '(no status)'}${abort ? ', cancelled,' : ''} with ${outcomes.join(' ') || 'nobody'} is ${health}`, () => {
		assert.equal(
			judgeHealth(
				status,
				abort,
				outcomes.map(outcome => ({ outcome })),
			),
			health,
		);
	});
}

const anyOutcome = fc.constantFrom<Outcome>('ok', 'error', 'running', 'none', 'unknown');
const anyJob = fc.record({
	status: fc.constantFrom('in_progress', 'completed', 'failed', 'queued'),
	abort: fc.boolean(),
	results: fc.array(fc.record({ outcome: anyOutcome }), { maxLength: 6 }),
});

test('only a completed job whose every organization is ok, and that nobody cancelled, is ok', () => {
	fc.assert(
		fc.property(anyJob, ({ status, abort, results }) => {
			const good =
				status === 'completed' && !abort && results.length > 0 && results.every(({ outcome }) => outcome === 'ok');
			assert.equal(judgeHealth(status, abort, results) === 'ok', good);
		}),
	);
});

test('the order of the organizations does not matter, and every health is one of the list', () => {
	fc.assert(
		fc.property(anyJob, ({ status, abort, results }) => {
			const health = judgeHealth(status, abort, results);
			assert.equal(judgeHealth(status, abort, [...results].reverse()), health);
			assert.ok(HEALTHS.includes(health));
		}),
	);
});
