import { uuid, word } from './dice.ts';
import { begin, type JobDraft, type JobLife, type Row, rowAt } from './job-life.ts';

/** What a world is made from: nothing else decides what its rows are at a given moment. */
export interface WorldSettings {
	/** When the simulator was started, in milliseconds since 1970; the stories are told from here. */
	readonly origin: number;
	readonly seed: number;
}

/** All jobs that ever start, numbered from the oldest; a number keeps its job as time goes on. */
export interface World {
	/** How many jobs have started by `now`. */
	count(now: number): number;
	life(serial: number): JobLife;
	/** The numbers of the jobs that may not have ended by `now`, newest first; without it, that may be any. */
	readonly unended?: (now: number) => readonly number[];
}

/** Jobs in the order of their start, made when they are asked for. */
export interface JobSeries {
	readonly length: number;
	at(index: number): JobDraft | undefined;
}

/** Jobs that go on starting after the origin, without end. */
export interface JobStream {
	/** How many of them have started by `now`. */
	count(now: number): number;
	at(index: number): JobDraft;
}

/** Nothing starts. */
export const NO_STREAM: JobStream = {
	count: () => 0,
	at: () => {
		throw new RangeError('an empty stream has no jobs');
	},
};

/** How many of a series have started by `now`. */
function countStarted(series: JobSeries, now: number): number {
	let low = 0;
	let high = series.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((series.at(middle)?.createdAt ?? now) <= now) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** A world of jobs that started before the origin, oldest first, and of those that go on starting after it. */
export function createWorld({ origin, seed }: WorldSettings, past: JobSeries, stream: JobStream): World {
	const ids = word(seed, Math.floor(origin / 1000), 'ids');
	return {
		count: now => (now < origin ? countStarted(past, now) : past.length + stream.count(now)),
		life: serial => begin(past.at(serial) ?? stream.at(serial - past.length), uuid(ids, serial)),
	};
}

/** Every row at `now`, newest first: the whole list of a server, for worlds of a modest size. */
export function rowsAt(world: World, now: number): Row[] {
	const count = world.count(now);
	return Array.from({ length: count }, (_, index) => rowAt(world.life(count - 1 - index), now));
}
