import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listReply, valuesOf } from '../../source/demo/list.ts';
import { selectRows } from '../../source/demo/selection.ts';

/** Three rows, newest first; the fractions differ in length as real ones do. */
const ROWS = [
	{ id: 'c', createdAt: '2021-07-27T03:10:52.71Z', cloud: 'sfdc' },
	{ id: 'b', createdAt: '2021-07-27T03:10:52.7Z', cloud: 'aws', completed_at: '2021-07-27T03:10:59Z' },
	{ id: 'a', createdAt: '2021-07-27T03:10:51.9Z', cloud: 'sfdc', completed_at: '2021-07-27T03:10:58Z' },
];
const TWELVE = Array.from({ length: 12 }, (_, index) => ({ id: String(index) }));

function ask(rows: readonly unknown[], query: string, maxLimit: number | null = null) {
	const rules = { sortable: ['id', 'createdAt', 'completed_at', 'cloud'], maxLimit, newestFirst: false };
	const { status, body } = listReply(new URLSearchParams(query), selectRows(rows), rules);
	return { status, ...JSON.parse(body) };
}

const ids = (answer: { resources: { id: string }[] }) => answer.resources.map(({ id }) => id).join('');

test('skip and limit choose a page; the envelope echoes them and counts all that matches', () => {
	const table = [
		['', { skip: 0, limit: 10, total: 12 }, 10],
		['skip=10', { skip: 10, limit: 10, total: 12 }, 2],
		['limit=3&skip=2', { skip: 2, limit: 3, total: 12 }, 3],
		['limit=-1', { skip: 0, limit: -1, total: 12 }, 12],
		['limit=-1&skip=5', { skip: 5, limit: -1, total: 12 }, 7],
		['limit=0', { skip: 0, limit: 0, total: 12 }, 0],
		['skip=12', { skip: 12, limit: 10, total: 12 }, 0],
		['skip=999999', { skip: 999_999, limit: 10, total: 12 }, 0],
		['skip=&limit=', { skip: 0, limit: 10, total: 12 }, 10],
	] as const;
	for (const [query, envelope, length] of table) {
		const { status, resources, ...rest } = ask(TWELVE, query);
		assert.deepEqual([status, rest, resources.length], [200, envelope, length], query);
	}
});

test('a cap holds whatever was asked for, and is what the envelope tells', () => {
	const table = [
		['limit=200', 5, 5],
		['limit=-1', 5, 5],
		['limit=4', 4, 4],
		['limit=200&skip=10', 5, 2],
	] as const;
	for (const [query, limit, length] of table) {
		const answer = ask(TWELVE, query, 5);
		assert.deepEqual([answer.limit, answer.resources.length], [limit, length], query);
	}
	assert.equal(ask(TWELVE, 'limit=-1', 50).limit, -1);
});

test('sort takes a list of properties; a minus descends, moments count as moments, what is missing comes last', () => {
	const table = [
		['', 'cba'],
		['sort=createdAt', 'abc'],
		['sort=-createdAt', 'cba'],
		['sort=id', 'abc'],
		['sort=cloud,id', 'bac'],
		['sort=-cloud,-id', 'cab'],
		['sort=cloud&sort=-id', 'bca'],
		['sort=completed_at', 'abc'],
	];
	for (const [query = '', order] of table) assert.equal(ids(ask(ROWS, query)), order, query);
});

test('what makes no sense is refused', () => {
	for (const query of [
		'skip=-1',
		'skip=x',
		'limit=-2',
		'limit=1.5',
		'limit=99999999999',
		'sort=nothing',
		'sort=-id,x',
	]) {
		const { status, code, codeDesc, message, requestID } = ask(ROWS, query);
		assert.deepEqual([status, code, codeDesc], [400, 15, 'NCERRBadRequest: Bad HTTP request'], query);
		assert.ok(message.length > 0 && requestID.length === 36);
	}
});

test('a parameter may be repeated, or hold a list', () => {
	const table = [
		['', null],
		['id=', null],
		['id=a', ['a']],
		['id=a&id=b', ['a', 'b']],
		['id=a,b&id=c', ['a', 'b', 'c']],
	] as const;
	for (const [query, values] of table) assert.deepEqual(valuesOf(new URLSearchParams(query), 'id'), values);
});
