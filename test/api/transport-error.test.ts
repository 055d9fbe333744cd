import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTransportError } from '../../source/api/transport-error.ts';
import { createLoopbackAgent, GIVEN_UP } from '../../source/api/trust.ts';
import { FailureError } from '../../source/model/failure.ts';

const agent = createLoopbackAgent();
const busy = { kind: 'busy', status: 429, retryAfter: null } as const;

const cases: readonly [name: string, error: unknown, failure: unknown][] = [
	["the system's word", { code: 'EHOSTUNREACH' }, { kind: 'network', code: 'EHOSTUNREACH' }],
	['a hostile word', { code: '\u001b[2J' }, { kind: 'network', code: '^[[2J' }],
	['the library without a word', { type: 'system' }, { kind: 'network', code: 'connection broken' }],
	['too many bytes', { type: 'max-size' }, { kind: 'too-large', limit: 9 }],
	[
		'TLS that breaks',
		{ code: 'EPROTO' },
		{
			kind: 'network',
			code: 'no TLS handshake (EPROTO)',
			advice: "Check the port of --url: the appliance's web interface usually listens on 443.",
		},
	],
	[
		'no HTTP',
		{ code: 'HPE_INVALID_VERSION' },
		{ kind: 'shape', path: 'the headers', problem: 'broken HTTP (HPE_INVALID_VERSION)' },
	],
	['no gzip', { code: 'Z_DATA_ERROR' }, { kind: 'shape', path: 'the body', problem: 'broken compression' }],
	['a connection given up for no known reason', { code: GIVEN_UP }, { kind: 'network', code: GIVEN_UP }],
	['a failure already', new FailureError(busy), busy],
	['a defect', new TypeError('undefined is not a function'), null],
	['nothing at all', null, null],
];

for (const [name, error, failure] of cases) {
	test(`what was thrown is ${name}`, () => {
		assert.deepEqual(readTransportError(error, agent, 9), failure);
	});
}
