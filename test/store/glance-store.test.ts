import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { safe } from '../../source/model/safe-text.ts';
import { createGlanceStore } from '../../source/store/glance-store.ts';
import { openPrivateFolder } from '../../source/store/private-folder.ts';

const GLANCE = { at: 1000, interval: 5000, user: safe`alice`, counts: [1, 2, 3, 4, 5], partial: false };

test('each server and domain has its own, and what cannot be read is not there', async t => {
	const path = mkdtempSync(join(tmpdir(), 'glances-'));
	t.after(() => rmSync(path, { recursive: true }));
	const store = createGlanceStore(openPrivateFolder(path, process.getuid?.() ?? null));
	assert.equal(await store.read('https://cm', null), null);
	await store.write('https://cm', null, GLANCE);
	assert.deepEqual(await store.read('https://cm', null), GLANCE);
	assert.equal(await store.read('https://cm', 'root'), null);
	assert.equal(await store.read('https://other', null), null);
	const [name = ''] = readdirSync(path);
	assert.match(name, /^[0-9a-f]{32}\.json$/);
	const broken = [
		'',
		'{',
		'7',
		'{"at":1}',
		JSON.stringify({ ...GLANCE, counts: [1] }),
		JSON.stringify({ ...GLANCE, at: '1' }),
	];
	for (const text of broken) {
		writeFileSync(join(path, name), text);
		assert.equal(await store.read('https://cm', null), null, text);
	}
});

test('a folder that cannot be written to, or is not ours alone, costs nothing', async () => {
	const store = createGlanceStore(openPrivateFolder('/dev/null/glances', null));
	await store.write('https://cm', null, GLANCE);
	assert.equal(await store.read('https://cm', null), null);
});
