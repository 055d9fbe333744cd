import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createJournal } from '../../source/journal/journal.ts';
import { systemClock } from '../../source/live/clock.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { journalName, openJournalFiles } from '../../source/store/journal-files.ts';
import { openPrivateFolder } from '../../source/store/private-folder.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { buildProgram, programPath, runProgram } from '../support/program.ts';
import { tally } from '../support/tally.ts';
import { openTmux } from '../support/tmux.ts';
import { without } from '../support/tool.ts';
import { waitFor } from '../support/wait-for.ts';

/** Names of organizations that would do something if a shell read them; the first two letters of each are its own. */
const HOSTILE = [
	'Aa$(touch pwned)',
	'Ab`touch pwned`',
	'Ac;touch pwned',
	'Ad & touch pwned #',
	'Ae"; touch pwned; "',
	"Af'; touch pwned; '",
	'Ag\\$(touch pwned)\\',
	'Ah|touch pwned',
	'Ai>pwned',
	'Aj{a,b} [x] * ? ~',
	'Ak!! !touch',
	'Al: colon = equals',
	'Am ünïcode 日本',
	'An%s%n %(touch pwned)',
	'Ao (e:touch pwned:)',
	'Ap\u001b[2J\u0007',
	'Aq  two blanks',
] as const;

/** The one organization of another server: nothing is typed of it. */
const ELSEWHERE = '$(touch pwned)';

const SHELLS = {
	bash: { argv: ['bash', '--norc', '--noprofile', '-i'], load: 'source <(cckm-top completion bash)' },
	zsh: {
		argv: ['zsh', '-f', '-i'],
		load: 'autoload -Uz compinit; compinit -u -D; source <(cckm-top completion zsh)',
	},
	fish: { argv: ['fish', '--no-config', '-i'], load: 'cckm-top completion fish | source' },
} as const;

async function keep(folder: string, server: string, names: readonly string[]): Promise<void> {
	const files = openJournalFiles(
		openPrivateFolder(folder, process.getuid?.() ?? null),
		journalName(server, null),
		systemClock,
	);
	const journal = createJournal({ files, clock: systemClock, self: safe`test` });
	await journal.start();
	journal.record(
		names.map(name => {
			const text = toSafeText(name);
			return { kind: 'named', at: systemClock.now(), organization: text, name: text } as const;
		}),
	);
	await journal.close();
}

