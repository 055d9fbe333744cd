import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMANDS, usage, writeFlag } from '../../source/command-line/commands.ts';
import { codesOf } from '../../source/command-line/exit-codes.ts';
import { FLAG_GROUPS, flagsOf } from '../../source/command-line/flags.ts';

const SCENARIOS = ['calm        nothing happens', 'storm       everything does'];
/** The names of all flags; two commands may mean different flags by one. */
const names = new Set(FLAG_GROUPS.flatMap(({ flags }) => flags.map(flag => flag.name)));

for (const { name, summary, words, operands } of COMMANDS) {
	test(`the help of ${name} has each of its flags once, with its meaning, and no other command's`, () => {
		const lines = usage(name, SCENARIOS).split('\n');
		const taken = flagsOf(name);
		assert.equal(new Set(taken.map(flag => flag.name)).size, taken.length);
		for (const flagName of names) {
			const found = lines.filter(line => new RegExp(`^  (-\\w, )?--${flagName}(?![\\w-])`).test(line));
			const meant = taken.filter(flag => flag.name === flagName);
			assert.equal(found.length, meant.length, flagName);
			for (const flag of meant) assert.ok(found[0]?.endsWith(`  ${flag.help}`), found[0]);
		}
		const called = [name, words?.join('|') ?? operands ?? [], '['].flat().join(' ');
		assert.ok(lines[0]?.startsWith(`Usage: cckm-top ${name === 'monitor' ? '[' : called}`));
		assert.ok(lines.includes(`  ${summary}`));
	});

	test(`the help of ${name} has the scenarios, every exit code and nothing that is missing`, () => {
		const text = usage(name, SCENARIOS);
		for (const line of SCENARIOS) assert.ok(text.includes(`\n  ${line}\n`));
		for (const { code, meaning } of Object.values(codesOf(name)))
			assert.match(text, new RegExp(` ${code}  ${meaning}\n`));
		assert.match(text, / 128\+n {2}/);
		assert.doesNotMatch(text, /undefined|null|\[object|\t| \n/);
		assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
	});
}

test('only the help of the monitor names the other commands', () => {
	for (const { name } of COMMANDS) {
		const text = usage(name, SCENARIOS);
		for (const other of COMMANDS.filter(command => command.name !== 'monitor')) {
			assert.equal(text.includes(`\n  ${other.name.padEnd(10)}  ${other.summary}\n`), name === 'monitor');
		}
	}
});

test('a flag is written as it is typed', () => {
	assert.equal(writeFlag({ name: 'utc', kind: 'switch', help: '' }), '--utc');
	assert.equal(writeFlag({ name: 'url', kind: 'text', value: 'URL', help: '' }), '--url URL');
	assert.equal(writeFlag({ name: 'demo', kind: 'optional-text', value: 'NAME', help: '' }), '--demo[=NAME]');
	assert.equal(writeFlag({ name: 'output', short: 'o', kind: 'text', value: 'X', help: '' }), '-o, --output X');
});
