import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { BODY_LIMIT } from '../../source/api/http.ts';
import { answer, startFaultServer } from '../support/fault-server.ts';

const run = promisify(execFile);

/** A page as large as may be, of the same part again and again. */
const fill = (part: string) => `{"resources":[${part.repeat(Math.floor((BODY_LIMIT - 100) / part.length))}0]}`;
const ZEROS = Buffer.alloc(64 * BODY_LIMIT);

const bodies: readonly (readonly [name: string, bytes: Buffer, outcome: string])[] = [
	['N12 a gzip bomb of half a gigabyte', answer(gzipSync(ZEROS), { 'Content-Encoding': 'gzip' }), 'too-large'],
	[
		'N12 a brotli bomb of half a gigabyte',
		answer(brotliCompressSync(ZEROS, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }), {
			'Content-Encoding': 'br',
		}),
		'too-large',
	],
	['N11 eight megabytes of nothing', answer(' '.repeat(BODY_LIMIT)), 'shape'],
	['N16 eight megabytes of empty lists', answer(fill('[],')), 'shape'],
	['N16 eight megabytes of depth', answer('['.repeat(BODY_LIMIT)), 'shape'],
	['N16 eight megabytes of keys', answer(`{${fill('"":[],').slice(14, -3)}}`), 'shape'],
	[
		'N24 an error of eight megabytes',
		answer(JSON.stringify({ resources: [{ id: 'a', detailed_status: { b: 'x'.repeat(BODY_LIMIT - 100) } }] })),
		'1 jobs',
	],
	['N24 eight megabytes of small rows', answer(fill('{"id":"a long id of a row"},')), 'shape'],
];

for (const [name, bytes, outcome] of bodies) {
	test(`${name}: memory grows by a few times the most that a body may be`, async t => {
		const server = await startFaultServer();
		t.after(() => server.close());
		server.react((socket, whole) => {
			socket.write(server.jobRequests() === 1 ? whole : bytes);
		});
		const { stdout } = await run(process.execPath, [
			'--import',
			'tsx',
			'test/fixtures/flooded-client.ts',
			server.url,
			'5',
		]);
		const { outcomes, grown } = JSON.parse(stdout) as { outcomes: string[]; grown: number };
		assert.deepEqual(outcomes, ['19 jobs', ...Array.from({ length: 5 }, () => outcome)]);
		assert.ok(grown < 24 * BODY_LIMIT, `${grown} bytes`);
	});
}
