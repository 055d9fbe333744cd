import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSafeJson, toSafeText } from '../../source/model/safe-text.ts';
import { widthOf } from '../../source/model/text-width.ts';
import { tally } from '../support/tally.ts';
import { flawsOf } from './flaws.ts';

const CONTROLS = Array.from({ length: 0xa0 }, (_, point) => point)
	.filter(point => point < 0x20 || point >= 0x7f)
	.map(point => String.fromCodePoint(point));

test('E09 E14 E17 E19 E22 G1 each of all 1,114,112 code points is shown as itself or as an escape of its own', t => {
	const escaped = new Map<string, number>();
	for (let point = 0; point <= 0x10ffff; point += 1) {
		const remote = String.fromCodePoint(point);
		const shown = toSafeText(remote);
		const name = `U+${point.toString(16)} shown as ${JSON.stringify(shown)}`;
		if (flawsOf(shown).length > 0) assert.fail(`${name}: ${flawsOf(shown)}`);
		if (shown === remote || shown === '\ufffd') continue;
		if (escaped.has(shown)) assert.fail(`${name}, as U+${escaped.get(shown)?.toString(16)} is`);
		if (!/^(?:\^[@-_?]|<U\+[0-9A-F]{4,6}>|␤| {2})$/.test(shown)) assert.fail(name);
		escaped.set(shown, point);
	}
	assert.ok(escaped.size > 900_000, `${escaped.size} of them are escaped`);
	tally(t, 'bad inputs tried', 0x110000);
});

test('E20 E22 G1 every code point that is shown behind a letter is still one that is seen', () => {
	for (let point = 0; point <= 0x10ffff; point += 1) {
		const shown = toSafeText(`a${String.fromCodePoint(point)}`);
		if (flawsOf(shown).length > 0) assert.fail(`U+${point.toString(16)}: ${flawsOf(shown)}`);
	}
});

test('E09 E14 G1 all 4,225 pairs of control characters are shown as the two that they are', t => {
	assert.equal(CONTROLS.length ** 2, 4225);
	for (const first of CONTROLS) {
		for (const second of CONTROLS) {
			const pair = first + second;
			const shown = toSafeText(pair);
			assert.equal(shown, toSafeText(first) + toSafeText(second));
			assert.match(shown, /^[ -~␤]+$/);
			assert.equal(widthOf(shown), shown.length);
			const json = toSafeJson(pair);
			assert.match(json, /^[ -~]+$/);
			assert.equal(JSON.parse(json), pair);
		}
	}
	tally(t, 'bad inputs tried', CONTROLS.length ** 2);
});

test('E17 all twelve that turn the reading order round are told by their number', () => {
	const points = Array.from({ length: 0x3000 }, (_, point) => String.fromCodePoint(point));
	const turning = points.filter(character => /\p{Bidi_Control}/u.test(character));
	assert.equal(turning.length, 12);
	for (const character of turning) assert.match(toSafeText(`a${character}gnp.exe`), /^a<U\+[0-9A-F]{4}>gnp\.exe$/);
});

test('E18 E19 names that differ in what nobody sees are told apart', () => {
	const names = [
		'Acme',
		'Ac\u200bme',
		'Ac\u200cme',
		'Ac\u2060me',
		'\ufeffAcme',
		'Ac\u00adme',
		'Acme\u3164',
		'Acme\u{e0041}',
		'Acme\ufe0e',
		'Acme\u2800',
		'Acme\u{16fe4}',
	];
	const shown = names.map(name => toSafeText(name));
	assert.equal(new Set(shown.map(name => name.replace(/\p{M}/gu, ''))).size, names.length);
	assert.equal(new Set(shown.map(widthOf)).size > 1, true);
});
