import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completionTable, quote } from '../../../source/command-line/completion/table.ts';
import { flagsOf } from '../../../source/command-line/flags.ts';

const table = completionTable(['calm', 'storm']);

/** How the value of a flag of a command is completed. */
function completionOf(command: string, flag: string) {
	return table.find(({ name }) => name === command)?.flags.find(each => each.flag.name === flag)?.value;
}

test('every flag of every command is there, and those alone that take a value complete one', () => {
	for (const { name, flags } of table) {
		assert.deepEqual(
			flags.map(({ flag }) => flag),
			flagsOf(name),
		);
		for (const { flag, value } of flags) assert.equal(value === null, flag.kind === 'switch', flag.name);
	}
});

test('closed lists, files, and what a server is asked for are told apart', () => {
	assert.deepEqual(completionOf('list', 'output'), {
		kind: 'words',
		words: ['table', 'wide', 'json', 'ndjson', 'csv'],
	});
	assert.deepEqual(completionOf('check', 'output'), { kind: 'words', words: ['text', 'json'] });
	assert.deepEqual(completionOf('bundle', 'output'), { kind: 'file' });
	assert.deepEqual(completionOf('monitor', 'demo'), { kind: 'words', words: ['calm', 'storm'] });
	assert.deepEqual(completionOf('list', 'color'), { kind: 'words', words: ['auto', 'always', 'never'] });
	assert.deepEqual(completionOf('list', 'ca-file'), { kind: 'file' });
	assert.deepEqual(completionOf('list', 'org'), { kind: 'asked', what: 'organizations' });
	assert.deepEqual(completionOf('list', 'id'), { kind: 'asked', what: 'jobs' });
	assert.deepEqual(completionOf('list', 'filter'), { kind: 'any' });
	assert.deepEqual(table.find(({ name }) => name === 'wait')?.operands, { kind: 'asked', what: 'jobs' });
	assert.deepEqual(table.find(({ name }) => name === 'config')?.operands, { kind: 'words', words: ['init'] });
});

test('a text of ours is quoted so that a shell reads nothing into it', () => {
	assert.equal(quote("the world's $hours"), "'the world'\\''s $hours'");
});
