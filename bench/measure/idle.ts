import { startCountedServer } from '../rig/counted-server.ts';
import { writeCurlScript } from '../rig/curl.ts';
import {
	nameOfSize,
	type Rig,
	type Server,
	SIZES,
	type SimulatorProcess,
	simulateRows,
	USUAL_SIZE,
} from '../rig/rig.ts';
import { endedRows } from '../rig/rows.ts';
import { now, type Program, pause } from '../rig/terminal.ts';
import { haveTools } from '../rig/tools.ts';
import { cpuSeconds, residentMemory, TELLS_USAGE } from '../rig/usage.ts';
import type { Figure, Section, Unit } from '../table.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LATER = 10 * MINUTE;
const JOBS = 200;
const MANY_JOBS = 10_000;
/** Half a day off, so that no age on the screen comes to a full day. */
const TEN_DAYS_ODD = 10.5 * 86_400 * SECOND;
const WARM_UP = 30 * SECOND;
/** Within this time of a minute the clock of the header stands still. */
const STILL = 30 * SECOND;

/** What a program cost while nobody did anything. */
interface Idle {
	/** In half a minute in which the minute does not turn. */
	readonly stillBytes: number;
	/** In a whole minute. */
	readonly minuteBytes: number;
	/** Percent of a core. */
	readonly cpu: number;
	readonly memory: number;
}

const UNKNOWN: Idle = { stillBytes: Number.NaN, minuteBytes: Number.NaN, cpu: Number.NaN, memory: Number.NaN };
const NO_USAGE = ' Read from /proc, which is not here.';

/** Waits until so much of this minute is left that a still while fits in, the clocks' turning well outside. */
async function untilStill(): Promise<void> {
	const second = Date.now() % MINUTE;
	if (second < SECOND || second > MINUTE - STILL - SECOND) await pause(MINUTE - second + SECOND);
}

async function watchIdle(programs: readonly Program[]): Promise<Idle[]> {
	const cpu = (program: Program) => (TELLS_USAGE ? cpuSeconds(program.pid) : Number.NaN);
	await pause(WARM_UP);
	await untilStill();
	const from = now();
	const before = programs.map(cpu);
	await pause(MINUTE);
	const to = now();
	return programs.map((program, index) => ({
		stillBytes: program.bytes(from, from + STILL),
		minuteBytes: program.bytes(from, to),
		cpu: ((cpu(program) - (before[index] ?? Number.NaN)) / ((to - from) / SECOND)) * 100,
		memory: TELLS_USAGE ? residentMemory(program.pid) : Number.NaN,
	}));
}

/** A program to compare with, and which of ours does what it does. */
interface Other {
	readonly name: string;
	readonly argv: readonly string[];
	readonly like: 'still' | 'calm';
}

function findOthers(rig: Rig, calm: SimulatorProcess): Other[] {
	const file = `${rig.folder}/${JOBS}-jobs.json`;
	const script = () => writeCurlScript(rig, calm, JOBS);
	return [
		...(haveTools('htop') ? [{ name: '`htop`', argv: ['htop'], like: 'calm' } as const] : []),
		...(haveTools('watch')
			? [{ name: '`watch -n5 cat file`', argv: ['watch', '-n5', 'cat', file], like: 'still' } as const]
			: []),
		...(haveTools('watch', 'curl', 'jq')
			? [{ name: "`watch -n5 'curl … | jq'`", argv: ['watch', '-n5', `sh '${script()}'`], like: 'calm' } as const]
			: []),
	];
}

/** What each program cost, by its name here. */
type Costs = (name: string) => Idle;

const WORLDS = {
	still: `${JOBS} jobs, nothing changes`,
	calm: 'scenario calm, its first minutes',
	settled: 'scenario calm, ten minutes later',
} as const;
const usual = nameOfSize(USUAL_SIZE);

function comparisons(others: readonly Other[], unit: Unit, cost: (name: string) => number): Figure[] {
	return others.map(({ name, like }) => ({
		what: `${WORLDS[like]}, ${usual}`,
		value: cost(`${like} ${usual}`),
		unit,
		against: { what: name, value: cost(name) },
	}));
}

