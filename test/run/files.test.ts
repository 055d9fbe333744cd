import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { describeFailure } from '../../source/model/failure.ts';
import { safe } from '../../source/model/safe-text.ts';
import { readSecretFile } from '../../source/run/files.ts';
import { failureOf } from '../support/failure-of.ts';

/** A place for one file. */
function place(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'cckm-top-files-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	return join(folder, 'secret');
}

for (const [written, secret] of [
	['hunter2', 'hunter2'],
	['hunter2\n', 'hunter2'],
	['hunter2\r\n', 'hunter2'],
	['\ufeffhunter2\n', 'hunter2'],
	[' hunter2 \n\n', ' hunter2 \n'],
] as const) {
	test(`C03 ${JSON.stringify(written)} in a file is the secret ${JSON.stringify(secret)}`, async t => {
		const path = place(t);
		writeFileSync(path, written, { mode: 0o600 });
		assert.equal((await readSecretFile(safe`password file`, path)).reveal(), secret);
	});
}

const traps: readonly (readonly [name: string, set: (path: string) => void, told: RegExp])[] = [
	['nothing', () => undefined, /cannot be read \(ENOENT\)/],
	['an empty file', path => writeFileSync(path, '\n', { mode: 0o600 }), /is empty/],
	['a folder', path => mkdirSync(path, { mode: 0o700 }), /is not a file/],
	['a pipe that nobody writes to', path => execFileSync('mkfifo', ['-m', '600', path]), /is not a file/],
	['a link that leads nowhere', path => symlinkSync(`${path}-target`, path), /cannot be read \(ENOENT\)/],
	[
		'a link to a file that others can read',
		path => {
			writeFileSync(`${path}-target`, 'hunter2', { mode: 0o644 });
			chmodSync(`${path}-target`, 0o644);
			symlinkSync(`${path}-target`, path);
		},
		/can be read by others.*chmod 600/,
	],
	[
		'a gigabyte',
		path => {
			writeFileSync(path, 'hunter2', { mode: 0o600 });
			truncateSync(path, 2 ** 30);
		},
		/is too large/,
	],
	...[0o644, 0o640, 0o604, 0o620].map(
		mode =>
			[
				`a file of mode ${mode.toString(8)}`,
				(path: string) => {
					writeFileSync(path, 'hunter2');
					chmodSync(path, mode);
				},
				/can be read by others.*chmod 600/,
			] as const,
	),
];

for (const [name, set, told] of traps) {
	test(`C03 ${name} is refused with what to do, and nothing of it is repeated`, { timeout: 10_000 }, async t => {
		const path = place(t);
		set(path);
		const failure = await failureOf(readSecretFile(safe`password file`, path));
		assert.equal(failure.kind, 'usage');
		const { message, advice } = describeFailure(failure);
		assert.match(`${message} ${advice}`, told);
		assert.doesNotMatch(`${message} ${advice}`, /hunter2/);
	});
}
