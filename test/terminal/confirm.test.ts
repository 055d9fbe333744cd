import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { confirm, type EndableProcess } from '../../source/terminal/confirm.ts';
import { waitFor } from '../support/wait-for.ts';

/** A terminal that a test types on, and what became of it. */
function createTerminal() {
	const modes: boolean[] = [];
	const stdin = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode(on: boolean) {
			modes.push(on);
			return stdin;
		},
	});
	let shown = '';
	const stderr = {
		isTTY: true,
		write(text: string) {
			shown += text;
		},
	};
	const killed: string[] = [];
	const kill = (_: number, name: string) => killed.push(name);
	const process = Object.assign(new EventEmitter(), { stdin, stderr, pid: 1, kill }) as unknown as EndableProcess;
	return { process, stdin, modes, killed, shown: () => shown };
}

/** Sends what is typed in the chunks in which it comes, each once the one before was read. */
async function type(stdin: PassThrough, chunks: readonly string[]): Promise<void> {
	for (const chunk of chunks) {
		stdin.write(chunk);
		await new Promise(setImmediate);
	}
}

const answers: readonly [name: string, chunks: readonly string[], yes: boolean][] = [
	['yes, key by key', ['y', 'e', 's', '\r'], true],
	['yes at once', ['yes\r'], true],
	['yes, mended', ['x', '\u007f', 'yee', '\b', 's', '\n'], true],
	['yes after a line that was taken back', ['nonsense', '\u0015', 'yes', '\r'], true],
	['yes with an arrow in it', ['ye', '\u001b[D', 's', '\r'], true],
	['yes after a paste that is not looked at', ['\u001b[200~no\r\u001b[201~', 'yes', '\r'], true],
	['Enter', ['\r'], false],
	['y', ['y\r'], false],
	['YES', ['YES\r'], false],
	['no', ['no\r'], false],
	['yes with more behind it', ['yes!\r'], false],
	['lines that were pasted', ['yes\rrm -rf x\r'], false],
	['lines that were pasted, another first', ['ls\ryes\r'], false],
	['Escape', ['yes', '\u001b', '\r'], false],
	['Ctrl-D', ['yes', '\u0004'], false],
	['a paste alone, then Enter', ['\u001b[200~yes\r\u001b[201~', '\r'], false],
	['a paste that comes in pieces, then Enter', ['\u001b[200~y', 'es\r', '\u001b[201~', '\r'], false],
	['a paste that never ends, and the end of the input', ['\u001b[200~yes\r'], false],
];

for (const [name, chunks, yes] of answers) {
	test(`T01 ${name} is a ${yes ? 'yes' : 'no'}`, async () => {
		const { process, stdin, modes, shown } = createTerminal();
		const answer = confirm(process, 'Really? ');
		await waitFor(() => shown().includes('Really? '), shown);
		await type(stdin, chunks);
		stdin.end();
		assert.equal(await answer, yes);
		assert.deepEqual(modes, [true, false]);
		assert.match(shown(), /^\u001b\[\?2004hReally\? [^\u001b]*\u001b\[\?2004l\n$/);
		assert.deepEqual([stdin.listenerCount('data'), (process as unknown as EventEmitter).eventNames()], [0, []]);
	});
}

test('T01 what is typed before the question can be read answers nothing', async () => {
	const { process, stdin, shown } = createTerminal();
	const answer = confirm(process, 'Really? ');
	await type(stdin, ['y', 'es', '\r', 'yes\r']);
	assert.ok(!shown().includes('Really?'));
	await waitFor(() => shown().includes('Really? '), shown);
	await type(stdin, ['\r']);
	assert.equal(await answer, false);
});

for (const [name, act] of [
	['Ctrl-C', ({ stdin }) => void stdin.write('\u0003')],
	['a signal', ({ process }) => void (process as unknown as EventEmitter).emit('SIGINT', 'SIGINT')],
] as const satisfies readonly [string, (terminal: ReturnType<typeof createTerminal>) => void][]) {
	test(`T01 ${name} puts the terminal back and ends the program by the signal`, async () => {
		const terminal = createTerminal();
		const { process, modes, killed } = terminal;
		(process as unknown as EventEmitter).on('SIGINT', () => undefined);
		const answer = confirm(process, 'Really? ');
		act(terminal);
		assert.equal(await answer, false);
		assert.deepEqual([modes, killed], [[true, false], ['SIGINT']]);
		assert.equal((process as unknown as EventEmitter).listenerCount('SIGINT'), 0);
	});
}
