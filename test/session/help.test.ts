import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FILTER_WORDS } from '../../source/model/filter-terms.ts';
import { BINDINGS } from '../../source/session/bindings.ts';
import { HELP, searchHelp } from '../../source/session/help.ts';
import { setStage } from '../support/stage.ts';

const terms = (search: string) => searchHelp(search).flatMap(({ entries }) => entries.map(({ term }) => term));

test('the help has every key, and every word that a filter knows', () => {
	const all = HELP.flatMap(({ entries }) => entries.map(({ term }) => term)).join(' ');
	for (const { keys } of BINDINGS) assert.ok(all.includes(keys), keys);
	for (const word of FILTER_WORDS.subjects) assert.ok(all.includes(`${word}:`), word);
	for (const word of FILTER_WORDS.measures) assert.match(all, new RegExp(`${word}[<>]`));
});

test('the help is searched in keys, commands, explanations and titles, whatever the order and the case', () => {
	assert.ok(terms('').length > 50);
	assert.ok(['f', 'e/E', 'DEGRADED'].every(term => terms('degraded').some(each => each === term)));
	assert.deepEqual(terms('Degraded DEGRADED'), terms('degraded'));
	assert.deepEqual(terms('save-screen'), ['Ctrl-S']);
	assert.deepEqual(terms('clipboard json screen nothing'), []);
	assert.deepEqual(terms('status server'), terms('server status'));
});

test('in the help, / narrows it as it is typed; Enter keeps that, Escape takes it back, then closes', () => {
	const stage = setStage(80, 24);
	stage.press('?');
	const whole = stage.lines();
	stage.press('/');
	for (const letter of 'overdue') stage.session.press(letter);
	assert.ok(stage.lines().some(line => /^ {2}OVERDUE /.test(line)));
	assert.ok(!stage.lines().some(line => line.includes('half a page')));
	assert.match(stage.lines().at(-1) ?? '', /^\/overdue▏ +\d found/);
	stage.press('enter');
	assert.match(stage.lines().at(-1) ?? '', /^\/ search +q close$/);
	assert.ok(!stage.lines().some(line => line.includes('half a page')));
	stage.press('/ x y z z y escape');
	assert.deepEqual(stage.lines(), whole);
	stage.press('escape');
	assert.equal(stage.session.ui.get().mode, 'list');
});

test('the command help takes a word', () => {
	const stage = setStage(80, 24);
	for (const letter of ':help stuck') stage.session.press(letter);
	stage.press('enter');
	assert.ok(stage.lines().some(line => /^ {2}STUCK /.test(line)));
	assert.ok(!stage.lines().some(line => line.includes('half a page')));
	for (const letter of 'q:help xyzzy') stage.session.press(letter);
	stage.press('enter');
	assert.ok(stage.lines().includes('nothing here has to do with xyzzy'));
});
