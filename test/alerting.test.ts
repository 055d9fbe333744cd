import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { flagsOf } from '../source/command-line/flags.ts';
import { splitWords } from '../source/command-line/split-words.ts';
import { openAccount } from './support/account.ts';
import { readMetrics } from './support/read-metrics.ts';
import { SAMPLE } from './support/server.ts';
import { runTool, without } from './support/tool.ts';

const PAGE = readFileSync('docs/alerting.md', 'utf8');
const PROGRAM = '/usr/local/bin/cckm-top';
const SERVER = 'https://cm.example.com';

/** A file that the page shows, by its name. */
function fileOf(name: string): string {
	const escaped = name.replaceAll('.', '\\.');
	const text = new RegExp(`<!-- file ${escaped} -->\\n\`\`\`\\w*\\n([\\s\\S]*?)\`\`\`\\n`).exec(PAGE)?.[1];
	assert.ok(text !== undefined, name);
	return text;
}

function folderOf(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'cckm-top-alerting-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** What is told of an alert in the language of promtool's tests. */
function expectation(alert: string, severity: string, labels: string, annotations: readonly [string, string]): string {
	return [
		'      - eval_time: 30m',
		`        alertname: ${alert}`,
		'        exp_alerts:',
		`          - exp_labels: { severity: ${severity}, server: cm${labels} }`,
		`            exp_annotations: { summary: '${annotations[0]}', description: '${annotations[1]}' }`,
	].join('\n');
}

test('the rules for alerts are rules, and fire when they should', { skip: without('promtool') }, t => {
	const folder = folderOf(t);
	writeFileSync(join(folder, 'cckm-top.rules.yml'), fileOf('cckm-top.rules.yml'));
	const checked = runTool('promtool', ['check', 'rules', join(folder, 'cckm-top.rules.yml')]);
	assert.equal(checked.code, 0, checked.said);
	assert.match(checked.said, /SUCCESS: 5 rules found/);
	const acme = '{server="cm",organization_id="1",organization="Acme"}';
	const series = (name: string, values: string) => `      - { series: '${name}', values: '${values}' }`;
	const lines = [
		'rule_files: [cckm-top.rules.yml]',
		'evaluation_interval: 1m',
		'tests:',
		'  - interval: 1m',
		'    input_series:',
		series('cckm_top_up{server="cm"}', '0x40'),
		series(`cckm_top_organization_failing${acme}`, '1x40'),
		series(`cckm_top_organization_consecutive_failures${acme}`, '2x40'),
		series('cckm_top_organization_failing{server="cm",organization="Once"}', '1x40'),
		series('cckm_top_organization_consecutive_failures{server="cm",organization="Once"}', '1x40'),
		series('cckm_top_jobs_stuck{server="cm"}', '0x40'),
		'    alert_rule_test:',
		expectation('CckmServerNotAsked', 'warning', '', [
			'cm could not be asked for its synchronization jobs.',
			'Run cckm-top doctor where the metrics are collected: it says why.',
		]),
		expectation('CckmOrganizationFailing', 'critical', ", organization: Acme, organization_id: '1'", [
			'The keys of Acme are not synchronized.',
			'See cckm-top orgs for the error, and since when.',
		]),
		'      - { eval_time: 30m, alertname: CckmJobStuck, exp_alerts: [] }',
	];
	writeFileSync(join(folder, 'test.yml'), `${lines.join('\n')}\n`);
	const tested = runTool('promtool', ['test', 'rules', join(folder, 'test.yml')]);
	assert.equal(tested.code, 0, tested.said);
});

test('the rules ask for metrics that there are', async t => {
	const { run, server, who } = await openAccount(t, { scenario: 'calm' });
	const { stdout } = await run(['metrics', ...who, '--password-file', server.passwordFile]);
	const known = new Set([...readMetrics(stdout).keys()].map(series => series.replace(/\{.*/, '')));
	const asked = fileOf('cckm-top.rules.yml').match(/cckm_top_\w+/g) ?? [];
	assert.ok(asked.length >= 6);
	for (const name of asked) assert.ok(known.has(name), name);
});

test('systemd finds nothing wrong with the units', { skip: without('systemd-analyze') }, t => {
	const folder = folderOf(t);
	const program = join(folder, 'cckm-top');
	writeFileSync(program, '#!/bin/sh\n');
	chmodSync(program, 0o755);
	const units = ['cckm-top-metrics.service', 'cckm-top-metrics.timer', 'cckm-top-events.service'];
	for (const unit of units) {
		const text = fileOf(unit)
			.replaceAll(PROGRAM, program)
			.replace(/^User=.*$/m, 'User=root');
		writeFileSync(join(folder, unit), text);
	}
	const { code, said } = runTool('systemd-analyze', ['verify', ...units.map(unit => join(folder, unit))]);
	assert.equal(code, 0, said);
	assert.doesNotMatch(said, /cckm-top/);
});

test('Icinga is told of flags that check takes, and the braces close', () => {
	const definition = fileOf('cckm-top.conf');
	const flags = flagsOf('check').map(({ name }) => `--${name}`);
	const given = [...definition.matchAll(/"(--[\w-]+)" =/g)].map(([, flag]) => flag ?? '');
	assert.ok(given.length >= 10);
	for (const flag of given) assert.ok(flags.includes(flag), flag);
	assert.ok(definition.includes(`command = [ "${PROGRAM}", "check" ]`));
	for (const [open, close] of ['{}', '[]']) {
		assert.equal(definition.split(open ?? '').length, definition.split(close ?? '').length);
	}
});

test('each command of the page does its work, and a check is no login', async t => {
	const { run, server, who } = await openAccount(t);
	const collected = join(server.folder, 'node-exporter');
	mkdirSync(collected);
	const [, url = ''] = server.flags;
	const sample = SAMPLE[0] as { readonly id: string };
	const commands = [...PAGE.matchAll(/cckm-top ((?:[a-z]+|-o ndjson|\s)+--url [^\n|<>;&)]*)/g)].map(([, line]) =>
		(line ?? '')
			.replace(SERVER, url)
			.replace('--user monitor', `--user ${server.simulator.user}`)
			.replace('/etc/cckm/password', server.passwordFile)
			.replace('/var/lib/prometheus/node-exporter', collected)
			.replace('c8d2f27b-fb4f-4557-b63c-00d4a1439c4a', sample.id),
	);
	const done = new Set<string>();
	const [, , ...trust] = who.slice(0, 4);
	for (const command of commands) {
		const words = splitWords(command) ?? [];
		const [name = ''] = words;
		const until = name === 'events' ? ['--for', '2s'] : [];
		const before = server.count('sign-in');
		const { code, stderr } = await run([...words, ...until, ...trust]);
		const expected: Readonly<Record<string, number>> = { check: 0, wait: 10 };
		assert.equal(code, expected[name] ?? 0, `${command}\n${stderr}`);
		const isOwn = words.includes('--password-file');
		assert.equal(server.count('sign-in') - before, isOwn ? 1 : 0, command);
		done.add(name);
	}
	assert.deepEqual([...done].sort(), ['check', 'events', 'login', 'metrics', 'wait']);
	assert.ok(commands.length >= 7);
	assert.equal(readMetrics(readFileSync(join(collected, 'cckm.prom'), 'utf8')).size > 10, true);
});
