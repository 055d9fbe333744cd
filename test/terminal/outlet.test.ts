import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bundle } from '../../scripts/bundle.ts';
import { openPty, type PtyOptions } from '../support/pty.ts';
import { createTerminal } from '../support/terminal.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'outlet-'));
const app = join(folder, 'busy-app.js');
/** Shows the cursor, then what was there before. */
const LEAVES = '\u001b[?25h\u001b[?1049l';

before(() => bundle({ entry: 'test/fixtures/busy-app.tsx', folder }));
after(() => rmSync(folder, { recursive: true }));

/** Starts the app on a terminal that can stop to read, or that reads slowly. */
async function start(name: string, options: Partial<PtyOptions> = {}) {
	const file = join(folder, name);
	writeFileSync(file, '');
	const pty = await openPty({
		argv: [process.execPath, app],
		columns: 120,
		rows: 40,
		...options,
		env: { BEATS: file },
	});
	const beats = () => statSync(file).size;
	/** Lets so many beats pass. */
	const beat = (count: number) => {
		const until = beats() + count;
		return waitFor(
			() => beats() >= until,
			() => `${beats() - until + count} beats of ${count}`,
		);
	};
	await pty.waitFor(/READY/);
	return {
		pty,
		beat,
		/** Lets so many beats pass while nobody reads. */
		async stall(count: number) {
			pty.stopReading();
			await beat(count);
		},
		/** Whether the program has ended; its reader, who stands still, was not told yet. */
		hasEnded: () => / Z /.test(readFileSync(`/proc/${pty.pid}/stat`, 'utf8')),
		[Symbol.asyncDispose]: () => pty[Symbol.asyncDispose](),
	};
}

test('L08 a terminal that reads nothing for seconds stops nobody, and is sent one frame when it reads again', async () => {
	await using app = await start('beats');
	const { pty } = app;
	await app.stall(150);
	process.kill(pty.pid, 'SIGUSR2');
	const before = pty.output().length;
	pty.readAgain();
	await pty.waitFor(/STILL/);
	// A hundred and fifty frames of 4.8 KB each would be a backlog of 720 KB.
	const sent = pty.output().length - before;
	assert.ok(sent < 100_000, `${sent} bytes`);
	pty.send('q');
	assert.equal((await pty.waitForEnd()).code, 0);
	const terminal = createTerminal({ columns: 120, rows: 40 });
	const [drawn = ''] = pty.output().split(LEAVES);
	const frames = drawn.split('\u001b[H').slice(2, -1);
	assert.deepEqual(
		new Set(frames.map(frame => frame.replace(/\u001b\[\d*[A-Z]|\r/g, '').length)),
		new Set([120 * 40]),
		'all whole',
	);
	terminal.stdout.write(drawn);
	await terminal.settle();
	const [first, second = '', ...others] = terminal.lines();
	assert.equal(first, 'STILL '.repeat(20).trimEnd());
	assert.match(second, /^(.)\1{119}$/);
	assert.deepEqual(new Set(others), new Set([second]));
});

test('L17 a terminal that is slow gets fewer frames, none of them late', async () => {
	await using app = await start('slow', { bytesPerSecond: 24_000 });
	const { pty } = app;
	await app.beat(150);
	process.kill(pty.pid, 'SIGUSR2');
	const before = pty.output().length;
	await pty.waitFor(/STILL/);
	// What the kernel keeps for a reader, and the frame that was being sent.
	const late = pty.output().length - before;
	assert.ok(late < 100_000, `${late} bytes`);
	assert.ok(pty.output().length < 500_000, 'a hundred and fifty frames would be 720 KB');
	pty.send('q');
	const { code, termios } = await pty.waitForEnd();
	assert.deepEqual({ code, termios }, { code: 0, termios: pty.termiosBefore });
});

test('L01 L08 a terminal that reads again in time is put back as it was', async () => {
	await using app = await start('late');
	const { pty } = app;
	await app.stall(20);
	process.kill(pty.pid, 'SIGTERM');
	pty.readAgain();
	const { code, termios } = await pty.waitForEnd();
	assert.deepEqual({ code, termios }, { code: 143, termios: pty.termiosBefore });
	assert.ok(pty.output().includes(LEAVES), JSON.stringify(pty.output().slice(-300)));
});

test('L08 a terminal that never reads again does not keep the program from ending', async () => {
	await using app = await start('never');
	await app.stall(20);
	const told = performance.now();
	process.kill(app.pty.pid, 'SIGTERM');
	await waitFor(app.hasEnded, () => 'it still runs');
	const took = performance.now() - told;
	assert.ok(took < 4000, `${took} ms`);
});
