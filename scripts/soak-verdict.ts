import { median } from '../bench/statistics.ts';

/** What a monitor used in one minute. */
export interface Minute {
	/** Memory held in RAM at its end, in MB. */
	readonly memory: number;
	/** Processor time, in percent of one core. */
	readonly processor: number;
	/** Open file descriptors at its end. */
	readonly descriptors: number;
	/** What it wrote to its terminal, in bytes. */
	readonly bytes: number;
}

/** The most that a monitor may use, however long it runs. */
const MOST_MEMORY = 130;
const MOST_GROWTH = 10;
const MOST_PROCESSOR = 2;
/** A connection may be opened anew just then. */
const MOST_DESCRIPTORS_MORE = 2;

/** What is wrong with these minutes, a line each: a monitor that is well uses at the end what it used at the beginning. */
export function judge(minutes: readonly Minute[]): readonly string[] {
	if (minutes.length < 2) return ['fewer than two minutes say nothing'];
	const share = Math.ceil(minutes.length / 4);
	const [early, late] = [minutes.slice(0, share), minutes.slice(-share)];
	const middle = (some: readonly Minute[], what: keyof Minute) => median(some.map(minute => minute[what]));
	const growth = middle(late, 'memory') - middle(early, 'memory');
	const most = Math.max(...minutes.map(({ memory }) => memory));
	const processor = middle(minutes, 'processor');
	const descriptors = middle(late, 'descriptors') - middle(early, 'descriptors');
	return [
		...(growth > MOST_GROWTH ? [`memory grew by ${growth.toFixed(1)} MB, ${MOST_GROWTH} are allowed`] : []),
		...(most > MOST_MEMORY ? [`it held ${most.toFixed(1)} MB, ${MOST_MEMORY} are allowed`] : []),
		...(processor > MOST_PROCESSOR
			? [`it took ${processor.toFixed(1)} % of a core, ${MOST_PROCESSOR} are allowed`]
			: []),
		...(descriptors > MOST_DESCRIPTORS_MORE ? [`it has ${descriptors} more files open than at the beginning`] : []),
	];
}
