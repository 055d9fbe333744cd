import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCapabilities } from '../../source/terminal/capabilities.ts';

const usual = { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' };
const both = { stdin: true, stdout: true };
const all = { interactive: true, color: true, unicode: true, dumb: false };

const cases: readonly [string, Record<string, string | undefined>, Partial<typeof both>, Partial<typeof all>][] = [
	['a usual terminal', {}, {}, {}],
	['a pipe to write to', {}, { stdout: false }, { interactive: false, color: false }],
	[
		'a pipe to write to, anywhere',
		{ TERM: undefined, LANG: 'C' },
		{ stdout: false },
		{ interactive: false, color: false },
	],
	['a pipe to read from', {}, { stdin: false }, { interactive: false }],
	['NO_COLOR', { NO_COLOR: '1' }, {}, { color: false }],
	['NO_COLOR with any value', { NO_COLOR: '0' }, {}, { color: false }],
	['an empty NO_COLOR', { NO_COLOR: '' }, {}, {}],
	['TERM=dumb', { TERM: 'dumb' }, {}, { interactive: false, color: false, unicode: false, dumb: true }],
	['no TERM', { TERM: undefined }, {}, { interactive: false, color: false, unicode: false, dumb: true }],
	['an empty TERM', { TERM: '' }, {}, { interactive: false, color: false, unicode: false, dumb: true }],
	['the console of Linux', { TERM: 'linux' }, {}, { unicode: false }],
	['vt100', { TERM: 'vt100' }, {}, {}],
	['tmux', { TERM: 'tmux-256color' }, {}, {}],
	['CI', { CI: 'true' }, {}, { interactive: false }],
	['CI=1', { CI: '1' }, {}, { interactive: false }],
	['CI=false', { CI: 'false' }, {}, {}],
	['CI=0', { CI: '0' }, {}, {}],
	['the locale C', { LANG: 'C' }, {}, { unicode: false }],
	['C in UTF-8', { LANG: 'C.UTF-8' }, {}, {}],
	['no locale', { LANG: undefined }, {}, { unicode: false }],
	['Latin-1', { LANG: 'de_CH.ISO8859-1' }, {}, { unicode: false }],
	['utf8 with a modifier', { LANG: 'ca_ES.utf8@valencia' }, {}, {}],
	['LC_CTYPE over LANG', { LC_CTYPE: 'C' }, {}, { unicode: false }],
	['LC_ALL over LC_CTYPE', { LC_ALL: 'de_CH.UTF-8', LC_CTYPE: 'C' }, {}, {}],
	['an empty LC_ALL', { LC_ALL: '', LC_CTYPE: 'C' }, {}, { unicode: false }],
];

for (const [name, environment, isTerminal, expected] of cases) {
	test(name, () => {
		assert.deepEqual(readCapabilities({ ...usual, ...environment }, { ...both, ...isTerminal }), {
			...all,
			...expected,
		});
	});
}
