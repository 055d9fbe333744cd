import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { documentPaths } from '../scripts/documents.ts';
import { CLEAN } from './support/clean-environment.ts';
import { buildProgram, programPath } from './support/program.ts';
import { openPty } from './support/pty.ts';
import { serve, type TestServer } from './support/server.ts';

/** What cannot be run here, and why. */
const NOT_HERE: readonly (readonly [line: RegExp, why: string])[] = [
	[/^npm |^npx /, 'installs or tests the checkout itself: the tests of the package do that'],
	[/^install -m 600/, 'waits for somebody to type a password'],
	[/^ssh |^screen |^tmux /, 'takes a terminal of another program; the tests of tmux run the monitor there'],
	[/^set -g /, 'is a line for the configuration of tmux'],
	[/…; done/, 'leaves out what to do'],
	[/--textfile \/var/, 'writes where only root may'],
];
/** Another test runs all commands of this page. */
const ELSEWHERE = 'docs/alerting.md';

/** The lines of the blocks of shell in a document, comments left out. */
function commandsOf(path: string): string[] {
	const blocks = readFileSync(path, 'utf8').matchAll(/^```sh\n(.*?)^```/gms);
	return Array.from(blocks, ([, block = '']) => block.split('\n'))
		.flat()
		.map(line => line.replace(/\s+#.*$/, '').trim())
		.filter(line => line !== '');
}

/** What stands for something else in the documents, and what it is here. */
function fillIn(line: string, { simulator }: TestServer, id: string): string {
	return line
		.replace(/(?:https:\/\/)?cm\.example\.com/g, simulator.url)
		.replace('CCKM_TOP_USERNAME=alice', `CCKM_TOP_USERNAME=${simulator.user}`)
		.replace('3A:5A:9E:…', simulator.fingerprint)
		.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, id);
}

/** A home with the program on its path, and what the documents have told to put there. */
function furnish({ folder, simulator }: TestServer): Record<string, string | undefined> {
	const home = join(folder, 'home');
	const bin = join(folder, 'bin');
	for (const path of [home, bin]) mkdirSync(path);
	writeFileSync(join(bin, 'cckm-top'), `#!/bin/sh\nexec '${process.execPath}' '${resolve(programPath)}' "$@"\n`);
	chmodSync(join(bin, 'cckm-top'), 0o755);
	writeFileSync(join(home, '.cckm-password'), `${simulator.password}\n`, { mode: 0o600 });
	writeFileSync(join(home, 'ca.pem'), simulator.certificate);
	return {
		...CLEAN,
		HOME: home,
		XDG_STATE_HOME: join(home, 'state'),
		XDG_CONFIG_HOME: join(home, 'config'),
		PATH: `${bin}:${process.env.PATH}`,
		CCKM_TOP_URL: simulator.url,
		CCKM_TOP_USERNAME: simulator.user,
		CCKM_TOP_PASSWORD: simulator.password,
		CCKM_TOP_CA_FILE: join(home, 'ca.pem'),
		NO_COLOR: undefined,
		LC_ALL: 'C.UTF-8',
	};
}

/** Runs a line in a shell; a pipe may end early, and what is found may have an exit code of its own. */
function run(line: string, env: Record<string, string | undefined>): Promise<{ code: number; stderr: string }> {
	return new Promise(done => {
		const cwd = env.HOME ?? '';
		const options = { cwd, env: { ...process.env, ...env }, timeout: 60_000 };
		execFile('bash', ['-c', line], options, (error, _stdout, stderr) =>
			done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stderr }),
		);
	});
}

/** Codes that tell what was found; everything else is a command that does not work. */
const FOUND = [0, 10, 11];
const FOUND_BY_CHECK = [0, 1, 2];

/** Whether a line starts the monitor, which takes a terminal. */
const isMonitor = (line: string) => /^cckm-top(?: --|$)/.test(line);

async function runMonitor(line: string, env: Record<string, string | undefined>): Promise<void> {
	await using pty = await openPty({ argv: ['bash', '-c', `cd && ${line}`], env });
	await pty.waitFor(/LIVE/);
	pty.send('q');
	assert.equal((await pty.waitForEnd()).code, 0, line);
}

for (const path of documentPaths().filter(path => path !== ELSEWHERE)) {
	test(`each command in ${path} works as it stands there`, async (t: TestContext) => {
		const commands = commandsOf(path).filter(line => !NOT_HERE.some(([pattern]) => pattern.test(line)));
		if (commands.length === 0) return;
		await buildProgram();
		const server = await serve(t, { scenario: 'calm' });
		const env = furnish(server);
		const { stdout } = await new Promise<{ stdout: string }>(done =>
			execFile(
				'bash',
				['-c', 'cckm-top list --limit 9 --columns id -o csv'],
				{ env: { ...process.env, ...env } },
				(_, text) => done({ stdout: text }),
			),
		);
		const id = stdout.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)?.at(-1) ?? '';
		for (const command of commands) {
			const line = fillIn(command, server, id);
			if (isMonitor(line)) await runMonitor(line, env);
			else {
				const { code, stderr } = await run(line, env);
				const allowed = line.startsWith('cckm-top check') ? FOUND_BY_CHECK : FOUND;
				assert.ok(allowed.includes(code), `${line} ended with ${code}: ${stderr}`);
			}
		}
	});
}

test('what is said not to run here is there', () => {
	const all = documentPaths().flatMap(commandsOf);
	for (const [pattern, why] of NOT_HERE)
		assert.ok(
			all.some(line => pattern.test(line)),
			`${pattern}: ${why}`,
		);
});
