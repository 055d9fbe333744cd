import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DELETED_ORGANIZATION, ORGANIZATIONS, organizationRow, THALES } from '../../source/demo/organizations.ts';
import { toLongSalesforceId } from '../../source/demo/salesforce-id.ts';

test('the checksum says which characters are upper case, five to a letter', () => {
	const table = [
		['00DB000000040bI', '00DB000000040bIMAQ'], // as Thales publishes it
		['000000000000000', '000000000000000AAA'],
		['ABCDEFGHIJKLMNO', 'ABCDEFGHIJKLMNO555'],
		['A0000B0000C0000', 'A0000B0000C0000BBB'],
		['0000A0000B0000C', '0000A0000B0000CQQQ'],
	];
	for (const [short = '', long] of table) assert.equal(toLongSalesforceId(short), long);
});

test('every organization has a whole Salesforce id of its own, and there are more than a page holds', () => {
	const all = [...ORGANIZATIONS, DELETED_ORGANIZATION, THALES];
	for (const { organizationId } of all) {
		assert.match(organizationId, /^00D[A-Za-z0-9]{15}$/);
		assert.equal(toLongSalesforceId(organizationId.slice(0, 15)), organizationId);
	}
	assert.equal(new Set(all.map(({ organizationId }) => organizationId.toLowerCase())).size, all.length);
	assert.equal(new Set(all.map(({ resourceId }) => resourceId)).size, all.length);
	assert.ok(ORGANIZATIONS.length > 10);
	assert.ok(!ORGANIZATIONS.includes(DELETED_ORGANIZATION));
});

test('an organization reads as in the published example', () => {
	assert.deepEqual(organizationRow(THALES), {
		id: '2473e846-31a8-4ee6-8299-17025548b4e2',
		uri: 'kylo:kylo:cckm:sfdc-organization:2473e846-31a8-4ee6-8299-17025548b4e2',
		account: 'kylo:kylo:admin:accounts:kylo',
		application: 'ncryptify:gemalto:admin:apps:kylo',
		devAccount: 'ncryptify:gemalto:admin:accounts:gemalto',
		createdAt: '2021-07-21T10:55:21.793126Z',
		updatedAt: '2021-07-21T10:55:21.796772Z',
		name: 'Thales',
		organization_id: '00DB000000040bIMAQ',
		connection: 'sfdc-connection',
		cloud_name: 'sfdc',
		type: 'Regular',
	});
});
