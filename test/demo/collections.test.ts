import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COLLECTIONS, SALESFORCE_CERTIFICATES } from '../../source/demo/collections.ts';
import { ORGANIZATIONS } from '../../source/demo/organizations.ts';
import { fieldOf } from '../../source/demo/selection.ts';
import { ask, rowsOf, type Told } from './ask.ts';
import { open } from './rig.ts';

const total = ({ json }: Told) => fieldOf(json, 'total');

test('every list of the server has jobs of its own, under its own words, to be started, filtered and cancelled', async t => {
	const { simulator, token, get } = await open(t);
	const seen = new Set<unknown>();
	for (const collection of COLLECTIONS) {
		const path = `/api/v1/cckm/${collection.path}`;
		const rows = rowsOf(await get(`${path}?limit=-1`));
		assert.ok(rows.length > (collection === SALESFORCE_CERTIFICATES ? 10 : 100), path);
		for (const row of rows) {
			assert.ok(!seen.has(row.id), 'no job is in two lists');
			seen.add(row.id);
			assert.equal(row.cloud, collection.cloud);
			assert.ok(Array.isArray(row[collection.field]));
			assert.equal('kms' in row, collection.field === 'kms');
		}
		const texts = rows.flatMap(row => Object.values(row.detailed_status as object));
		assert.ok(texts.includes(`${collection.noun} synchronized successfully`), path);
		const resource = collection.resourceOf(ORGANIZATIONS[0]);
		const filtered = await get(`${path}?${collection.filter}=${encodeURIComponent(resource)}`);
		assert.ok(Number(total(filtered)) > 0 && Number(total(filtered)) < rows.length, path);
		const started = await ask(simulator.url + path, { token, body: { [collection.start]: [resource] } });
		assert.deepEqual(fieldOf(started.json, collection.field), [collection.idOf(ORGANIZATIONS[0])], path);
		const cancelled = await ask(`${simulator.url}${path}/${fieldOf(started.json, 'id')}/cancel`, {
			token,
			method: 'POST',
		});
		assert.deepEqual([cancelled.status, fieldOf(cancelled.json, 'abort')], [200, true]);
	}
});
