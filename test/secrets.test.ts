import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Canaries, createCanaries } from './support/canaries.ts';
import { CLEAN } from './support/clean-environment.ts';
import { type EchoServer, startEchoServer, TROUBLES, type Trouble } from './support/echo-server.ts';
import { buildProgram, type ProgramResult, programPath, runProgram } from './support/program.ts';
import { openPty } from './support/pty.ts';
import { serve } from './support/server.ts';
import { waitFor } from './support/wait-for.ts';

/** A server that sends back what it is told, and the program with secrets of which none may be seen anywhere. */
interface Rig {
	readonly canaries: Canaries;
	readonly server: EchoServer;
	readonly home: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** `--url … --user …` */
	readonly who: readonly string[];
	run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<ProgramResult>;
	/** Fails where a canary is in what was printed, or in any file but the one that may hold it. */
	check(what: string, ...printed: readonly string[]): void;
}

async function open(t: TestContext): Promise<Rig> {
	await buildProgram();
	const canaries = createCanaries();
	const server = await startEchoServer(t, canaries);
	const home = mkdtempSync(join(tmpdir(), 'cckm-top-secrets-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	for (const folder of ['state', 'tmp']) mkdirSync(join(home, folder), { mode: 0o700 });
	const passwordFile = join(home, 'password');
	writeFileSync(passwordFile, canaries.password, { mode: 0o600 });
	const env = {
		...CLEAN,
		HOME: home,
		XDG_STATE_HOME: join(home, 'state'),
		TMPDIR: join(home, 'tmp'),
		DEBUG: '*',
		CCKM_TOP_JOURNAL: 'on',
		CCKM_TOP_KEY_PASSPHRASE: canaries.passphrase,
		HTTPS_PROXY: `http://alice:${canaries.proxyPassword}@127.0.0.1:1`,
	};
	const who = ['--url', server.url, '--user', 'alice'];
	const debugFile = join(home, 'tmp', 'debug.log');
	return {
		canaries,
		server,
		home,
		env,
		who,
		run: (args, more = {}) => runProgram({ args: [...args, '--debug', debugFile], env: { ...env, ...more } }),
		check(what, ...printed) {
			for (const text of printed) assert.deepEqual(canaries.found(text), [], `${what}:\n${text}`);
			for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' })) {
				const path = join(home, name);
				assert.deepEqual(canaries.found(name), [], name);
				if (path === passwordFile || !statSync(path).isFile()) continue;
				const kept = /sign-ins\/[0-9a-f]{32}\.json$/.test(name) ? ['token', 'refreshToken'] : [];
				const found = canaries.found(readFileSync(path, 'utf8'));
				assert.deepEqual(
					found.filter(secret => !kept.includes(secret)),
					[],
					`${what}: ${name}`,
				);
			}
		},
	};
}

test('the check finds what it looks for, in any encoding', () => {
	const { password, token, refreshToken, found } = createCanaries();
	assert.deepEqual(found('nothing to be seen, at length'.repeat(50)), []);
	for (const text of [
		password,
		JSON.stringify(password),
		encodeURIComponent(password),
		btoa(`alice:${escape(password)}`),
	]) {
		assert.deepEqual(found(text), ['password']);
	}
	assert.deepEqual(found(`${Buffer.from(`x${token}`).toString('base64url')} ${refreshToken}`), [
		'token',
		'refreshToken',
	]);
});

const nothing: Trouble = () => undefined;

for (const [name, trouble] of Object.entries(TROUBLES)) {
	test(`C07 C08 C11 no secret is seen where a server answers with ${name}`, async t => {
		const rig = await open(t);
		const { server, run, check, who, home } = rig;
		const given = ['--password-file', join(home, 'password')];
		for (const [place, commands] of [
			['sign-in', [['list', '-o', 'json'], ['login']]],
			['reading', [['list'], ['whoami', '-o', 'json']]],
		] as const) {
			server.failAt(place, trouble);
			const results = await Promise.all(commands.map(args => run([...args, ...who, ...given])));
			for (const { stdout, stderr } of results) check(`${name} at ${place}`, stdout, stderr);
			if (place === 'sign-in') {
				assert.ok(results.every(({ code }) => code !== 0));
				assert.equal(server.signIns(), commands.length, 'one attempt each');
			}
		}
		server.failAt('nothing', nothing);
		// What is looked through for secrets has something in it.
		assert.match(readFileSync(join(home, 'tmp', 'debug.log'), 'utf8'), /POST \/api\/v1\/auth\/tokens/);
		assert.equal((await run(['login', ...who, ...given])).code, 0);
		const kept = join(home, 'state', 'cckm-top', 'sign-ins');
		const path = join(kept, readdirSync(kept)[0] ?? '');
		writeFileSync(path, readFileSync(path, 'utf8').replace(/"issuedAt":\d+/, '"issuedAt":0'));
		server.failAt('refresh', trouble);
		const { stdout, stderr } = await run(['list', '-o', 'json', ...who]);
		check(`${name} at refresh`, stdout, stderr);
	});
}

test('C06 C07 nor where a token is one that no header can carry, TLS or the proxy fails, or Node was asked to print all', async t => {
	const { canaries, server, run, check, who, home } = await open(t);
	const given = ['--user', 'alice', '--password-file', join(home, 'password')];
	const all = { NODE_DEBUG: '*', CM_PASSWORD: canaries.password, CCKM_TOP_PASSWORD: canaries.password };
	const good = await run(['list', ...who], all);
	assert.equal(good.code, 0);
	check('NODE_DEBUG', good.stdout, good.stderr);
	// Which of its lines hold a header differs from one Node to the next: there shall be none.
	assert.doesNotMatch(good.stderr, /^(?:HTTP|TLS) \d+: /m);
	server.give(`${canaries.token}\nInjected: ${canaries.refreshToken}`);
	const secure = await serve(t);
	for (const [args, code] of [
		[['list', '--url', server.url, ...given], 2],
		[['list', '--url', 'https://cm.invalid', ...given], 1],
		[['whoami', '--url', 'https://127.0.0.1:1', ...given, '-o', 'json'], 1],
		[['login', '--url', `https://alice:${canaries.password}@127.0.0.1`, ...given], 2],
		[['list', '--password', canaries.password], 2],
		[['list', `--password=${canaries.password}`], 2],
		[['list', '--token-file', canaries.token, '--url', server.url], 2],
	] as const) {
		const result = await run(args);
		assert.equal(result.code, code, `${args.join(' ')}: ${result.stderr}`);
		if (args[1] !== '--token-file') check(args.join(' '), result.stdout, result.stderr);
	}
	const [certificate, key] = [join(home, 'client.pem'), join(home, 'client.key')];
	const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: canaries.passphrase } as const;
	writeFileSync(certificate, secure.identity.certificate);
	writeFileSync(key, createPrivateKey(secure.identity.key).export(locked), { mode: 0o600 });
	for (const [passphrase, code] of [
		[canaries.passphrase, 0],
		[`x${canaries.passphrase}`, 2],
	] as const) {
		const shown = await run(['list', ...secure.flags, '--cert', certificate, '--key', key], {
			...all,
			CCKM_TOP_KEY_PASSPHRASE: passphrase,
		});
		assert.equal(shown.code, code, shown.stderr);
		check('a key with a passphrase', shown.stdout, shown.stderr);
	}
	const direct = await run(['list', '--url', secure.simulator.url, ...given], { HTTPS_PROXY: '' });
	assert.equal(direct.code, 4);
	check('an unknown certificate', direct.stdout, direct.stderr);
});

