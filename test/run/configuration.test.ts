import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ownConfiguration } from '../../source/run/configuration.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { runProgram } from '../support/program.ts';
import { serve } from '../support/server.ts';

/** A home, and the program started in it. */
function openHome(t: TestContext) {
	const home = mkdtempSync(join(tmpdir(), 'cckm-top-home-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	const env = { ...CLEAN, HOME: home, XDG_CONFIG_HOME: undefined, XDG_STATE_HOME: join(home, 'state') };
	const own = ownConfiguration({}, home);
	const put = (path: string, text: string, mode = 0o600) => {
		const whole = join(home, path);
		mkdirSync(dirname(whole), { recursive: true });
		rmSync(whole, { force: true });
		writeFileSync(whole, text, { mode });
		return whole;
	};
	mkdirSync(dirname(own), { recursive: true });
	return {
		home,
		own,
		put,
		configure: (text: string, mode?: number) => put('.config/cckm-top/config.toml', text, mode),
		run: (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
			runProgram({ args, env: { ...env, ...more } }),
	};
}

test('the place of the configuration follows XDG_CONFIG_HOME where that is absolute', () => {
	assert.equal(ownConfiguration({}, '/home/a'), '/home/a/.config/cckm-top/config.toml');
	assert.equal(ownConfiguration({ XDG_CONFIG_HOME: '/x' }, '/home/a'), '/x/cckm-top/config.toml');
	assert.equal(ownConfiguration({ XDG_CONFIG_HOME: 'x' }, '/home/a'), '/home/a/.config/cckm-top/config.toml');
});

test('jobs are listed with nothing but a file, and a token or password in it signs in', async t => {
	const { simulator, caFile, passwordFile, count } = await serve(t);
	const { configure, put, run } = openHome(t);
	configure(
		`url = "${simulator.url}"\nuser = "${simulator.user}"\nca-file = "${caFile}"\npassword-file = "${passwordFile}"`,
	);
	assert.equal((await run(['list'])).code, 0);
	configure(
		`[profiles.lab]\nurl = "${simulator.url}"\nca-file = "${caFile}"\nuser = "${simulator.user}"\npassword = "${simulator.password}"`,
	);
	assert.equal((await run(['list', '--profile', 'lab'])).code, 0);
	assert.equal((await run(['list'], { CCKM_TOP_PROFILE: 'lab' })).code, 0);
	configure('');
	put('.ciphertrust/config', `address = ${simulator.url}\nca_cert = ${caFile}\nusername = x\npassword = x`);
	put(
		'.ksctl/config.yaml',
		`KSCTL_URL: ${simulator.url}\nKSCTL_USERNAME: ${simulator.user}\nKSCTL_PASSWORD: ${simulator.password}`,
	);
	const both = await run(['whoami', '-o', 'json']);
	assert.equal(both.code, 0, both.stderr);
	assert.match(JSON.parse(both.stdout).signedInBy, /^KSCTL_PASSWORD in \S+\/\.ksctl\/config\.yaml$/);
	assert.equal(count('sign-in'), 4);
});

test('--sources names file and key of every value, and of secrets only that they are there', async t => {
	const { own, configure, put, run } = openHome(t);
	configure(
		'url = "cm.test"\nuser = "alice"\nlocal = true\ntimeout = 20\n[profiles.lab]\nuser = "bob"\npassword = "hunter2"',
	);
	const ksctl = put('.ksctl/config.yaml', 'KSCTL_URL: cm.test\nKSCTL_AUTH_DOMAIN: corp\nKSCTL_JWT: hunter2');
	const { code, stdout, stderr } = await run(['whoami', '--sources', '--profile', 'lab', '-o', 'json'], {
		CM_DOMAIN: 'd',
	});
	assert.deepEqual([code, stderr], [0, '']);
	assert.doesNotMatch(stdout, /hunter2/);
	const sources: readonly { name: string; value: string; from: string }[] = JSON.parse(stdout).sources;
	const told = Object.fromEntries(sources.map(({ name, value, from }) => [name, `${value} (${from})`]));
	for (const [name, expected] of [
		['url', `cm.test (url in ${own})`],
		['user', `bob (profiles.lab.user in ${own})`],
		['domain', 'd (CM_DOMAIN)'],
		['auth-domain', `corp (KSCTL_AUTH_DOMAIN in ${ksctl})`],
		['timeout', `20 (timeout in ${own})`],
		['profile', 'lab (--profile)'],
		['password', `‹set› (profiles.lab.password in ${own})`],
		['token', '— (not given)'],
	] as const) {
		assert.equal(told[name], expected);
	}
	configure('url = "cm.test"\npassword = "hunter2"', 0o644);
	const exposed = await run(['whoami', '--sources']);
	assert.match(exposed.stdout, /^password +‹set› {2}\(password in \S+, refused: others can read it\)$/m);
});

const SECRET = 'url = "https://cm.invalid"\nuser = "a"\npassword = "hunter2"';

test('C19 S07 a file that is no ordinary one, too large, broken or open to others ends with a sentence and code 2', async t => {
	const { home, own, configure, put, run } = openHome(t);
	const cases: readonly (readonly [what: string, told: RegExp, make: () => unknown, args?: readonly string[]])[] = [
		['readable', /holds a secret, password, .*\nTake that from them: chmod go= /, () => configure(SECRET, 0o644)],
		['writable', /can be changed by others/, () => configure('', 0o666)],
		['large', /is too large for a configuration/, () => configure('#'.repeat(64 * 1024 + 1))],
		['broken', /config\.toml, line 2: this is no TOML/, () => configure('a = 1\nhunter2')],
		['a folder', /is not a file/, () => mkdirSync(own)],
		['a pipe', /is not a file/, () => execFileSync('mkfifo', ['-m', '600', own])],
		['a device', /is not a file/, () => symlinkSync('/dev/zero', own)],
		['not there', /The configuration \S+ cannot be read \(ENOENT\)/, () => undefined, ['--config', join(home, 'none')]],
		['without it', /There is no profile lab: .*config\.toml is not there/, () => undefined, ['--profile', 'lab']],
		['ksctl', /config\.yaml, line 1: this is no YAML/, () => put('.ksctl/config.yaml', 'a: "hunter2')],
	];
	for (const [what, told, make, args = []] of cases) {
		rmSync(own, { recursive: true, force: true });
		make();
		if (what === 'writable') execFileSync('chmod', ['666', own]);
		const { code, stdout, stderr } = await run(['list', ...args]);
		assert.deepEqual([code, stdout], [2, ''], `${what}: ${stderr}`);
		assert.match(stderr, told, what);
		assert.doesNotMatch(stderr, /hunter2/, what);
	}
});

test('an unknown key is told of once, on stderr, and a link to a file of one’s own is followed', async t => {
	const { own, put, run } = openHome(t);
	symlinkSync(put('dotfiles/cckm.toml', 'usr = "alice"\ndomain = "lab"'), own);
	const { code, stdout, stderr } = await run(['whoami', '--sources']);
	assert.equal(code, 0);
	assert.match(stderr, /^cckm-top: There is no key usr in \S+; it is left out\. Did you mean user\?\n$/);
	assert.match(stdout, /^domain +lab {2}\(domain in /m);
});

test('a file named by --config is read instead; what needs no server and a demo ask for none of other programs', async t => {
	const { home, put, configure, run } = openHome(t);
	configure('broken');
	const other = put('other.toml', 'domain = "other"');
	const { stdout } = await run(['whoami', '--sources', '--config', other]);
	assert.match(stdout, new RegExp(`^config +${other} {2}\\(--config\\)$`, 'm'));
	assert.match(stdout, /^domain +other {2}\(domain in /m);
	assert.match((await run(['whoami', '--sources'], { CCKM_TOP_CONFIG: other })).stdout, /^domain +other /m);
	rmSync(join(home, '.config'), { recursive: true });
	put('.ksctl/config.yaml', '"');
	assert.equal((await run(['whoami', '--demo'])).code, 0);
	assert.equal((await run(['list', '--help'])).code, 0);
});