/** A folder with journals, and a program that completes as ours does and else writes down how it was called. */
async function prepare(t: TestContext) {
	await buildProgram();
	const home = mkdtempSync(join(tmpdir(), 'cckm-top-completion-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	const [bin, called] = [join(home, 'bin'), join(home, 'called')];
	mkdirSync(bin);
	const shim = join(bin, 'cckm-top');
	const program = `exec '${process.execPath}' '${programPath}' "$@"`;
	writeFileSync(
		shim,
		`#!/bin/sh\n[ "$1" = completion ] && ${program}\nprintf '%s\\0' "$@" > '${called}.new'; mv '${called}.new' '${called}'\n`,
	);
	chmodSync(shim, 0o755);
	writeFileSync(join(home, 'my ca $(touch pwned).pem'), '');
	const journals = join(home, 'state', 'cckm-top', 'journals');
	await keep(journals, 'https://other.test', [ELSEWHERE]);
	await keep(journals, 'https://cm.test', HOSTILE);
	const env = {
		...Object.fromEntries(
			Object.entries(CLEAN).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
		),
		HOME: home,
		// A shell that is ended would write down what was typed when the folder is gone already.
		HISTFILE: '/dev/null',
		XDG_STATE_HOME: join(home, 'state'),
		XDG_CONFIG_HOME: join(home, 'config'),
		XDG_DATA_HOME: join(home, 'data'),
		XDG_CACHE_HOME: join(home, 'cache'),
		LC_ALL: 'C.UTF-8',
		PATH: `${bin}:${process.env.PATH}`,
	};
	return { home, called, env };
}

const TYPED: readonly (readonly [typed: string, words: readonly string[]])[] = [
	['doc', ['doctor']],
	['list --exit-s', ['list', '--exit-status']],
	['list --status in_', ['list', '--status', 'in_progress']],
	['list --status=in_', ['list', '--status=in_progress']],
	['list -o nd', ['list', '-o', 'ndjson']],
	['check --output te', ['check', '--output', 'text']],
	['--demo=inc', ['--demo=incident']],
	['config in', ['config', 'init']],
	['wait --kind ce', ['wait', '--kind', 'certificates']],
	['list --ca-file my', ['list', '--ca-file', 'my ca $(touch pwned).pem']],
	['list --url other.test --org ', ['list', '--url', 'other.test', '--org', ELSEWHERE]],
	...HOSTILE.map(name => [`list --org ${name.slice(0, 2)}`, ['list', '--org', toSafeText(name)]] as const),
	...HOSTILE.slice(0, 3).map(
		name => [`orgs --org=${name.slice(0, 2)}`, ['orgs', `--org=${toSafeText(name)}`]] as const,
	),
];

for (const [shell, { argv, load }] of Object.entries(SHELLS)) {
	test(`E25 S07 ${shell} completes commands, flags, values, files and what a server calls its organizations, and runs none of it`, {
		skip: without(shell),
	}, async t => {
		const { home, called, env } = await prepare(t);
		const tmux = await openTmux({
			argv: ['env', '-C', home, `PATH=${env.PATH}`, ...argv],
			columns: 160,
			rows: 50,
			env,
		});
		await using _ = tmux;
		let shown = '';
		const isCalled = async () => {
			shown = await tmux.text();
			return existsSync(called);
		};
		const enter = async (line: string) => {
			await tmux.type(line);
			await tmux.keys('Enter');
		};
		await enter(load);
		await enter('cckm-top ready');
		await waitFor(isCalled, () => shown);
		for (const [typed, words] of TYPED) {
			rmSync(called, { force: true });
			await tmux.type(`cckm-top ${typed}\t`);
			await tmux.keys('Enter');
			await waitFor(isCalled, () => shown);
			const given = readFileSync(called, 'utf8').split('\0').slice(0, -1);
			assert.deepEqual(given, words, `${typed}:\n${await tmux.text()}`);
		}
		await tmux.keys('C-l');
		await tmux.type('cckm-top list --org A\t\t');
		await tmux.waitFor(/Aq.*blanks/);
		assert.ok(!existsSync(join(home, 'pwned')));
		tally(t, 'bad inputs tried', HOSTILE.length + 1);
	});
}

test('the scripts are what their shells can read, and name every command and flag', async t => {
	const { home } = await prepare(t);
	const script = join(home, 'script');
	for (const shell of Object.keys(SHELLS).filter(name => without(name) === false)) {
		const { code, stdout, stderr } = await runProgram({ args: ['completion', shell], env: CLEAN });
		assert.deepEqual([code, stderr], [0, '']);
		writeFileSync(script, stdout);
		execFileSync(shell, ['-n', script]);
		for (const word of ['doctor', 'password-file', 'exit-status', 'incident', 'in_progress']) {
			assert.ok(stdout.includes(word), `${shell}: ${word}`);
		}
	}
});

test('what the journal knows is a line each; without a journal, or with a mistake, there is none', async t => {
	const { env } = await prepare(t);
	const ask = (...args: readonly string[]) => runProgram({ args: ['completion', ...args], env });
	const { code, stdout } = await ask('organizations');
	const lines = stdout.split('\n').slice(0, -1);
	assert.deepEqual([code, lines], [0, HOSTILE.map(name => toSafeText(name))]);
	assert.equal((await ask('organizations', '--url', 'other.test')).stdout, `${ELSEWHERE}\n`);
	assert.deepEqual((await ask('jobs')).stdout, '');
	assert.deepEqual((await ask('organizations', '--url', 'nobody.test')).stdout, '');
	assert.deepEqual((await ask('organizations', '--url', 'ftp://x')).code, 2);
});
