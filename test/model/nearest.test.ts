import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestName } from '../../source/model/nearest.ts';

const NAMES = ['url', 'user', 'password-file', 'limit', 'insecure'];

const typed: readonly (readonly [typed: string, nearest: string | null])[] = [
	['limti', 'limit'],
	['pass', 'password-file'],
	['usr', 'user'],
	['insecur', 'insecure'],
	['colour', null],
	['x', null],
	['', null],
];

for (const [name, nearest] of typed) {
	test(`${JSON.stringify(name)} ${nearest === null ? 'is near to nothing' : `may mean ${nearest}`}`, () => {
		assert.equal(nearestName(name, NAMES), nearest);
	});
}
