import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeCrash } from '../../source/run/describe-crash.ts';

test('E25 a crash is told frame by frame, and what it quotes begins no line', () => {
	const told = describeCrash(new Error('quoted \x1b[2J\n::error::owned\r\n##vso[task.complete]'));
	const [first = '', ...frames] = told.split('\n');
	assert.equal(first, 'crash: Error: quoted ^[[2J␤::error::owned^M␤#<U+0023>vso[task.complete]');
	assert.ok(frames.length > 0 && frames.every(frame => /^at |^ *at /.test(frame)), told);
	assert.equal(describeCrash('\x07'), 'crash: ^G');
});
