import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { PANES } from '../../source/session/bindings/binding.ts';
import { BINDINGS } from '../../source/session/bindings.ts';
import { COMMAND_NAMES, candidatesFor, runLine } from '../../source/session/palette.ts';
import { type Stage, setStage } from '../support/stage.ts';

/** Types letters. */
function type(stage: Stage, text: string): void {
	for (const letter of text) stage.session.press(letter);
}

test('whatever a key does in a pane, a command does too', () => {
	const actions = BINDINGS.flatMap(({ commands = {}, action }) => Object.values(commands).map(chord => action(chord)));
	for (const { chords, modes, action } of BINDINGS) {
		if (!modes.some(mode => PANES.includes(mode))) continue;
		for (const chord of chords)
			assert.ok(
				chord === ':' || actions.some(each => isDeepStrictEqual(each, action(chord))),
				`${chord} has no command`,
			);
	}
});

test('each command is called by its key: a name for one of its own keys, and no name twice', () => {
	for (const { chords, commands = {} } of BINDINGS)
		for (const [name, chord] of Object.entries(commands)) assert.ok(chords.includes(chord), name);
	const names = BINDINGS.flatMap(({ commands = {} }) => Object.keys(commands));
	assert.equal(new Set(names).size, names.length);
	for (const name of COMMAND_NAMES) assert.match(name, /^[a-z]+(-[a-z]+)*$/);
});

test('every command runs from its whole name, though others begin alike', () => {
	for (const { commands = {}, action } of BINDINGS)
		for (const [name, chord] of Object.entries(commands)) assert.deepEqual(runLine(name, 0), action(chord), name);
});

const lines: readonly (readonly [line: string, outcome: unknown])[] = [
	['', null],
	['   ', null],
	['filter org:acme err:"no cause"', { type: 'set-filter', text: 'org:acme err:"no cause"' }],
	['filter ', { type: 'set-filter', text: '' }],
	['sort dur', { type: 'set-sort', key: 'duration' }],
	['SORT Errors', { type: 'set-sort', key: 'errors' }],
	['limit 2000', { type: 'limit', count: 2000 }],
	['limit all', { type: 'command', command: 'load-all' }],
	['limit -3', 'limit takes a word, as in `limit 2000`'],
	['view org', { type: 'show-view', view: 'organizations' }],
	['sort durasion', 'sort knows no durasion; did you mean duration?'],
	['refrehs', 'no command is called refrehs; did you mean refresh?'],
	['xyzzy', 'no command is called xyzzy'],
	['quit now', 'quit takes no word'],
	['\u001b]0;x\u0007', 'no command is called ^[]0;x^G'],
];

for (const [line, outcome] of lines) {
	test(`:${JSON.stringify(line)} comes to ${JSON.stringify(outcome)}`, () => {
		assert.deepEqual(runLine(line, 0), outcome);
	});
}

test('what begins with the typed letters stands before what has them elsewhere', () => {
	assert.deepEqual(
		candidatesFor('quit').map(({ line }) => line),
		['quit', 'quit-leaving'],
	);
	assert.deepEqual(
		candidatesFor('sort').map(({ line }) => line),
		['sort', 'sort ', 'invert-sort'],
	);
	assert.deepEqual(
		candidatesFor('view o').map(({ line }) => line),
		['view organizations'],
	);
});

test('a command line: letters, up and down, Tab, Enter; Escape leaves it where it began', async () => {
	const stage = setStage(120, 40);
	stage.press('enter :');
	type(stage, 'unz');
	assert.match(stage.lines().at(-1) ?? '', /^:unz▏ +1 command/);
	stage.press('escape');
	assert.equal(stage.session.ui.get().mode, 'detail');
	assert.equal(stage.session.ui.get().zoom, 'none');
	stage.press(':');
	type(stage, 'zo');
	stage.press('enter');
	assert.deepEqual([stage.session.ui.get().mode, stage.session.ui.get().zoom], ['detail', 'detail']);
	stage.press('escape escape :');
	type(stage, 'toggle');
	stage.press('down down up tab');
	assert.equal(stage.session.ui.get().line.text, 'toggle-degraded');
	assert.ok(stage.lines().some(line => /^> toggle-degraded +2 /.test(line)));
	stage.press('enter');
	assert.match(stage.lines()[1] ?? '', /2 –degraded off/);
	stage.press(':');
	type(stage, 'load-all');
	stage.press('enter :');
	type(stage, 'refrehs');
	stage.press('enter');
	assert.deepEqual(stage.asked, ['load Infinity']);
	assert.equal(stage.lines().at(-1), 'no command is called refrehs; did you mean refresh?');
	assert.equal(stage.session.ui.get().mode, 'list');
});

test('filter, sort and view take a word', () => {
	const stage = setStage(120, 40);
	for (const line of ['sort duration', 'filter health:ok', 'view errors']) {
		stage.press(':');
		type(stage, line);
		stage.press('enter');
	}
	const { query, view, asides } = stage.session.ui.get();
	assert.deepEqual([query.sort.key, view, asides.jobs?.filter], ['duration', 'errors', 'health:ok']);
});

test('a list of commands longer than the screen follows the choice', () => {
	const stage = setStage(80, 24);
	stage.press(':');
	for (let step = 0; step < 200; step += 1) {
		stage.press('down');
		assert.equal(stage.lines().filter(line => line.startsWith('> ')).length, 1);
	}
	assert.equal(stage.session.ui.get().line.choice, candidatesFor('').length - 1);
	for (let step = 0; step < 200; step += 1) stage.press('up');
	assert.ok(stage.lines()[3]?.startsWith('> filter'));
});

test('pasted text is typed into the command line, a line feed in it runs nothing', () => {
	const stage = setStage(80, 24);
	stage.press(':');
	stage.session.paste('quit\nquit\r');
	assert.deepEqual([stage.asked, stage.session.ui.get().line.text], [[], 'quit quit ']);
});
