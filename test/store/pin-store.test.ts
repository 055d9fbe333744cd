import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { toSafeText } from '../../source/model/safe-text.ts';
import { createPinStore } from '../../source/store/pin-store.ts';
import { openPrivateFolder } from '../../source/store/private-folder.ts';

const [one, two] = ['a', 'b'].map(digit => toSafeText(digit.repeat(64)));

test('each server has its own pins, and the nodes of a cluster share a file', async t => {
	const path = mkdtempSync(join(tmpdir(), 'pins-'));
	t.after(() => rmSync(path, { recursive: true }));
	const store = createPinStore(openPrivateFolder(path, process.getuid?.() ?? null));
	assert.ok(one && two);
	assert.equal(await store.read('cm.test', 443), null);
	await store.add('cm.test', 443, one);
	await store.add('cm.test', 443, two);
	await store.add('::1', 8443, two);
	assert.deepEqual(await store.read('cm.test', 443), [one, two]);
	assert.deepEqual(await store.read('::1', 8443), [two]);
	assert.equal(await store.read('cm.test', 8443), null);
	const file = store.fileOf('cm.test', 443);
	assert.equal(file, join(path, 'cm.test:443'));
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, `${text.replace(one, `  ${one} # the first node`)}\n`.trim());
	assert.deepEqual(await store.read('cm.test', 443), [one, two]);
	await store.add('cm.test', 443, one);
	assert.deepEqual(await store.read('cm.test', 443), [one, two, one], 'a file that was edited keeps its lines apart');
});

test('no name of a host leads out of the folder', async () => {
	const store = createPinStore(openPrivateFolder('/var/pins', null));
	assert.equal(store.fileOf('../../etc/passwd', 1), '/var/pins/....etcpasswd:1');
	assert.equal(store.fileOf('..', 1), '/var/pins/..:1');
});
