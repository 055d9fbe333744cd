import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { toSafeJson, toSafeText } from '../../source/model/safe-text.ts';
import { fit, takeEnd, widthOf, wrapText } from '../../source/model/text-width.ts';
import { createRandom } from '../support/chance.ts';
import { tally } from '../support/tally.ts';
import { again, effort, SEED } from './effort.ts';
import { flawsOf } from './flaws.ts';
import { hostileText } from './random-text.ts';

const ALL = effort(25_000, 250_000);
/** What takes longer to find out is asked of fewer. */
const SOME = ALL / 25;
const FEW = ALL / 100;

test(`E10 G1 of ${ALL} hostile texts none keeps its harm, and once is enough`, t => {
	const random = createRandom(SEED);
	for (let step = 0; step < ALL; step += 1) {
		const remote = hostileText(random);
		const shown = toSafeText(remote);
		const flaws = flawsOf(shown);
		const isStable = toSafeText(shown) === shown;
		if (flaws.length > 0 || !isStable) {
			assert.fail(`${JSON.stringify(remote)} shown as ${JSON.stringify(shown)}: ${flaws} ${again(step)}`);
		}
	}
	tally(t, 'bad inputs tried', ALL);
});

test('E21 a text has as many columns beside another as by itself, and is cut and filled to what it is given', () => {
	const random = createRandom(SEED + 1);
	let before = toSafeText('');
	for (let step = 0; step < FEW; step += 1) {
		const text = toSafeText(hostileText(random));
		const width = Math.floor(random() * 40);
		const both = toSafeText(before + text);
		const why = () => `${JSON.stringify(before)} and ${JSON.stringify(text)} at ${width}: ${again(step)}`;
		assert.equal(both, before + text, why());
		assert.equal(widthOf(both), widthOf(before) + widthOf(text), why());
		assert.ok(widthOf(text) >= stringWidth(text), why());
		assert.equal(widthOf(fit(text, width)), width, why());
		assert.ok(widthOf(takeEnd(text, width)) <= width && takeEnd(text, width).isWellFormed(), why());
		if (step % 10 === 0)
			assert.equal(wrapText(text, width).join('').replaceAll(' ', ''), text.replaceAll(' ', ''), why());
		before = text;
	}
});

test('E23 a text that is cut is no longer than asked for, as harmless as a whole one, and its mark counts the rest', () => {
	const random = createRandom(SEED + 2);
	for (let step = 0; step < SOME; step += 1) {
		const remote = hostileText(random);
		const limit = 10 + Math.floor(random() * 30);
		const shown = toSafeText(remote, limit);
		const why = `${JSON.stringify(remote)} in ${limit} as ${JSON.stringify(shown)}: ${again(step)}`;
		assert.ok(shown.length <= limit && flawsOf(shown).length === 0, why);
		assert.equal(toSafeText(shown, limit), shown, why);
		const whole = toSafeText(remote);
		if (shown === whole) continue;
		const [, start = '', rest] = /^(.*?)(?:<\+\d+ marks>)?…\+(\d+)$/su.exec(shown) ?? [];
		assert.ok(whole.startsWith(start), why);
		assert.ok(Number(rest) > 0 && Number(rest) <= remote.length, why);
	}
});

test('E26 as JSON every text is the same value to a parser, and no byte of it is one that a terminal obeys', () => {
	const random = createRandom(SEED + 3);
	for (let step = 0; step < SOME; step += 1) {
		const remote = hostileText(random);
		for (const value of [remote, { [remote]: [remote] }]) {
			const json = toSafeJson(value);
			const why = `${JSON.stringify(remote)} as ${json}: ${again(step)}`;
			assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(value)), why);
			const flaws = flawsOf(json).filter(flaw => !/without|half a/.test(flaw));
			assert.deepEqual(flaws, [], why);
			assert.ok(!/[\x7f-\x9f]/.test(json) && !json.includes('##'), why);
		}
	}
});
