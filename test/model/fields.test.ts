import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELDS, type FieldId, idLength, type JobContext } from '../../source/model/fields.ts';
import { parseJob } from '../../source/model/job.ts';
import { type SafeText, safe } from '../../source/model/safe-text.ts';
import { widthOf } from '../../source/model/text-width.ts';

const context: JobContext = {
	jobs: [],
	organizations: new Map(),
	stuck: new Set<SafeText>([safe`stuck-job-1`]),
	now: Date.UTC(2026, 10, 23, 12),
	zone: 'utc',
	timeStyle: 'absolute',
	idLength: 8,
	agesAreTrue: true,
};
const relative: JobContext = { ...context, timeStyle: 'relative' };
const stale: JobContext = { ...context, agesAreTrue: false };
const started = { createdAt: '2026-11-23T11:18:00Z' };
const took = { ...started, completed_at: '2026-11-23T11:19:02Z' };
const mixed = { overall_status: 'completed', detailed_status: { a: 'success', b: 'Error: x', c: 'Error: y' } };

const cells: readonly (readonly [field: FieldId, row: object, text: string, context?: JobContext])[] = [
	['glyph', { overall_status: 'failed' }, '✗'],
	['glyph', mixed, '!'],
	['glyph', { overall_status: 'in_progress' }, '●'],
	['glyph', { overall_status: 'completed', detailed_status: { a: 'success' } }, '✓'],
	['glyph', { overall_status: 'completed', abort: true }, '⊘'],
	['glyph', { overall_status: 'queued' }, '?'],
	['job', {}, 'c8d2f27b'],
	['job', {}, 'c8d2f27b-fb', { ...context, idLength: 11 }],
	['job', { id: 'a🙂🙂🙂🙂' }, 'a🙂🙂🙂'],
	['job', { id: null }, '(broken)'],
	['health', { id: 'stuck-job-1', overall_status: 'in_progress' }, 'STUCK'],
	['health', { id: null }, 'UNKNOWN'],
	['status', { overall_status: 'queued\x1b[2J' }, 'queued^[[2J'],
	['started', started, '11:18:00'],
	['started', started, '42m', relative],
	['started', started, '', { ...stale, timeStyle: 'relative' }],
	['started', {}, '—'],
	['started', {}, '—', relative],
	['start', started, '11:18'],
	['start', {}, '—'],
	['age', started, '42m'],
	['age', { createdAt: '2026-11-23T12:00:05Z' }, '<1m'],
	['age', started, '', stale],
	['age', {}, ''],
	['duration', { ...took, overall_status: 'completed' }, '1m02'],
	['duration', { ...took, overall_status: 'completed' }, '1m02', stale],
	['duration', { ...started, overall_status: 'in_progress' }, '42m00'],
	['duration', { ...started, overall_status: 'in_progress' }, '', stale],
	['duration', { createdAt: '2026-11-23T12:00:05Z', overall_status: 'in_progress' }, '0.0s'],
	['duration', { ...started, overall_status: 'completed' }, ''],
	['organizations', mixed, '3'],
	['errors', mixed, '2'],
	['errors', { overall_status: 'failed' }, '0'],
	['errors', { overall_status: 'in_progress', kms: ['a'] }, ''],
	['share', mixed, '2/3 orgs'],
	['share', { overall_status: 'in_progress', kms: ['a', 'b'], detailed_status: { a: 'success' } }, '1/2 done'],
	['error', mixed, 'b +1 · Error: x'],
];

for (const [field, row, text, shownIn = context] of cells) {
	test(`${field} of ${JSON.stringify(row)} is ${JSON.stringify(text)}`, () => {
		const job = parseJob({ id: 'c8d2f27b-fb4f-4557-b63c-00d4a1439c4a', ...row });
		assert.equal(FIELDS[field].text(job, shownIn), text);
	});
}

test('every column has its own name and title, and room for its title', () => {
	for (const [id, field] of Object.entries(FIELDS)) {
		assert.equal(field.id, id);
		assert.ok(widthOf(field.title) <= field.width, id);
	}
	assert.equal(new Set(Object.values(FIELDS).map(({ title }) => title)).size, Object.keys(FIELDS).length);
});

const ids: readonly (readonly [ids: readonly (string | null)[], length: number])[] = [
	[[], 8],
	[['a'], 8],
	[['aaaaaaaa1', 'aaaaaaab1'], 8],
	[['aaaaaaaa1', 'aaaaaaaa2'], 9],
	[['aaaaaaaa', 'aaaaaaaa2'], 9],
	[[null, null], 8],
	[['c8d2f27b-fb4f-4557-b63c-00d4a1439c4a', 'c8d2f27b-fb4f-4557-b63c-00d4a1439c4b'], 36],
	[[`${'x'.repeat(65_000)}1`, `${'x'.repeat(65_000)}2`], 36],
];

for (const [given, length] of ids) {
	test(`${JSON.stringify(given).slice(0, 80)} are told apart by ${length} characters`, () => {
		assert.equal(idLength(given.map(id => parseJob({ id }))), length);
	});
}
