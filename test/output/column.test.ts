import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsNamed, isoTime, type Listing, type Shape } from '../../source/output/column.ts';
import { ERRORS } from '../../source/output/error-columns.ts';
import { JOBS } from '../../source/output/job-columns.ts';
import { ORGANIZATIONS } from '../../source/output/organization-columns.ts';

const SHAPES: readonly Shape[] = ['table', 'wide', 'csv', 'json'];

function check<Row>(listing: Listing<Row>): void {
	test(`every column of ${listing.name} has a name and a title of its own, and each shape names columns that there are`, () => {
		for (const part of ['name', 'title'] as const) {
			const said = listing.columns.map(column => column[part]);
			assert.equal(new Set(said).size, said.length, part);
		}
		for (const shape of SHAPES) {
			const names = listing.usual[shape];
			assert.equal(new Set(names).size, names.length, shape);
			assert.deepEqual(
				columnsNamed(listing, names).map(({ name }) => name),
				names,
			);
		}
	});

	test(`the tables of ${listing.name} begin with a word of ours`, () => {
		for (const shape of ['table', 'wide', 'csv'] as const) {
			assert.equal(columnsNamed(listing, listing.usual[shape])[0]?.isRemote, undefined, shape);
		}
	});
}

check(JOBS);
check(ORGANIZATIONS);
check(ERRORS);

test('a moment for machines; what is none is null', () => {
	assert.equal(isoTime(0), '1970-01-01T00:00:00.000Z');
	for (const none of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) assert.equal(isoTime(none), null);
});
