import assert from 'node:assert/strict';
import {
	chmodSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeFailure } from '../../source/model/failure.ts';
import { journalName } from '../../source/store/journal-files.ts';
import { failureOf } from '../support/failure-of.ts';
import { diskFiles, journalFolder } from '../support/journals.ts';

function modeOf(path: string): string {
	return (statSync(path).mode & 0o777).toString(8);
}

test("a journal is its owner's alone, and its name tells nothing", async t => {
	const folder = journalFolder(t);
	const before = process.umask(0);
	t.after(() => process.umask(before));
	const files = diskFiles(folder);
	assert.deepEqual(
		[await files.growing(), await files.openExisting('growing'), await files.openExisting('older')],
		[null, null, null],
	);
	const file = await files.open();
	await file.append(Buffer.from('one\n'));
	assert.deepEqual([modeOf(folder), modeOf(join(folder, 'name.ndjson'))], ['700', '600']);
	assert.equal(await files.growing(), file.id);
	await file.close();
	assert.match(journalName('https://cm.example.com', 'root'), /^[\da-f]{32}$/);
	assert.notEqual(journalName('https://cm.example.com', 'root'), journalName('https://cm.example.com', null));
});

test('the file that grows takes the place of the older one once, whoever asks for it', async t => {
	const folder = journalFolder(t);
	const files = diskFiles(folder);
	const file = await files.open();
	await file.append(Buffer.from('one\n'));
	await Promise.all(Array.from({ length: 8 }, () => diskFiles(folder).rotate(file.id)));
	const next = await files.open();
	await next.append(Buffer.from('two\n'));
	await Promise.all(Array.from({ length: 8 }, () => diskFiles(folder).rotate(file.id)));
	await file.append(Buffer.from('late\n'));
	const content = (name: string) => readFileSync(join(folder, name), 'utf8');
	assert.deepEqual([content('name.old.ndjson'), content('name.ndjson')], ['one\nlate\n', 'two\n']);
	assert.deepEqual(readdirSync(folder).sort(), ['name.ndjson', 'name.old.ndjson'], 'no lock is left');
	await Promise.all([file.close(), next.close()]);
});

test("a lock that was left long ago is in nobody's way, one of this moment is", async t => {
	const folder = journalFolder(t);
	const files = diskFiles(folder);
	const file = await files.open();
	await file.close();
	const lock = join(folder, 'name.lock');
	writeFileSync(lock, '', { mode: 0o600 });
	await files.rotate(file.id);
	assert.equal(await files.growing(), file.id, 'somebody makes room');
	const long = new Date(Date.now() - 3_600_000);
	utimesSync(lock, long, long);
	assert.equal(await files.growing(), file.id);
});

test('what others can read or write, a link, and what is no file is refused', async t => {
	const folder = journalFolder(t);
	mkdirSync(folder, { mode: 0o700 });
	const path = join(folder, 'name.ndjson');
	writeFileSync(path, '');
	chmodSync(path, 0o644);
	assert.match(describeFailure(await failureOf(diskFiles(folder).open())).message, /open to others/);
	const other = journalFolder(t);
	mkdirSync(other, { mode: 0o700 });
	symlinkSync(path, join(other, 'name.ndjson'));
	assert.match(describeFailure(await failureOf(diskFiles(other).open())).message, /is a link/);
	const third = journalFolder(t);
	mkdirSync(join(third, 'name.ndjson'), { recursive: true, mode: 0o700 });
	chmodSync(third, 0o700);
	assert.match(describeFailure(await failureOf(diskFiles(third).openExisting('growing'))).message, /is not a file/);
});
