import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPage } from '../../source/api/page.ts';
import { createCleaner, readResponse } from '../../source/api/response.ts';
import { describeFailure, FailureError } from '../../source/model/failure.ts';
import type { Job } from '../../source/model/job.ts';
import { shareById } from '../../source/model/share.ts';
import { columnsNamed } from '../../source/output/column.ts';
import { JOBS } from '../../source/output/job-columns.ts';
import { formatJson } from '../../source/output/json.ts';
import { formatTable } from '../../source/output/table.ts';
import { createRandom, pick, type Random } from '../support/chance.ts';
import { fetched } from '../support/fault-fetch.ts';
import { answer, CONTEXT } from '../support/jobs.ts';
import { setStage } from '../support/stage.ts';
import { tally } from '../support/tally.ts';
import { again, effort, SEED } from './effort.ts';
import { flawsOf } from './flaws.ts';
import { createWitness } from './witness.ts';

const COUNT = effort(500, 20_000);

/** Bytes that decoders differ on, or that are harmless until something decodes them once more; in hexadecimal. */
const BYTES = [
	...['9b324a', '9d303b6f776e656407', '90719c', '85', '8d', '98', '9e', '9f'], // C1 as single bytes
	...['c29b324a', 'c29d303b6f776e656407', 'c285', 'c290'], // C1 as UTF-8
	...['c09b', 'e0809b', 'f080809b', 'c080', 'c1bf', 'c08a', 'c0a2', 'e080a2'], // overlong: ESC, NUL, DEL, a line feed, quotes
	...['c2', 'e2', 'e280', 'f0', 'f09f', 'f09f99', 'e2e2', 'c2c2'], // cut off
	...['eda080', 'edb080', 'eda0bdedb180'], // surrogates as bytes
	...['efbbbf', 'fffe', 'feff', 'fffe0000', '2b2f7638'], // marks of byte orders and of UTF-7
	...['f4908080', 'f5808080', 'f888808080', 'fc8480808080', 'ff', 'fe'], // beyond Unicode
	...['1b', '07', '0d', '0a', '00', '7f', '0e'], // as they are, which no JSON permits in a text
	...['e280ae', 'e2808b', 'e280a8', 'f3a08181', 'efb88f', 'cc81cc81cc81cc81cc81', 'e2808d'], // unseen, as UTF-8
].map(hex => Buffer.from(hex, 'hex'));

/** The same by the escapes of JSON, some of them escaped twice. */
const ESCAPES = [
	'\\u001b]0;owned\\u0007',
	'\\u009b2J',
	'\\ud83d',
	'\\udc4d\\ud83d',
	'\\u202e',
	'\\b\\r\\n\\t\\f',
	'\\u0000',
	'\\\\u001b[2J',
	'\\/',
	'\\u2028',
	'\\x1b',
	'\\',
].map(text => Buffer.from(text));

const MARK = '@@';
const PAGE = JSON.stringify({
	skip: 0,
	limit: 10,
	total: 2,
	resources: [
		{
			id: `a${MARK}`,
			createdAt: MARK,
			overall_status: `completed${MARK}`,
			detailed_status: { [`x${MARK}`]: `Error: ${MARK}` },
		},
		{ id: `b${MARK}`, overall_status: 'completed', kms: [MARK], cloud: MARK, [MARK]: MARK },
	],
});

function someBytes(random: Random): Buffer {
	const chance = random();
	if (chance < 0.5) return pick(random, BYTES);
	if (chance < 0.7) return pick(random, ESCAPES);
	if (chance < 0.9) return Buffer.from('Acme');
	return Buffer.from(Array.from({ length: 1 + Math.floor(random() * 6) }, () => Math.floor(random() * 256)));
}

/** A body whose texts hold such bytes; now and then all of it in another encoding, behind a mark, or cut off. */
function hostileBody(random: Random): Buffer {
	const parts = PAGE.split(MARK).flatMap((part, index) => {
		const before = index === 0 ? [] : Array.from({ length: Math.floor(random() * 3) }, () => someBytes(random));
		return [...before, Buffer.from(part)];
	});
	const body = Buffer.concat(parts);
	const chance = random();
	if (chance < 0.03) return Buffer.from(body.toString('latin1'), 'utf16le');
	if (chance < 0.06) return Buffer.concat([Buffer.from('efbbbf', 'hex'), body]);
	return chance < 0.1 ? body.subarray(0, Math.floor(random() * body.length)) : body;
}

async function read(body: Buffer, status: number): Promise<readonly Job[] | string> {
	try {
		const page = readPage(await readResponse(fetched({ body, status }), createCleaner(String), 0), '/jobs');
		return shareById([], page.rows);
	} catch (error) {
		if (!(error instanceof FailureError)) throw error;
		const { message, advice } = describeFailure(error.failure);
		return `${message}\n${advice}\n`;
	}
}

/** All that is said of jobs: on the screen, as a table, as JSON. */
function sayAll(jobs: readonly Job[]): string {
	const stage = setStage(100, 30, { data: answer(jobs) });
	const context = { ...CONTEXT, jobs, organizations: new Map() };
	const printed = formatTable(jobs, columnsNamed(JOBS, JOBS.usual.table), context, null);
	const json = formatJson('jobs', jobs, columnsNamed(JOBS, JOBS.usual.json), context, {});
	stage.press('enter tab tab');
	return `${stage.lines().join('\n')}\n${printed}${json}`;
}

test(`E22 E26 G13 bytes of ${COUNT} bodies that are no text of UTF-8 do nothing to a terminal, whatever says them`, async t => {
	const random = createRandom(SEED);
	const witness = createWitness(120, 40);
	let shown = 0;
	let refused = 0;
	for (let step = 0; step < COUNT; step += 1) {
		const body = hostileBody(random);
		const found = await read(body, pick(random, [200, 200, 200, 200, 500]));
		if (typeof found === 'string') refused += 1;
		else shown += 1;
		const said = typeof found === 'string' ? found : sayAll(found);
		const why = `${body.toString('hex')} says ${JSON.stringify(said)}: ${again(step)}`;
		for (const line of said.split('\n')) {
			const flaws = flawsOf(line).filter(flaw => !/without|half a/.test(flaw));
			if (flaws.length > 0) assert.fail(`${flaws}: ${why}`);
		}

		await witness.write(said.replaceAll('\n', '\r\n'));
		if (witness.takeEffects().length > 0) assert.fail(why);
	}
	witness.dispose();
	tally(t, 'bad inputs tried', COUNT);
	assert.ok(shown > COUNT / 20 && refused > COUNT / 20, `${shown} shown, ${refused} refused`);
});
