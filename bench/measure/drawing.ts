import { KEYS_SHOWN, nameOfSize, type Rig, type Server, SIZES, type Size, simulateRows } from '../rig/rig.ts';
import { endedRows, shortId } from '../rig/rows.ts';
import type { Program } from '../rig/terminal.ts';
import { median } from '../statistics.ts';
import type { Figure, Section } from '../table.ts';

const JOBS = 200;
const TEN_DAYS = 864_000_000;
/** Steps of the cursor down and up again; few enough that nothing scrolls on the smallest screen. */
const STEPS = 6;
/** Milliseconds without a byte after which an answer is complete. */
const ANSWERED = 80;

/** The median of the bytes that a step of the cursor takes. */
async function bytesOfStep(monitor: Program): Promise<number> {
	const bytes: number[] = [];
	for (const key of `${'j'.repeat(STEPS)}${'k'.repeat(STEPS)}`) {
		const sentAt = await monitor.send(key);
		await monitor.waitForByte(sentAt);
		await monitor.quiet(ANSWERED);
		bytes.push(monitor.bytes(sentAt));
	}
	return median(bytes);
}

async function measureAt(rig: Rig, server: Server, size: Size, firstJob: RegExp): Promise<Figure[]> {
	const monitor = await rig.monitor(server, size);
	const frameAt = await monitor.waitFor(KEYS_SHOWN);
	await monitor.waitFor(firstJob);
	await monitor.quiet(4 * ANSWERED);
	const frame = monitor.bytes(0, frameAt);
	const all = monitor.bytes(0);
	const withDetail = await bytesOfStep(monitor);
	await monitor.send('p');
	await monitor.quiet(4 * ANSWERED);
	const withoutDetail = await bytesOfStep(monitor);
	await monitor.close();
	const name = nameOfSize(size);
	return [
		{ what: `first frame, ${name}`, value: frame, unit: 'B' },
		{ what: `first frame and ${JOBS} jobs, ${name}`, value: all, unit: 'B' },
		{ what: `cursor move, ${name}`, value: withoutDetail, unit: 'B', bound: 'cursorMove' },
		{ what: `cursor move with the detail pane, ${name}`, value: withDetail, unit: 'B', bound: 'cursorMove' },
	];
}

/** How many bytes the first screen and the steps of the cursor cost. */
export async function measureDrawing(rig: Rig): Promise<Section> {
	const rows = endedRows(JOBS, TEN_DAYS, Date.now());
	const server = await simulateRows(rig, rows);
	const firstJob = new RegExp(shortId(rows[0]));
	const figures: Figure[] = [];
	for (const size of SIZES) figures.push(...(await measureAt(rig, server, size, firstJob)));
	return {
		title: 'Bytes for a screen and for a step',
		figures,
		notes: [`A cursor move is the median of ${2 * STEPS} steps, none of which scrolls; each shows another job.`],
	};
}
