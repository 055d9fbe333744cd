import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertScreenLeft } from '../support/left-screen.ts';
import { buildProgram, programPath } from '../support/program.ts';
import { openPty } from '../support/pty.ts';
import { tally } from '../support/tally.ts';
import { live } from './rig.ts';

const ESCAPE = /\u001b/;
const BEYOND_ASCII = /[^\x00-\x7f]/;
const COLOR = /\u001b\[[\d;]*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[\d;]*m/;

/** A place to run in, and what must never be sent there by a monitor that draws. */
const DRAWN: Readonly<
	Record<string, { readonly env: Record<string, string | undefined>; readonly never: readonly RegExp[] }>
> = {
	'TERM=linux': { env: { TERM: 'linux' }, never: [BEYOND_ASCII] },
	'TERM=vt100': { env: { TERM: 'vt100' }, never: [] },
	'TERM=tmux-256color': { env: { TERM: 'tmux-256color' }, never: [] },
	'LANG=C': { env: { LC_ALL: undefined, LC_CTYPE: undefined, LANG: 'C' }, never: [BEYOND_ASCII] },
	'LC_ALL of Latin-1': { env: { LC_ALL: 'de_CH.ISO-8859-1' }, never: [BEYOND_ASCII] },
	NO_COLOR: { env: { NO_COLOR: '1' }, never: [COLOR] },
};

for (const [name, { env, never }] of Object.entries(DRAWN)) {
	test(`L12 under ${name} the monitor draws what is understood there, and quits`, async t => {
		const { pty } = await live(t, { env });
		pty.send('q');
		const { code, termios } = await pty.waitForEnd();
		assert.deepEqual({ code, termios }, { code: 0, termios: pty.termiosBefore });
		assertScreenLeft(pty);
		for (const pattern of never) assert.doesNotMatch(pty.output(), pattern);
		tally(t, 'ways out', 1);
	});
}

const [NODE, PROGRAM] = [process.execPath, programPath];
const redirected = (redirection: string) => ['sh', '-c', `exec "$0" "$@" ${redirection}`, NODE, PROGRAM, '--demo'];

/** Places in which there is nothing to draw on or nobody at the keys. */
const REFUSED: Readonly<
	Record<string, { readonly argv?: readonly string[]; readonly env?: Record<string, string | undefined> }>
> = {
	'L12 under TERM=dumb': { env: { TERM: 'dumb' } },
	'L12 without TERM': { env: { TERM: undefined } },
	'L13 where CI=true': { env: { CI: 'true' } },
	'L07 without keys': { argv: redirected('</dev/null') },
	'L07 whose input is closed': { argv: redirected('<&-') },
	'L06 L13 whose output somebody reads a line of': {
		argv: ['bash', '-c', 'set -o pipefail; "$0" "$@" | head -1', NODE, PROGRAM, '--demo'],
	},
};

for (const [name, { argv = [NODE, PROGRAM, '--demo'], env = {} }] of Object.entries(REFUSED)) {
	test(`${name} the monitor refuses at once, names what works there, and sends no escape`, async t => {
		await buildProgram();
		const pty = await openPty({ argv, env: { LC_ALL: 'C.UTF-8', ...env } });
		t.after(() => pty[Symbol.asyncDispose]());
		const { code, termios } = await pty.waitForEnd();
		assert.deepEqual({ code, termios }, { code: 2, termios: pty.termiosBefore });
		assert.match(pty.output(), /needs a terminal[\s\S]*cckm-top list/);
		assert.doesNotMatch(pty.output(), ESCAPE);
		tally(t, 'ways out', 1);
	});
}

for (const [name, env] of [
	['under TERM=dumb', { TERM: 'dumb' }],
	['without TERM', { TERM: undefined }],
	['under LANG=C', { LC_ALL: undefined, LC_CTYPE: undefined, LANG: 'C' }],
] as const) {
	test(`L12 ${name} the list is printed without an escape, in ASCII`, async t => {
		await buildProgram();
		const pty = await openPty({ argv: [NODE, PROGRAM, 'list', '--demo'], columns: 120, env });
		t.after(() => pty[Symbol.asyncDispose]());
		assert.equal((await pty.waitForEnd()).code, 0);
		assert.match(pty.output(), /FAILED/);
		assert.doesNotMatch(pty.output(), ESCAPE);
		assert.doesNotMatch(pty.output(), BEYOND_ASCII);
	});
}

for (const [name, redirection, expected] of [
	['stdout', '>&-', 0],
	['stderr', '2>&-', 0],
	['both', '>&- 2>&-', 0],
	['stdout with nobody at its other end', '> >(:)', 0],
	['stderr with nobody at its other end', '2> >(:)', 0],
] as const) {
	test(`L06 a list without ${name} ends by itself, with little work`, async t => {
		await buildProgram();
		const argv = ['bash', '-c', `exec "$0" "$@" ${redirection}`, NODE, PROGRAM, 'list', '--demo'];
		const pty = await openPty({ argv });
		t.after(() => pty[Symbol.asyncDispose]());
		const { code, cpu } = await pty.waitForEnd();
		assert.equal(code, expected, pty.output());
		assert.ok(cpu < 5, `${cpu} s`);
	});
}

test('L06 L14 a failure that can be told to nobody keeps its exit code', async t => {
	await buildProgram();
	const argv = ['bash', '-c', 'exec 2> >(:); wait $!; exec "$0" "$@"', NODE, PROGRAM, 'list', '--no-such-flag'];
	const pty = await openPty({ argv });
	t.after(() => pty[Symbol.asyncDispose]());
	assert.equal((await pty.waitForEnd()).code, 2, pty.output());
});
