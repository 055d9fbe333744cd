import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFailure } from '../../source/model/failure.ts';
import { runPasswordCommand } from '../../source/run/password-command.ts';
import { failureOf } from '../support/failure-of.ts';
import { PATIENCE } from '../support/wait-for.ts';

const node = (script: string, ...args: string[]) => [process.execPath, '-e', script, ...args];

test('what the program prints is the password, but for one newline', async () => {
	for (const [printed, password] of [
		['canary', 'canary'],
		['canary\n', 'canary'],
		['canary\r\n', 'canary'],
		[' canary \n\n', ' canary \n'],
	] as const) {
		const secret = await runPasswordCommand(node('process.stdout.write(process.argv[1])', printed));
		assert.equal(secret.reveal(), password);
	}
});

test('its words reach it as they are: there is no shell', async () => {
	const words = ['$HOME `id` $(id)', '*', "'", 'a;b'];
	const secret = await runPasswordCommand(node('process.stdout.write(process.argv.slice(1).join("|"))', ...words));
	assert.equal(secret.reveal(), words.join('|'));
});

const troubles: readonly (readonly [words: readonly string[], told: RegExp])[] = [
	[['/nowhere/program', 'hunter2'], /\/nowhere\/program cannot be run \(ENOENT\)/],
	[node('process.stdout.write("hunter2"); process.exitCode = 3'), /ended with code 3/],
	[node('process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000)'), /was ended by SIGTERM/],
	[node(''), /printed nothing/],
	[node('process.stdout.write("hunter2".repeat(20_000))'), /printed too much/],
];

for (const [words, told] of troubles) {
	test(`a password command that fails is named, its arguments and output are not: ${told.source}`, async () => {
		const failure = await failureOf(runPasswordCommand(words));
		assert.equal(failure.kind, 'usage');
		const { message, advice } = describeFailure(failure);
		assert.match(message, told);
		assert.doesNotMatch(`${message}${advice}`, /hunter2/);
	});
}

test('one that never ends is ended, even where what it started keeps its output open', {
	timeout: PATIENCE,
}, async () => {
	const script = 'require("child_process").spawn("sleep", ["20"], { stdio: "inherit" }); setInterval(() => {}, 1000)';
	const failure = await failureOf(runPasswordCommand(node(script), 500));
	assert.match(describeFailure(failure).message, /took longer than 0\.5 s/);
});
