import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLine, writeLine } from '../../source/journal/line.ts';
import { JOB_KINDS } from '../../source/model/job.ts';
import type { JournalEntry } from '../../source/model/journal-entry.ts';
import { toSafeText } from '../../source/model/safe-text.ts';
import { again, effort, SEED } from '../hostile/effort.ts';
import { fc } from '../support/properties.ts';

const at = fc.nat(2_000_000_000_000);
const text = fc.string({ unit: 'binary', maxLength: 20 }).map(value => toSafeText(value));
const trouble = { at, fingerprint: text, organization: text };

/** Any entry. */
const entries: fc.Arbitrary<JournalEntry> = fc.oneof(
	fc.record({ kind: fc.constant('job' as const), at, of: fc.constantFrom(...JOB_KINDS), row: fc.jsonValue() }),
	fc.record({ kind: fc.constant('named' as const), at, organization: text, name: text }),
	fc.record({ kind: fc.constant('lost' as const), at, reason: text }),
	fc.record({ kind: fc.constant('restored' as const), at, reason: text, outage: at, failures: fc.nat() }),
	fc.record({ kind: fc.constantFrom('looked' as const, 'key' as const), at }),
	fc.record({ kind: fc.constant('acknowledged' as const), ...trouble, who: text, note: fc.option(text) }),
	fc.record({ kind: fc.constant('withdrawn' as const), ...trouble }),
	fc.record({ kind: fc.constant('announced' as const), at, key: text, by: text }),
	fc.record({ kind: fc.constant('trouble' as const), ...trouble, first: at }),
);

test('any entry comes back as it was, from one line that no terminal obeys', () => {
	fc.assert(
		fc.property(entries, entry => {
			const { line } = writeLine(entry);
			assert.match(line, /^[^\p{Cc}\u2028\u2029]*\n$/u);
			assert.deepEqual(readLine(line.slice(0, -1))?.entry, JSON.parse(JSON.stringify(entry)), again(0));
		}),
		{ numRuns: effort(500, 20_000), seed: SEED },
	);
});

test('a line of which one byte is another is no line', () => {
	fc.assert(
		fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (entry, place, change) => {
			const bytes = Buffer.from(writeLine(entry).line.slice(0, -1));
			const index = place % bytes.length;
			bytes[index] = (bytes[index] ?? 0) ^ change;
			assert.equal(readLine(bytes.toString()), null, again(0));
		}),
		{ numRuns: effort(1000, 40_000), seed: SEED },
	);
});

test('what another wrote is left alone: a later version, another shape, a kind that is not known', () => {
	const { line } = writeLine({ kind: 'key', at: 5 });
	assert.equal(readLine(line.trim())?.entry.kind, 'key');
	const unknown = writeLine({ kind: 'tomorrow', at: 5 } as unknown as JournalEntry).line;
	const bare = writeLine({ kind: 'lost', at: 5 } as unknown as JournalEntry).line;
	for (const other of [line.trim().replace('"v":1', '"v":2'), unknown.trim(), bare.trim(), '{"v":1}', '', 'null']) {
		assert.equal(readLine(other), null, other);
	}
});

test('a line is as old as it was seen, and equal rows have equal digests', () => {
	const one = writeLine({ kind: 'job', at: 5.4, of: 'keys', row: { id: 'a' } });
	const other = writeLine({ kind: 'job', at: 7, of: 'keys', row: { id: 'a' } });
	assert.equal(one.digest, other.digest);
	assert.notEqual(one.line, other.line);
	assert.equal(readLine(one.line.trim())?.entry.at, 5);
});