function bytesSection(costs: Costs, others: readonly Other[]): Section {
	const perSecond = (name: string) => costs(name).minuteBytes / (MINUTE / SECOND);
	const ours = SIZES.map(nameOfSize).flatMap((size): Figure[] => {
		const still = costs(`still ${size}`).stillBytes;
		return [
			{ what: `${WORLDS.still}, ${size}, ${STILL / SECOND} s`, value: still, unit: 'B', bound: 'unchangedBytes' },
			{ what: `${WORLDS.still}, ${size}`, value: perSecond(`still ${size}`), unit: 'B/s', bound: 'idleBytes' },
			{ what: `${WORLDS.calm}, ${size}`, value: perSecond(`calm ${size}`), unit: 'B/s' },
		];
	});
	const settled: Figure = {
		what: `${WORLDS.settled}, ${usual}`,
		value: perSecond('settled'),
		unit: 'B/s',
		bound: 'idleBytes',
	};
	return {
		title: 'Bytes while idle',
		figures: [...ours, settled, ...comparisons(others, 'B/s', perSecond)],
		notes: [
			`Polls every 5 s; after ${WARM_UP / SECOND} s of warm-up. Bytes a second are those of a whole minute with the turn of its clock, the ${STILL / SECOND} s are without. In the scenario calm jobs run, end and start meanwhile; in its first minutes, and then once in forty, one of them is that of twelve organizations under the cursor.`,
			...(others.length < 3 ? ['`htop`, `watch`, `curl` or `jq` is missing: not all are compared with.'] : []),
		],
	};
}

function processorSection(costs: Costs, others: readonly Other[]): Section {
	const cpu = (name: string) => costs(name).cpu;
	return {
		title: 'Processor while idle',
		figures: [
			{ what: `${WORLDS.still}, ${usual}`, value: cpu(`still ${usual}`), unit: '%', bound: 'idleCpu' },
			{ what: `${WORLDS.calm}, ${usual}`, value: cpu(`calm ${usual}`), unit: '%' },
			{ what: `${WORLDS.settled}, ${usual}`, value: cpu('settled'), unit: '%', bound: 'idleCpu' },
			{ what: `${MANY_JOBS} jobs held, ${usual}`, value: cpu('many'), unit: '%' },
			...comparisons(others, '%', cpu),
		],
		notes: [
			`In that minute, percent of one core, with the children that were waited for.${TELLS_USAGE ? '' : NO_USAGE}`,
		],
	};
}

function memorySection(costs: Costs): Section {
	const few = { what: `${JOBS} jobs`, value: costs(`still ${usual}`).memory };
	const [some, many] = [costs('crowd').memory, costs('many').memory];
	return {
		title: 'Resident memory',
		figures: [
			{ what: `${JOBS} jobs`, value: few.value, unit: 'MB', bound: 'memory' },
			{ what: `${JOBS} of 100,000 jobs`, value: some, unit: 'MB', against: few, bound: 'memory' },
			{ what: `${MANY_JOBS} of 100,000 jobs`, value: many, unit: 'MB', against: few, bound: 'memoryGrowth' },
		],
		notes: [`At the end of that minute, ${usual}; a bound with + is on what it is more.${TELLS_USAGE ? '' : NO_USAGE}`],
	};
}

/** What it costs to leave the program alone: bytes, processor time and memory, all in one minute. */
export async function measureIdle(rig: Rig): Promise<Section[]> {
	const later = await startCountedServer({ scenario: 'calm', elapsed: LATER });
	try {
		return await measureBeside(rig, later);
	} finally {
		await rig.close();
		await later.close();
	}
}

async function measureBeside(rig: Rig, later: Server): Promise<Section[]> {
	const still = await simulateRows(rig, endedRows(JOBS, TEN_DAYS_ODD, Date.now()));
	const calm = await rig.simulate('--scenario', 'calm');
	const crowd = await rig.simulate('--scenario', 'crowd');
	const programs = new Map<string, Program>();
	for (const size of SIZES) {
		programs.set(`still ${nameOfSize(size)}`, await rig.monitor(still, size));
		programs.set(`calm ${nameOfSize(size)}`, await rig.monitor(calm, size));
	}
	programs.set('settled', await rig.monitor(later, USUAL_SIZE));
	programs.set('crowd', await rig.monitor(crowd, USUAL_SIZE));
	programs.set('many', await rig.monitor(crowd, USUAL_SIZE, ['--limit', String(MANY_JOBS)]));
	const others = findOthers(rig, calm);
	for (const { name, argv } of others) programs.set(name, await rig.open({ ...USUAL_SIZE, argv }));
	for (const name of ['crowd', 'many']) await programs.get(name)?.waitFor(/completed/);

	const measured = await watchIdle([...programs.values()]);
	const byName = new Map([...programs.keys()].map((name, index) => [name, measured[index]]));
	const costs: Costs = name => byName.get(name) ?? UNKNOWN;
	return [bytesSection(costs, others), processorSection(costs, others), memorySection(costs)];
}
