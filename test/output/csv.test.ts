import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJob } from '../../source/model/job.ts';
import { safe } from '../../source/model/safe-text.ts';
import { type Column, columnsNamed } from '../../source/output/column.ts';
import { formatCsv } from '../../source/output/csv.ts';
import { JOBS } from '../../source/output/job-columns.ts';
import { ACME, CONTEXT, job } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

/** A reader of comma-separated values as RFC 4180 has them, and of nothing else. */
function readCsv(text: string): string[][] {
	const records: string[][] = [];
	let rest = text;
	while (rest !== '') {
		const cells: string[] = [];
		for (;;) {
			const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
			assert.ok(match !== null, `not RFC 4180: ${JSON.stringify(rest.slice(0, 80))}`);
			cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
			rest = rest.slice(match[0].length);
			if (match[3] === '\r\n') break;
		}
		records.push(cells);
	}
	return records;
}

const VALUE: Column<unknown> = { name: 'value', title: safe`VALUE`, value: row => row, text: () => safe`` };

function cell(value: unknown): string | undefined {
	return readCsv(formatCsv([value], [VALUE], CONTEXT))[1]?.[0];
}

const cells: readonly (readonly [value: unknown, written: string])[] = [
	['plain', 'plain'],
	['a "b", c', 'a "b", c'],
	['one\r\ntwo', 'one^M␤two'],
	["=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"],
	['+1', "'+1"],
	['-1', "'-1"],
	['@SUM(A1)', "'@SUM(A1)"],
	['  =1+1', "'  =1+1"],
	['\uff1d1+1', "'\uff1d1+1"],
	['\t=1', "'  =1"],
	['\tx', "'  x"],
	['\rx', "'^Mx"],
	['\0x', "'^@x"],
	['\u200b=1', '<U+200B>=1'],
	['\x1b[2J', '^[[2J'],
	['', ''],
	[null, ''],
	[undefined, ''],
	[-5, '-5'],
	[0.5, '0.5'],
	[true, 'true'],
	[['ok', 'error'], 'ok error'],
	[['=1', 'x'], "'=1 x"],
	[[{ id: '=1' }], '[{"id":"=1"}]'],
];

for (const [value, written] of cells) {
	test(`E27 ${JSON.stringify(value)} is written as ${JSON.stringify(written)}`, () =>
		assert.equal(cell(value), written));
}

test('a head of names, a record a job, and the same number of cells in each', () => {
	const columns = columnsNamed(JOBS, JOBS.usual.csv);
	const [head, first, ...others] = readCsv(
		formatCsv([job('c8d2f27b', { texts: { [ACME]: 'x"y' } })], columns, CONTEXT),
	);
	assert.deepEqual(head, JOBS.usual.csv);
	assert.deepEqual(others, []);
	assert.equal(first?.length, head?.length);
	assert.equal(first?.[0], 'unknown');
	assert.equal(first?.[head?.indexOf('durationMs') ?? 0], '60000');
	assert.equal(first?.[head?.indexOf('error') ?? 0], 'Acme-Prod · x"y');
});

test('E27 E29 whatever the server says is read back whole, computes nothing and begins no line', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc
			.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\0', '"', ',', '\n', '::', '##vso['), fc.string())
			.map(part => part.join('')),
	);
	const row = fc.record({ id: text, cloud: text, overall_status: text, detailed_status: fc.dictionary(text, text) });
	const columns = columnsNamed(
		JOBS,
		JOBS.columns.map(({ name }) => name),
	);
	fc.assert(
		fc.property(fc.array(row), rows => {
			const written = formatCsv(
				rows.map(row => parseJob(row)),
				columns,
				CONTEXT,
			);
			const records = readCsv(written);
			assert.equal(records.length, rows.length + 1);
			for (const record of records) {
				assert.equal(record.length, columns.length);
				for (const shown of record) assert.doesNotMatch(shown, /^\s*[=+\-@]/);
			}
			assert.doesNotMatch(written, /(?![\r\n])\p{Cc}/u);
			assert.doesNotMatch(written, /(?<!\r)\n|\r(?!\n)/);
			assert.doesNotMatch(written, /^\s*(?:##|::)/m);
		}),
	);
});
