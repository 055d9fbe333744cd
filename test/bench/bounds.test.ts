import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bound, isMet, type Judgeable } from '../../bench/bounds.ts';

const cases: readonly [figure: Judgeable, bound: Bound, isMet: boolean][] = [
	[{ value: 15 }, { on: 'value', most: 15 }, true],
	[{ value: 15.1 }, { on: 'value', most: 15 }, false],
	[{ value: 0 }, { on: 'value', most: 0 }, true],
	[{ value: 70, against: 20 }, { on: 'ratio', most: 3.5 }, true],
	[{ value: 71, against: 20 }, { on: 'ratio', most: 3.5 }, false],
	[{ value: 125, against: 80 }, { on: 'growth', most: 45 }, true],
	[{ value: 126, against: 80 }, { on: 'growth', most: 45 }, false],
	[{ value: 60, against: 80 }, { on: 'growth', most: 45 }, true],
	[{ value: Number.NaN }, { on: 'value', most: 15 }, false],
	[{ value: 1, against: Number.NaN }, { on: 'ratio', most: 3.5 }, false],
	[{ value: 1 }, { on: 'ratio', most: 3.5 }, false],
];

for (const [figure, bound, expected] of cases) {
	const { value, against } = figure;
	test(`${value}${against === undefined ? '' : ` against ${against}`} ${expected ? 'is' : 'is not'} within ${bound.most} (${bound.on})`, () =>
		assert.equal(isMet(figure, bound), expected));
}
