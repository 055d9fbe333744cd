import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bundle } from '../../scripts/bundle.ts';
import { openPty } from '../support/pty.ts';
import { createTerminal } from '../support/terminal.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'outlet-'));
const app = join(folder, 'busy-app.js');

before(() => bundle({ entry: 'test/fixtures/busy-app.tsx', folder }));
after(() => rmSync(folder, { recursive: true }));

/** Starts the app on a terminal that can stop to read. */
async function start(name: string) {
	const file = join(folder, name);
	writeFileSync(file, '');
	const pty = await openPty({ argv: [process.execPath, app], columns: 120, rows: 40, env: { BEATS: file } });
	const reader = Number(/\) \S+ (\d+)/.exec(readFileSync(`/proc/${pty.pid}/stat`, 'utf8'))?.[1]);
	const beats = () => statSync(file).size;
	await pty.waitFor(/READY/);
	return {
		pty,
		beats,
		/** Lets so many beats pass while nobody reads. */
		async stall(count: number) {
			process.kill(reader, 'SIGSTOP');
			const until = beats() + count;
			await waitFor(
				() => beats() >= until,
				() => `${beats() - until + count} beats of ${count}`,
			);
		},
		goOn: () => process.kill(reader, 'SIGCONT'),
	};
}

test('a terminal that reads nothing for seconds stops nobody, and is sent one frame when it reads again', async () => {
	const { pty, stall, goOn } = await start('beats');
	await using _ = pty;
	const from = performance.now();
	await stall(150);
	assert.ok(performance.now() - from < 10_000);
	const before = pty.output().length;
	pty.send('s');
	goOn();
	await pty.waitFor(/STILL/);
	// A hundred and fifty frames of 4.8 KB each would be a backlog of 720 KB.
	const sent = pty.output().length - before;
	assert.ok(sent < 100_000, `${sent} bytes`);
	const terminal = createTerminal({ columns: 120, rows: 40 });
	terminal.stdout.write(pty.output());
	await terminal.settle();
	assert.deepEqual(new Set(terminal.lines()), new Set(['STILL '.repeat(20).trimEnd()]));
	pty.send('q');
	assert.equal((await pty.waitForEnd()).code, 0);
});
