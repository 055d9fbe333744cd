import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, roll, uuid } from '../../source/demo/dice.ts';
import { fc } from '../support/properties.ts';

const seeds = fc.integer();
const subjects = fc.double({ noNaN: true, noDefaultInfinity: true });

test('the same question has the same answer, within its bounds', () => {
	fc.assert(
		fc.property(seeds, subjects, fc.string(), (seed, subject, question) => {
			const answer = roll(seed, subject, question);
			assert.equal(roll(seed, subject, question), answer);
			assert.ok(answer >= 0 && answer < 1);
			assert.ok(['a', 'b', 'c'].includes(pick(['a', 'b', 'c'], seed, subject, question)));
		}),
	);
});

test('answers spread evenly over subjects, seeds and questions', () => {
	const spread = (answers: number[]) => {
		const tenths = new Array(10).fill(0);
		for (const answer of answers) tenths[Math.floor(answer * 10)] += 1;
		for (const share of tenths) assert.ok(share > 850 && share < 1150, `${tenths}`);
	};
	const numbers = Array.from({ length: 10_000 }, (_, index) => index);
	spread(numbers.map(subject => roll(1, subject, 'one')));
	spread(numbers.map(seed => roll(seed, 1, 'one')));
	spread(numbers.map(number => roll(1, 1, `question ${number}`)));
});

test('an id is a version 4 UUID and nobody else’s', () => {
	const ids = Array.from({ length: 20_000 }, (_, subject) => uuid(1, subject));
	for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	assert.equal(new Set(ids).size, ids.length);
});
