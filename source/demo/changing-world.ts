import { uuid, word } from './dice.ts';
import { begin, type JobDraft, type JobLife } from './job-life.ts';
import type { World } from './world.ts';

/** How long a job takes to end after somebody asked to cancel it. */
const CANCELLING = 2000;

/** A world in which somebody also starts and cancels jobs. */
export interface ChangingWorld extends World {
	/** Puts a job that starts now among the others; says its number. */
	start(draft: JobDraft): number;
	/** Asks to cancel a job; false where that comes too late. */
	cancel(serial: number, now: number): boolean;
}

/**
 * A world in which jobs can be started and cancelled. A job that is started takes the number after all that have started
 * by then, so that numbers stay in the order of time and keep their jobs.
 */
export function createChangingWorld(world: World, seed: number): ChangingWorld {
	const started: { readonly serial: number; readonly life: JobLife }[] = [];
	const cancelled = new Map<number, Pick<JobLife, 'abortAt' | 'endsAt'>>();

	function life(serial: number): JobLife {
		const before = started.filter(job => job.serial <= serial);
		const last = before.at(-1);
		const found = last?.serial === serial ? last.life : world.life(serial - before.length);
		return { ...found, ...cancelled.get(serial) };
	}

	/** The number that a job of the unchanged world has among those that were started. */
	function shift(number: number): number {
		return started.reduce((serial, job) => (job.serial <= serial ? serial + 1 : serial), number);
	}

	const { unended } = world;
	return {
		...(unended === undefined
			? {}
			: {
					unended(now: number) {
						const own = started.filter(job => job.life.createdAt <= now).map(({ serial }) => serial);
						return [...own, ...unended(now).map(shift)].sort((one, other) => other - one);
					},
				}),
		count: now => world.count(now) + started.filter(job => job.life.createdAt <= now).length,
		life,
		start(draft) {
			const serial = world.count(draft.createdAt) + started.length;
			started.push({ serial, life: begin(draft, uuid(word(seed, serial, 'started'), serial)) });
			return serial;
		},
		cancel(serial, now) {
			const { endsAt, status } = life(serial);
			if (now >= endsAt || status !== 'in_progress') return false;
			if (!cancelled.has(serial)) cancelled.set(serial, { abortAt: now, endsAt: Math.min(endsAt, now + CANCELLING) });
			return true;
		},
	};
}
