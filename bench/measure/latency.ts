import type { Rig, Server } from '../rig/rig.ts';
import { pause } from '../rig/terminal.ts';
import { median, percentile } from '../statistics.ts';
import type { Figure, Section } from '../table.ts';

const SIZE = { columns: 200, rows: 60 };
const JOBS = 10_000;
const KEYS = 200;
/** Steps, half pages and the ends of the list. */
const TYPED = [
	'j',
	'j',
	'j',
	'k',
	'j',
	'j',
	'k',
	'\x04',
	'j',
	'j',
	'G',
	'k',
	'k',
	'k',
	'\x15',
	'k',
	'j',
	'g',
	'j',
	'k',
];
/** Milliseconds without a byte after which an answer is complete. */
const ANSWERED = 25;
/** A view is opened for the first time but once in each process. */
const OPENINGS = 5;

/** Milliseconds from each key to the last byte of its answer. */
async function answerTimes(rig: Rig, server: Server, flags: readonly string[]): Promise<number[]> {
	const monitor = await rig.monitor(server, SIZE, ['--limit', String(JOBS), ...flags]);
	await monitor.waitFor(/completed/);
	await monitor.quiet(1000);
	const times: number[] = [];
	for (let count = 0; count < KEYS; count++) {
		const sentAt = await monitor.send(TYPED[count % TYPED.length] ?? 'j');
		await monitor.waitForByte(sentAt);
		await monitor.quiet(ANSWERED);
		times.push(monitor.lastByteAt() - sentAt);
		// Out of step with whatever else happens regularly.
		await pause((count * 7) % 23);
	}
	await monitor.close();
	return times;
}

function figuresOf(what: string, times: readonly number[], isBound: boolean): Figure[] {
	return [0.5, 0.95, 0.99].map(share => ({
		what: `${what}, p${share * 100}`,
		value: percentile(times, share),
		unit: 'ms',
		...(isBound && share === 0.95 ? { bound: 'keyToFrame' } : {}),
	}));
}

/** The views in the order in which one key goes through them. */
const VIEWS = ['organizations', 'errors', 'timeline'];

/** Milliseconds until each view is there that was not opened before, and again when it was. */
async function openingTimes(rig: Rig, server: Server): Promise<readonly Figure[]> {
	const rounds: number[][] = [];
	for (let round = 0; round < OPENINGS; round++) {
		const monitor = await rig.monitor(server, SIZE, ['--limit', String(JOBS), '--interval', '1h']);
		await monitor.waitFor(/completed/);
		await monitor.quiet(1000);
		const times: number[] = [];
		for (const _view of VIEWS) {
			const sentAt = await monitor.send(']');
			await monitor.waitForByte(sentAt);
			await monitor.quiet(10 * ANSWERED);
			times.push(monitor.lastByteAt() - sentAt);
		}
		await monitor.close();
		rounds.push(times);
	}
	return VIEWS.map((view, index) => ({
		what: `first opening of ${view}`,
		value: median(rounds.map(times => times[index] ?? Number.NaN)),
		unit: 'ms',
		bound: 'opening',
	}));
}

/** How long a key waits for its frame on a large screen with many jobs held. */
export async function measureLatency(rig: Rig): Promise<Section> {
	const crowd = await rig.simulate('--scenario', 'crowd');
	const polling = await answerTimes(rig, crowd, []);
	const between = await answerTimes(rig, crowd, ['--interval', '1h']);
	const openings = await openingTimes(rig, crowd);
	return {
		title: 'From a key to its frame',
		figures: [
			...figuresOf('key to frame, polls every 5 s', polling, true),
			...figuresOf('key to frame, no polls', between, false),
			...openings,
		],
		notes: [
			`${SIZE.columns}x${SIZE.rows}, ${JOBS} jobs held, ${KEYS} keys: steps, half pages and the ends of the list. Until the last byte before ${ANSWERED} ms of silence, so that a poll that draws meanwhile counts.`,
		],
	};
}
