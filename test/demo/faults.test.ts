import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fault, type FaultRule, flakyFaults, hostileFaults, slowFaults } from '../../source/demo/faults.ts';
import type { Purpose } from '../../source/demo/reply.ts';

const COUNTS = Array.from({ length: 400 }, (_, count) => count);

function met(rule: FaultRule, purpose: Purpose, seed = 1): Fault[] {
	return COUNTS.map(count => rule({ purpose, count, seed })).filter(fault => fault !== null);
}

function kinds(faults: readonly Fault[]): Set<string> {
	return new Set(
		faults.map(fault => (fault.kind === 'reply' ? `${fault.reply.status} ${fault.reply.type}` : fault.kind)),
	);
}

test('flaky spares signing in, and shows a third of the lists every trouble', () => {
	for (const purpose of ['sign-in', 'refresh', 'revoke'] as const) assert.deepEqual(met(flakyFaults, purpose), []);
	const faults = met(flakyFaults, 'jobs');
	assert.ok(faults.length > 100 && faults.length < 180, `${faults.length}`);
	const json = 'application/json; charset=utf-8';
	assert.deepEqual(kinds(faults), new Set(['502 text/html', `503 ${json}`, '429 text/plain; charset=utf-8', 'reset']));
	assert.ok(faults.some(fault => fault.kind === 'reply' && fault.reply.headers?.['Retry-After'] === '3'));
});

test('slow is 2 to 9 seconds', () => {
	assert.deepEqual(met(slowFaults, 'sign-in'), []);
	const delays = met(slowFaults, 'jobs').map(fault => (fault.kind === 'delay' ? fault.milliseconds : 0));
	assert.equal(delays.length, COUNTS.length);
	assert.ok(Math.min(...delays) >= 2000 && Math.max(...delays) <= 9000);
	assert.ok(Math.max(...delays) - Math.min(...delays) > 6000);
});

test('hostile messages come as JSON, as pages and as plain text', () => {
	const faults = met(hostileFaults, 'jobs');
	assert.ok(faults.length > 50 && faults.length < 120);
	assert.equal(kinds(faults).size, 4);
	assert.ok(faults.some(fault => fault.kind === 'reply' && fault.reply.body.includes('\x1b]')));
});

test('the same seed meets the same faults, another seed others', () => {
	const pattern = (seed: number) =>
		COUNTS.map(count => flakyFaults({ purpose: 'jobs', count, seed })?.kind ?? '-').join();
	assert.equal(pattern(1), pattern(1));
	assert.notEqual(pattern(1), pattern(2));
});
