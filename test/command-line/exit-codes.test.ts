import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECK_CODES, codesOf, EXIT_CODES, exitCodeOf } from '../../source/command-line/exit-codes.ts';
import type { Failure } from '../../source/model/failure.ts';
import { safe } from '../../source/model/safe-text.ts';

const message = safe`what the server said`;

const codes: readonly (readonly [failure: Failure, code: number])[] = [
	[{ kind: 'network', code: safe`ECONNREFUSED` }, 1],
	[{ kind: 'timeout', seconds: 10 }, 1],
	[{ kind: 'not-found', message }, 1],
	[{ kind: 'busy', status: 429, retryAfter: null }, 1],
	[{ kind: 'server', status: 500, message }, 1],
	[{ kind: 'rejected', status: 400, message }, 1],
	[{ kind: 'redirect', status: 302, target: message }, 1],
	[{ kind: 'shape', path: message, problem: message }, 1],
	[{ kind: 'too-large', limit: 1 }, 1],
	[{ kind: 'usage', message, advice: message }, 2],
	[{ kind: 'unauthorized', message }, 3],
	[{ kind: 'forbidden', message }, 3],
	[{ kind: 'tls', reason: message, fingerprint: null }, 4],
];

for (const [failure, code] of codes) {
	test(`${failure.kind} ends with ${code}`, () => assert.equal(exitCodeOf(failure), code));
}

test('the codes are those that scripts rely on', () => {
	assert.deepEqual(
		Object.entries(EXIT_CODES).map(([name, { code }]) => [name, code]),
		[
			['done', 0],
			['failed', 1],
			['usage', 2],
			['refused', 3],
			['untrusted', 4],
			['unhealthy', 10],
			['undecided', 11],
		],
	);
});

test('check ends as plug-ins of Nagios do, every other command as the table says', () => {
	assert.deepEqual(
		Object.entries(CHECK_CODES).map(([name, { code }]) => [name, code]),
		[
			['ok', 0],
			['warning', 1],
			['critical', 2],
			['unknown', 3],
		],
	);
	assert.equal(codesOf('check'), CHECK_CODES);
	assert.equal(codesOf('list'), EXIT_CODES);
});
