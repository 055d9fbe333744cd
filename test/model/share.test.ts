import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Organization } from '../../source/model/answer.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { rowKey, sameValue, shareById, shareOrganizations } from '../../source/model/share.ts';
import { fc } from '../support/properties.ts';

function copy<Value>(value: Value): Value {
	return structuredClone(value);
}

const rows = [
	{ id: 'a', overall_status: 'in_progress', kms: ['x'] },
	{ id: 'b', overall_status: 'completed', detailed_status: { x: 'ok', y: 'failed' } },
];

test('sameValue is equality of JSON', () => {
	fc.assert(fc.property(fc.jsonValue(), value => sameValue(value, copy(value))));
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
			const sorted = (value: unknown) => JSON.stringify(value, (_key, part) => sortKeys(part));
			return sameValue(one, other) === (sorted(one) === sorted(other)) || JSON.stringify([one, other]).includes('-0');
		}),
	);
	assert.equal(sameValue({ a: 1, b: 2 }, { b: 2, a: 1 }), true);
	assert.equal(sameValue({ a: undefined }, { b: undefined }), false);
	assert.equal(sameValue([], {}), false);
});

function sortKeys(part: unknown): unknown {
	if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
	return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
}

test('nothing changed: the very same list', () => {
	const first = shareById([], rows);
	assert.equal(shareById(first, copy(rows)), first);
});

test('one row changed: the others are the same objects', () => {
	const first = shareById([], rows);
	const second = shareById(first, [{ id: 'new' }, copy(rows[0]), { ...rows[1], overall_status: 'failed' }]);
	assert.deepEqual(
		second.map(job => job.id),
		['new', 'a', 'b'],
	);
	assert.equal(second[1], first[0]);
	assert.notEqual(second[2], first[1]);
	assert.equal(second[2]?.status, 'failed');
});

test('N32: an older state of a row, from a cache or a node behind, does not replace the one that is known', () => {
	const at = (second: number, overall_status: string) => ({
		id: 'a',
		overall_status,
		updatedAt: `2026-01-01T00:00:0${second}.000001Z`,
	});
	const ended = shareById([], [at(5, 'completed')]);
	assert.equal(shareById(ended, [at(4, 'in_progress')]), ended);
	assert.equal(shareById(ended, [at(6, 'failed')])[0]?.status, 'failed');
	assert.equal(shareById(ended, [{ id: 'a', overall_status: 'failed' }])[0]?.status, 'failed');
});

test('an id that occurs twice is one job, as the later row has it', () => {
	const jobs = shareById([], [...rows, { id: 'a', overall_status: 'completed' }]);
	assert.deepEqual(
		jobs.map(job => [job.id, job.status]),
		[
			['a', 'completed'],
			['b', 'completed'],
		],
	);
});

test('rows without an id are kept apart, under ids of their own that last', () => {
	const broken = ['one', 'two', 'three'].map(name => ({
		uri: `kylo:kylo:cckm:synchronize:the-same-beginning-${name}`,
	}));
	const first = shareById([], broken);
	assert.equal(new Set(first.map(job => job.id)).size, 3);
	assert.equal(shareById(first, copy(broken)), first);
});

test('ids that only look alike are kept apart', () => {
	const jobs = shareById([], [{ id: '\u001b' }, { id: '^[' }]);
	assert.deepEqual(
		jobs.map(job => job.id),
		['^[', '^[ #2'],
	);
});

test('whatever rows come: each key once, each id once, in their order, and sharing changes nothing but identity', () => {
	const row = fc.oneof(fc.record({ id: fc.constantFrom('a', 'b', 'c', 7, '', '\u0007', '^G') }), fc.jsonValue());
	fc.assert(
		fc.property(fc.array(row), fc.array(row), (before, after) => {
			const fresh = shareById([], after);
			const shared = shareById(shareById([], before), after);
			assert.deepEqual(
				fresh.map(job => rowKey(job.source)),
				[...new Set(after.map(rowKey))],
			);
			assert.equal(new Set(shared.map(job => job.id)).size, shared.length);
			assert.ok(shared.every((job, index) => sameValue(job.source, fresh[index]?.source)));
		}),
	);
});

test('organizations: the same map while nothing changes, the same entries where they did not', () => {
	const organization = (id: string, name: string): Organization => ({
		id: toSafeText(id),
		name: toSafeText(name),
		connection: null,
		resourceId: safe`resource`,
		verbatim: { name },
	});
	const first = shareOrganizations(new Map(), [organization('1', 'one'), organization('2', 'two')]);
	assert.equal(shareOrganizations(first, [organization('2', 'two'), organization('1', 'one')]), first);
	const second = shareOrganizations(first, [organization('1', 'one'), organization('2', 'renamed')]);
	assert.equal(second.get('1'), first.get('1'));
	assert.equal(second.get('2')?.name, 'renamed');
	assert.equal(shareOrganizations(first, [organization('1', 'one')]).size, 1);
});
