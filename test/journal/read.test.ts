import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { writeLine } from '../../source/journal/line.ts';
import { readJournal } from '../../source/journal/read.ts';
import type { JournalEntry } from '../../source/model/journal-entry.ts';
import { again, effort, SEED } from '../hostile/effort.ts';
import { row } from '../support/jobs.ts';
import { entriesOf, filesWith } from '../support/journals.ts';
import { fc } from '../support/properties.ts';

/** Changes of a few jobs, each told once: the text of each is its own. */
const written: readonly JournalEntry[] = Array.from({ length: 12 }, (_, index) => ({
	kind: 'job',
	at: 1000 + index,
	of: 'keys',
	row: row(`job${index % 4}`, { seconds: 10 + index, texts: { a: `error № ${index} é` } }),
}));
const bytes = Buffer.from(written.map(entry => writeLine(entry).line).join(''));

/** Where each of the entries read stands among those written. */
async function placesIn(content: Uint8Array): Promise<number[]> {
	const read = await entriesOf(await filesWith(content));
	return read.map(entry => written.findIndex(other => isDeepStrictEqual(other, entry)));
}

function isRising(places: readonly number[]): boolean {
	return places.every((place, index) => place > (places[index - 1] ?? -1));
}

test('of any beginning of a file all whole lines are read, and nothing else', async () => {
	await fc.assert(
		fc.asyncProperty(fc.nat(bytes.length), async length => {
			const places = await placesIn(bytes.subarray(0, length));
			const lines = bytes.subarray(0, length).toString('latin1').split('\n').length - 1;
			assert.deepEqual(places, [...Array(lines).keys()], again(0));
		}),
		{ numRuns: effort(300, 5000), seed: SEED },
	);
});

test('a byte that is another costs the lines that it belongs to, at the most two, and no more', async () => {
	await fc.assert(
		fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, change) => {
			const broken = Buffer.from(bytes);
			broken[index] = (broken[index] ?? 0) ^ change;
			const places = await placesIn(broken);
			assert.ok(isRising(places), again(0));
			assert.ok(places.length >= written.length - 2 && places.length < written.length, again(0));
		}),
		{ numRuns: effort(500, 10_000), seed: SEED },
	);
});

test('what stands there twice is read once, in whatever order copies of it stand behind', async () => {
	await fc.assert(
		fc.asyncProperty(fc.shuffledSubarray(written.map((_, index) => index)), async copies => {
			const more = copies.map(index => writeLine(written[index] ?? { kind: 'key', at: 0 }).line).join('');
			const places = await placesIn(Buffer.concat([bytes, Buffer.from(more)]));
			assert.deepEqual(places, [...written.keys()], again(0));
		}),
		{ numRuns: effort(200, 4000), seed: SEED },
	);
});

test('foreign bytes between the lines are counted and cost nothing else, however many they are', async () => {
	const [first = '', ...others] = written.map(entry => writeLine(entry).line);
	const foreign = `not ours\n\n{"v":1}\n${'x'.repeat(3_000_000)}\n`;
	const files = await filesWith(Buffer.from(`${first}${foreign}${others.join('')}{"v":1,"at":`));
	const read: JournalEntry[] = [];
	assert.equal(await readJournal(files, entry => read.push(entry)), 4);
	assert.deepEqual(read, written);
});