test('C06 C07 nor where secrets stand in a configuration file, be it good, open to others, broken or of another server', async t => {
	const { canaries, server, run, check } = await open(t);
	const folder = mkdtempSync(join(tmpdir(), 'cckm-top-secrets-configuration-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	const [password, token] = [JSON.stringify(canaries.password), JSON.stringify(canaries.token)];
	const who = `url = "${server.url}"\nuser = "alice"\n`;
	const cases: readonly (readonly [text: string, code: number, mode?: number, args?: readonly string[]])[] = [
		[`${who}password = ${password}`, 0],
		[`${who}token = ${token}`, 0],
		[`${who}password = ${password}`, 2, 0o644],
		[`${who}password = [${password}, 7]`, 2],
		[`${who}password = ${password} ${token}`, 2],
		[`${who}passwort = ${password}`, 2],
		[`${who}password = ${password}`, 2, 0o600, ['--url', 'http://127.0.0.1:1']],
		[`url = "https://alice:${encodeURIComponent(canaries.password)}@cm.test"`, 2],
	];
	for (const [index, [text, code, mode = 0o600, args = []]] of cases.entries()) {
		const file = join(folder, `${index}.toml`);
		writeFileSync(file, text, { mode });
		for (const [command, expected] of [
			[['list'], code],
			[['whoami', '--sources'], null],
			[['doctor'], code],
		] as const) {
			const result = await run([...command, '--config', file, ...args]);
			if (expected !== null) assert.equal(result.code, expected, `${text.slice(0, 20)}… ${command}: ${result.stderr}`);
			check(`${command.join(' ')} of ${index}`, result.stdout, result.stderr);
		}
	}
});

test('C02 C09 a process shows no secret from its variables: not to those it starts, nor in a report of Node’s', async t => {
	const { canaries, server, run, check, home, env } = await open(t);
	const said = join(home, 'tmp', 'said');
	const script = `require('fs').writeFileSync(${JSON.stringify(said)}, JSON.stringify([process.env, process.argv.slice(2)])); console.log('x')`;
	const program = join(home, 'tmp', 'tell.cjs');
	writeFileSync(program, script);
	const secrets = { CM_PASSWORD: canaries.password, CM_JWT: canaries.token, KSCTL_JWT: canaries.token };
	const asked = ['--url', server.url, '--user', 'alice'];
	const told = await run(['list', ...asked, '--password-command', `${process.execPath} ${program}`], {
		...secrets,
		HTTPS_PROXY: '',
	});
	assert.equal(told.code, 0);
	assert.ok(existsSync(said));
	check('the program that tells the password', told.stdout, told.stderr);
	const hook = join(home, 'tmp', 'report.mjs');
	writeFileSync(hook, `process.on('exit', () => process.report.writeReport('${join(home, 'tmp', 'report.json')}'));`);
	const reported = await runProgram({
		args: ['list', ...asked],
		env: { ...env, CM_PASSWORD: canaries.password, HTTPS_PROXY: '', NODE_OPTIONS: `--import ${pathToFileURL(hook)}` },
	});
	assert.equal(reported.code, 0);
	assert.ok(existsSync(join(home, 'tmp', 'report.json')));
	check('a report', reported.stdout, reported.stderr);
});

test('C09 C25 the screen, its terminal’s history and the report of a crash hold no secret', async t => {
	const { server, check, who, home, env, canaries } = await open(t);
	const hook = join(home, 'tmp', 'crash.mjs');
	writeFileSync(hook, "process.on('SIGUSR2', () => { throw new Error('planted'); });");
	for (const trouble of [nothing, TROUBLES.broken ?? nothing, TROUBLES['a page'] ?? nothing]) {
		server.failAt(trouble === nothing ? 'nothing' : 'reading', trouble);
		const pty = await openPty({
			argv: [
				...[process.execPath, programPath, ...who, '--password-file', join(home, 'password')],
				...['--debug', join(home, 'tmp', 'debug.log')],
			],
			env: { ...env, NODE_OPTIONS: `--import ${pathToFileURL(hook)}` },
		});
		t.after(() => pty[Symbol.asyncDispose]());
		await pty.waitFor(trouble === nothing ? /LIVE/ : /retry/);
		pty.send('I');
		await pty.waitFor(/sign-in|token/);
		assert.deepEqual(canaries.found(readFileSync(`/proc/${pty.pid}/cmdline`, 'utf8')), []);
		await waitFor(
			() => readdirSync(home, { recursive: true, encoding: 'utf8' }).some(name => name.endsWith('.ndjson')),
			() => 'what was seen is not kept',
		);
		pty.signal('SIGUSR2');
		assert.equal((await pty.waitForEnd()).code, 1);
		assert.match(pty.output(), /its report is \S+report\.txt/);
		check('the screen', pty.output());
	}
});

test('C10 L16 SIGUSR1 opens no port for a debugger, whatever command runs', async t => {
	const secure = await serve(t, { fault: ({ purpose }) => (purpose === 'jobs' ? { kind: 'silence' } : null) });
	await buildProgram();
	const child = spawn(process.execPath, [programPath, 'list', ...secure.flags], {
		env: { ...process.env, ...CLEAN },
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	t.after(() => child.kill('SIGKILL'));
	let said = '';
	child.stderr.on('data', text => {
		said += text;
	});
	await waitFor(
		() => secure.count('jobs') > 0,
		() => said,
	);
	child.kill('SIGUSR1');
	const ended = new Promise(resolve => child.once('exit', resolve));
	// Signals are taken in turn: once this one is obeyed, that one has been.
	child.kill('SIGTERM');
	assert.equal(await ended, 143);
	assert.doesNotMatch(said, /Debugger/i);
	await assert.rejects(
		new Promise((resolve, reject) => {
			const socket = connect(9229, '127.0.0.1', () => resolve(socket.destroy())).on('error', reject);
		}),
		{ code: 'ECONNREFUSED' },
	);
});
