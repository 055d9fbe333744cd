import { printTable, showInWatch } from '../rig/printed.ts';
import { KEYS_SHOWN, nameOfSize, type Rig, type Server, SIZES, type Size, simulateRows } from '../rig/rig.ts';
import { endedRows, shortId } from '../rig/rows.ts';
import type { Program } from '../rig/terminal.ts';
import { haveTools } from '../rig/tools.ts';
import { median } from '../statistics.ts';
import type { Figure, Section } from '../table.ts';

const JOBS = 200;
const TEN_DAYS = 864_000_000;
/** Steps of the cursor down and up again; few enough that nothing scrolls on the smallest screen. */
const STEPS = 6;
/** Milliseconds without a byte after which an answer is complete. */
const ANSWERED = 80;

/** What moves the cursor down and up. */
interface Keys {
	readonly down: string;
	readonly up: string;
}

const OURS: Keys = { down: 'j', up: 'k' };
const ARROWS: Keys = { down: '\u001b[B', up: '\u001b[A' };
/** htop reads the processes again after ten seconds, the longest that it can be told: seldom while its cursor moves. */
const HTOP = ['htop', '--delay=100'];
/** In its last line. */
const HTOP_DRAWN = /Quit/;

/** The median of the bytes that a step of the cursor takes. */
async function bytesOfStep(monitor: Program, { down, up } = OURS): Promise<number> {
	const bytes: number[] = [];
	for (const key of [...Array(STEPS).fill(down), ...Array(STEPS).fill(up)]) {
		const sentAt = await monitor.send(key);
		await monitor.waitForByte(sentAt);
		await monitor.quiet(ANSWERED);
		bytes.push(monitor.bytes(sentAt));
	}
	return median(bytes);
}

/** What others cost at this size; NaN where they are missing. */
interface Others {
	readonly htopFrame: number;
	readonly htopStep: number;
	readonly watchFrame: number;
}

async function measureOthers(rig: Rig, server: Server, size: Size): Promise<Others> {
	const others = { htopFrame: Number.NaN, htopStep: Number.NaN, watchFrame: Number.NaN };
	if (haveTools('htop')) {
		const htop = await rig.open({ ...size, argv: HTOP });
		await htop.waitFor(HTOP_DRAWN);
		await htop.quiet(4 * ANSWERED);
		others.htopFrame = htop.bytes(0);
		others.htopStep = await bytesOfStep(htop, ARROWS);
		await htop.close();
	}
	if (haveTools('watch')) {
		const { argv, show } = showInWatch(rig, nameOfSize(size), ['-n60']);
		show(await printTable(rig, server, size));
		const watch = await rig.open({ ...size, argv });
		await watch.waitFor(/HEALTH/);
		await watch.quiet(4 * ANSWERED);
		others.watchFrame = watch.bytes(0);
		await watch.close();
	}
	return others;
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
	const { htopFrame, htopStep, watchFrame } = await measureOthers(rig, server, size);
	const name = nameOfSize(size);
	const full = { what: `first frame and ${JOBS} jobs, ${name}`, value: all, unit: 'B' } as const;
	const move = { what: `cursor move, ${name}`, value: withoutDetail, unit: 'B', bound: 'cursorMove' } as const;
	return [
		{ what: `first frame, ${name}`, value: frame, unit: 'B' },
		{ ...full, against: { what: '`htop`', value: htopFrame } },
		{ ...full, against: { what: '`watch cat file`', value: watchFrame } },
		{ ...move, against: { what: '`htop`', value: htopStep } },
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
		notes: [
			`A cursor move is the median of ${2 * STEPS} steps, none of which scrolls; each shows another job. The file that \`watch\` shows is what \`list\` prints on the same terminal; a dash stands for a program that is missing.`,
		],
	};
}
