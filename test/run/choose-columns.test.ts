import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JOBS } from '../../source/output/job-columns.ts';
import { chooseColumns } from '../../source/run/choose-columns.ts';
import { mistakeOf } from '../support/mistake-of.ts';

function namesOf(
	...given: Parameters<typeof chooseColumns<never>> extends [unknown, ...infer Rest] ? Rest : never
): string[] {
	return chooseColumns(JOBS, ...given).map(({ name }) => name);
}

test('the usual columns of each shape', () => {
	assert.deepEqual(namesOf('table', null), JOBS.usual.table);
	assert.deepEqual(namesOf('csv', null), JOBS.usual.csv);
	assert.deepEqual(namesOf('json', null), JOBS.usual.json);
});

test('those that were asked for, in that order and in whatever letters', () => {
	assert.deepEqual(namesOf('table', ['error', 'ID', 'createdat']), ['error', 'id', 'createdAt']);
});

test('a name that there is not is answered with the nearest and with all; twice the same is a mistake', () => {
	assert.match(
		mistakeOf(() => namesOf('csv', ['id', 'heatlh'])),
		/^--columns knows no heatlh\. Did you mean health\? There are id, cloud, kind, status/,
	);
	assert.match(
		mistakeOf(() => namesOf('csv', ['\x1b[2J'])),
		/^--columns knows no \^\[\[2J\. There are/,
	);
	assert.match(
		mistakeOf(() => namesOf('csv', ['id', 'ID'])),
		/^--columns names id twice\./,
	);
});
