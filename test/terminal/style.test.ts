import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applySgr, changeStyle, marksBlanks, PLAIN } from '../../source/terminal/style.ts';

const style = (...parameters: string[]) => parameters.reduce(applySgr, PLAIN);

test('reads what chalk writes, the end of bold ending dim too', () => {
	assert.equal(style('31', '1', '0'), PLAIN);
	assert.equal(style('31', ''), PLAIN);
	assert.equal(style('1', '2', '22'), PLAIN);
	assert.equal(style('1', '31', '39'), style('1'));
	assert.equal(style('38;5;1', '48;2;1;2;3', '39', '49'), PLAIN);
	assert.equal(style('38;5;1;7'), style('7', '38;5;1'));
	assert.equal(style('91', '104'), style('104', '91'));
	assert.equal(style('5', '53', '999'), PLAIN);
});

test('finds a way from each style to each other', () => {
	const codes = ['31', '92', '38;5;9', '44', '48;2;1;2;3', '1', '2', '3', '4', '7', '9'];
	const styles = codes.flatMap(one => codes.flatMap(two => [style(one), style(one, two), style(one, two, '7', '2')]));
	for (const from of styles) {
		for (const to of [PLAIN, ...styles]) {
			const [, parameters = '', ...more] = changeStyle(from, to).split(/\u001b\[([\d;]*)m/);
			assert.equal(from === to ? from : applySgr(from, parameters), to);
			assert.equal(more.join(''), '');
		}
	}
});

test('takes the shortest way', () => {
	for (const [from, to, bytes] of [
		[PLAIN, PLAIN, ''],
		[style('1'), PLAIN, '\u001b[m'],
		[PLAIN, style('31', '7'), '\u001b[31;7m'],
		[style('31', '1', '7'), style('1', '7'), '\u001b[39m'],
		[style('1', '2'), style('2'), '\u001b[;2m'],
		[style('31', '44', '1', '2'), style('31', '44', '2'), '\u001b[22;2m'],
	] as const)
		assert.equal(changeStyle(from, to), bytes);
});

test('knows of which style a blank can be seen', () => {
	for (const code of ['44', '4', '7', '9']) assert.ok(marksBlanks(style(code)), code);
	for (const code of ['0', '31', '1', '2', '3']) assert.ok(!marksBlanks(style(code)), code);
});
