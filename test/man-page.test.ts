import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { MAN_PAGE, manPage } from '../scripts/man-page.ts';
import { order, plain, set } from '../scripts/roff.ts';
import { COMMANDS, writeFlag } from '../source/command-line/commands.ts';
import { FLAG_GROUPS } from '../source/command-line/flags.ts';
import { fc } from './support/properties.ts';

const has = (tool: string) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
const skipGroff = has('groff') ? false : 'groff is not installed';
const skipMan = has('man') ? false : 'man is not installed';

/** What groff sets, without any escape for a terminal, and what it complains of. */
function typeset(roff: string, locale = 'C.UTF-8'): { readonly text: string; readonly warnings: string } {
	const device = locale === 'C' ? 'ascii' : 'utf8';
	const args = ['-man', '-ww', `-T${device}`, '-P-cbou', '-rLL=200n'];
	const { stdout, stderr } = spawnSync('groff', args, { input: roff, encoding: 'utf8' });
	return { text: stdout, warnings: stderr };
}

test('the manual page is as the program has it', () => {
	assert.ok(readFileSync(MAN_PAGE, 'utf8') === manPage(), 'run `npm run docs`');
});

test('the manual page is typeset without a complaint and names every command and flag', { skip: skipGroff }, () => {
	assert.equal(typeset(manPage(), 'C').warnings, '');
	const { text, warnings } = typeset(manPage());
	assert.equal(warnings, '');
	for (const { name } of COMMANDS.slice(1)) assert.match(text, new RegExp(`^ {7}${name}\\b`, 'm'));
	for (const flag of FLAG_GROUPS.flatMap(({ flags }) => flags))
		assert.ok(text.includes(`       ${writeFlag(flag)}`), flag.name);
	assert.ok(text.includes("cckm-top list --since 24h --filter 'org:acme !health:ok'\n"), 'to be copied into a shell');
});

test('man shows the manual page without a complaint', { skip: skipMan }, () => {
	const { stdout, stderr, status } = spawnSync('man', ['--warnings', '--local-file', MAN_PAGE], {
		encoding: 'utf8',
		env: { ...process.env, LC_ALL: 'C.UTF-8', MANPAGER: 'cat', MANWIDTH: '80' },
	});
	assert.deepEqual([status, stderr], [0, '']);
	assert.match(stdout, /^EXIT STATUS$/m);
});

test('whatever a text is, it is typeset to the letter', { skip: skipGroff }, () => {
	const word = fc.string({ unit: fc.constantFrom(...Array.from('.\'\\"-^`~$@aFfB(é↓1')), minLength: 1, maxLength: 12 });
	const words = fc.sample(fc.tuple(word, word), { numRuns: 200, seed: 1 });
	const roff = words.flatMap(([one, other]) => ['.br', plain(one), '.br', set('B', other)]);
	const { text, warnings } = typeset([order('TH', 'A', '1'), '.nh', ...roff].join('\n'));
	assert.equal(warnings, '');
	const shown = text.split('\n').map(line => line.trim());
	assert.deepEqual(shown.slice(shown.indexOf(words[0]?.[0] ?? ''), -1).slice(0, words.length * 2), words.flat());
});
