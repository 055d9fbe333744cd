import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeText } from '../../source/model/outcome.ts';

const texts: readonly (readonly [text: string | null, ended: boolean, outcome: string, rule: string])[] = [
	['in_progress', false, 'running', 'in-progress'],
	['in_progress', true, 'running', 'in-progress'],
	['organization synchronized successfully', true, 'ok', 'says-success'],
	['region synchronized successfully', true, 'ok', 'says-success'],
	['key ring synchronized successfully', true, 'ok', 'says-success'],
	['SUCCESS', true, 'ok', 'says-success'],
	['Error listing keys from SFDC: ', true, 'error', 'says-error-or-fail'],
	['synchronized successfully with 3 errors', true, 'error', 'says-error-or-fail'],
	['Failed to reach the endpoint', true, 'error', 'says-error-or-fail'],
	['synchronization unsuccessful', true, 'error', 'denies-success'],
	['did not complete: not successful', true, 'error', 'denies-success'],
	['UNABLE_TO_LOCK_ROW: unable to obtain exclusive access', true, 'error', 'names-trouble'],
	['INVALID_SESSION_ID: Session expired or invalid', true, 'error', 'names-trouble'],
	['REQUEST_LIMIT_EXCEEDED', true, 'error', 'names-trouble'],
	['the call timed out', true, 'error', 'names-trouble'],
	['timeout after 30 s', true, 'error', 'names-trouble'],
	['connect ETIMEDOUT 10.20.1.5:443', true, 'error', 'names-trouble'],
	['connect EHOSTUNREACH 10.20.1.5', true, 'error', 'names-system-error'],
	['read ECONNRESET', true, 'error', 'names-system-error'],
	['synchronized', true, 'unknown', 'no-rule-matched'],
	['queued behind another job', true, 'unknown', 'no-rule-matched'],
	['', true, 'unknown', 'no-rule-matched'],
	['{"keys":3}', true, 'unknown', 'no-rule-matched'],
	[null, true, 'none', 'not-reported'],
	[null, false, 'running', 'not-yet-reported'],
];

for (const [text, ended, outcome, rule] of texts) {
	test(`${JSON.stringify(text)} in ${ended ? 'an ended' : 'a running'} job is ${outcome} by ${rule}`, () => {
		const verdict = judgeText(text, ended);
		assert.deepEqual([verdict.outcome, verdict.rule], [outcome, rule]);
	});
}
