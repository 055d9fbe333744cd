import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildProgram, programPath, runProgram } from '../support/program.ts';
import { serve } from '../support/server.ts';
import { openTmux, tellingTheEnd } from '../support/tmux.ts';
import { waitFor } from '../support/wait-for.ts';

test('what a monitor kept is played again without its server, is acknowledged still, and nothing is left of a demo', async t => {
	await buildProgram();
	const home = mkdtempSync(join(tmpdir(), 'replay-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	const open = async (...args: string[]) => {
		const tmux = await openTmux({
			argv: tellingTheEnd([process.execPath, programPath, ...args]),
			columns: 120,
			rows: 40,
			env: { LC_ALL: 'C.UTF-8', XDG_STATE_HOME: home, CCKM_TOP_JOURNAL: '' },
		});
		t.after(() => tmux[Symbol.asyncDispose]());
		return tmux;
	};
	const journals = join(home, 'cckm-top', 'journals');
	const kept = () => {
		try {
			return readdirSync(journals).filter(name => name.endsWith('.ndjson'));
		} catch {
			return [];
		}
	};
	const demo = await open('--demo');
	await demo.waitFor('LIVE');
	await demo.keys('q');
	await demo.waitFor(/ended with 0/);
	assert.deepEqual(kept(), []);

	const server = await serve(t);
	const live = await open(...server.flags);
	await live.waitFor('LIVE');
	await live.keys(']');
	await live.waitFor('[orgs');
	await live.keys('a');
	await live.waitFor('note:');
	await live.type('OPS-7');
	await live.keys('Enter');
	await live.waitFor('OPS-7');
	await live.keys('q');
	await live.waitFor(/ended with 0/);
	const [file = ''] = kept();
	assert.match(file, /^[\da-f]{32}\.ndjson$/);
	assert.equal(kept().length, 1);
	const text = () => readFileSync(join(journals, file), 'utf8');
	await waitFor(
		() => /"kind":"acknowledged"/.test(text()) && /"kind":"job"/.test(text()),
		() => text(),
	);
	const again = await open(...server.flags);
	await again.waitFor('LIVE');
	await again.keys(']');
	await again.waitFor('OPS-7');
	await again.keys('q');
	await again.waitFor(/ended with 0/);

	const before = text();
	const replay = await open('--replay', join(journals, file));
	await replay.waitFor(/replay of [\da-f]+\.ndjson.* ◄ PAST 2021-07-27 .*\(\d of \d changes\)/);
	await replay.waitFor(/✗ c8d2f27b.*Thales/);
	await replay.keys('J');
	await replay.waitFor(shown => !/✗ c8d2f27b/.test(shown));
	await replay.keys('q');
	await replay.waitFor(/ended with 0/);
	assert.equal(text(), before, 'a replay writes nothing');
});

test('a file that is no journal, and one that is not there, are told before any screen', async t => {
	await buildProgram();
	const folder = mkdtempSync(join(tmpdir(), 'replay-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	const path = join(folder, 'other.txt');
	writeFileSync(path, 'nothing of ours\n');
	const tmux = await openTmux({
		argv: ['sh', '-c', `${process.execPath} ${programPath} --replay ${path}; echo code $?; sleep 100`],
	});
	t.after(() => tmux[Symbol.asyncDispose]());
	await tmux.waitFor(/holds no line of a journal(.|\n)*code 2/);
	const { code, stderr } = await runProgram({ args: ['--replay', path, '--demo'] });
	assert.equal(code, 2);
	assert.match(stderr, /--replay and --demo exclude each other/);
});
