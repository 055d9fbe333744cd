import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFailure, type Failure, FailureError, isFinal, nameFailure } from '../../source/model/failure.ts';
import { safe } from '../../source/model/safe-text.ts';

const said = safe`what the server said`;

const failures: readonly (readonly [failure: Failure, name: string, told: readonly string[], final: boolean])[] = [
	[{ kind: 'network', code: safe`ECONNREFUSED` }, 'ECONNREFUSED', ['ECONNREFUSED', 'firewall'], false],
	[{ kind: 'timeout', seconds: 10 }, 'no answer in 10s', ['10 s', '--timeout'], false],
	[
		{ kind: 'tls', reason: safe`expired`, fingerprint: null },
		'expired',
		['expired', '--ca-file', '--pin-sha256'],
		true,
	],
	[
		{ kind: 'tls', reason: safe`self-signed`, fingerprint: safe`ab12` },
		'self-signed',
		['self-signed', 'Nothing was sent', '--pin-sha256 ab12'],
		true,
	],
	[{ kind: 'unauthorized', message: said }, '401', [said, 'password', 'lock'], true],
	[{ kind: 'forbidden', message: said }, '403', [said, 'CCKM Users', 'licence'], false],
	[{ kind: 'not-found', message: said }, '404', [said, 'not permitted'], false],
	[{ kind: 'busy', status: 429, retryAfter: 1000 }, 'HTTP 429', ['429', 'wait'], false],
	[{ kind: 'busy', status: 503, retryAfter: null }, 'HTTP 503', ['503'], false],
	[{ kind: 'server', status: 502, message: said }, 'HTTP 502', ['502', said], false],
	[{ kind: 'rejected', status: 400, message: said }, 'HTTP 400', ['400', said, 'filters'], false],
	[
		{ kind: 'redirect', status: 302, target: safe`https://elsewhere` },
		'redirected (HTTP 302)',
		['302', 'https://elsewhere', '--url'],
		false,
	],
	[
		{ kind: 'shape', path: safe`resources[0].id`, problem: safe`a number where a text should be` },
		'unreadable answer',
		['resources[0].id', 'a number where'],
		false,
	],
	[{ kind: 'too-large', limit: 4096 }, 'answer too large', ['4096', '--limit'], false],
	[{ kind: 'usage', message: safe`--limit does not fit.`, advice: said }, '--limit does not fit.', [said], true],
];

for (const [failure, name, told, final] of failures) {
	test(`${failure.kind}: ${name}${final ? ', and only the reader starts another attempt' : ''}`, () => {
		const { message, advice } = describeFailure(failure);
		for (const part of told)
			assert.ok(`${message} ${advice}`.includes(part), `${part} is not in: ${message} ${advice}`);
		for (const sentence of [message, advice]) assert.doesNotMatch(sentence, /undefined|null|NaN|\[object|\n|^$/);
		assert.equal(nameFailure(failure), name);
		assert.equal(isFinal(failure), final);
	});
}

test('a thrown failure carries itself and its sentence', () => {
	const failure: Failure = { kind: 'network', code: safe`EPIPE` };
	const error = new FailureError(failure);
	assert.equal(error.failure, failure);
	assert.equal(error.message, describeFailure(failure).message);
	assert.ok(error instanceof Error);
});
