import type { Row } from '../../source/demo/job-life.ts';
import { type CountedServer, startCountedServer } from '../rig/counted-server.ts';
import { printTable, showInWatch } from '../rig/printed.ts';
import { nameOfSize, type Rig, SIZES, type Size } from '../rig/rig.ts';
import { endedRows, runningRow, shortId, touchedRow } from '../rig/rows.ts';
import { now, type Program, pause, until } from '../rig/terminal.ts';
import { haveTools } from '../rig/tools.ts';
import { median } from '../statistics.ts';
import type { Figure, Section } from '../table.ts';

const JOBS = 200;
/** Old enough that the ages on the screen stand still meanwhile. */
const THREE_HOURS_ODD = 3.4 * 3_600_000;
const FEW = 1;
const MANY = 6;
const ROUNDS = 3;
/** Longer than the least time between two polls, in milliseconds. */
const APART = 1050;
const DRAWN = 150;

/** Asks for a poll and ends with the bytes that it drew. */
async function bytesOfPoll(monitor: Program, server: CountedServer): Promise<number> {
	await pause(APART);
	const count = server.requests.length;
	const sentAt = await monitor.send('r');
	await until(
		() => server.requests.length > count,
		() => 'the poll that was asked for never came',
	);
	await pause(DRAWN);
	await monitor.quiet(DRAWN);
	return monitor.bytes(sentAt);
}

/** The bytes of `watch` for each of two texts that take turns, as a median of all turns. */
async function bytesInWatch(rig: Rig, size: Size, texts: readonly [string, string]): Promise<number> {
	const { argv, show } = showInWatch(rig, nameOfSize(size), ['--no-title', '-n1']);
	show(texts[0]);
	const watch = await rig.open({ ...size, argv });
	await watch.waitForByte(0);
	await watch.quiet(DRAWN);
	const bytes: number[] = [];
	for (let turn = 1; turn <= 2 * ROUNDS; turn++) {
		const shownAt = now();
		show(texts[turn % 2 === 0 ? 0 : 1]);
		await watch.waitForByte(shownAt);
		await watch.quiet(DRAWN);
		bytes.push(watch.bytes(shownAt));
	}
	await watch.close();
	return median(bytes);
}

/** The same change in a table that `watch` shows; NaN where it is missing. */
async function changedLineInWatch(rig: Rig, size: Size, server: CountedServer, rows: Row[]): Promise<number> {
	if (!haveTools('watch')) return Number.NaN;
	const ended = [...rows];
	const before = await printTable(rig, server, size);
	const bytes: number[] = [];
	for (const count of [FEW, MANY]) {
		startJobs(rows, count);
		bytes.push(await bytesInWatch(rig, size, [before, await printTable(rig, server, size)]));
		rows.splice(0, rows.length, ...ended);
	}
	const [few = Number.NaN, many = Number.NaN] = bytes;
	return (many - few) / (MANY - FEW);
}

/** So many jobs run again; the one under the cursor, the first, is left alone. */
function startJobs(rows: Row[], count: number): void {
	rows.splice(1, count, ...rows.slice(1, 1 + count).map(row => runningRow(row, Date.now())));
}

async function measureAt(rig: Rig, size: Size): Promise<Figure[]> {
	const ended = endedRows(JOBS, THREE_HOURS_ODD, Date.now());
	const rows = [...ended];
	const server = await startCountedServer({ rows });
	try {
		const monitor = await rig.monitor(server, size, ['--interval', '10m']);
		await monitor.waitFor(new RegExp(shortId(ended[0])));
		await monitor.send('p');
		await monitor.quiet(DRAWN);
		const bytes = new Map<number, number[]>([
			[FEW, []],
			[MANY, []],
		]);
		for (let round = 0; round < ROUNDS; round++) {
			for (const [count, measured] of bytes) {
				startJobs(rows, count);
				measured.push(await bytesOfPoll(monitor, server));
				rows.splice(0, rows.length, ...ended.map(row => touchedRow(row, Date.now())));
				measured.push(await bytesOfPoll(monitor, server));
			}
		}
		await monitor.close();
		const few = median(bytes.get(FEW) ?? []);
		const each = (median(bytes.get(MANY) ?? []) - few) / (MANY - FEW);
		const inWatch = await changedLineInWatch(rig, size, server, rows);
		const name = nameOfSize(size);
		return [
			{
				what: `changed job, ${name}`,
				value: each,
				unit: 'B',
				against: { what: '`watch cat file`', value: inWatch },
				bound: 'changedJob',
			},
			{ what: `counters and what else a poll with a change draws, ${name}`, value: few - each, unit: 'B' },
		];
	} finally {
		await server.close();
	}
}

/** How many bytes a job costs that changed on the server. */
export async function measureChanges(rig: Rig): Promise<Section> {
	const figures = await Promise.all(SIZES.map(size => measureAt(rig, size)));
	return {
		title: 'Bytes for a change',
		figures: figures.flat(),
		notes: [
			`Jobs on the screen start and end; ${MANY} at once cost ${MANY - FEW} more than ${FEW}, which tells one job from the counters. Medians of ${2 * ROUNDS} polls each. The file that \`watch\` shows is what \`list\` prints of the same jobs.`,
		],
	};
}
