import type { Clock } from '../../source/live/clock.ts';

/** A clock that moves when told. */
export interface FakeClock extends Clock {
	/** Moves time on, waking sleepers in their order and letting each do its work before the next. */
	advance(milliseconds: number): Promise<void>;
	/** Lets everything that can happen without time moving on happen. */
	settle(): Promise<void>;
	/** Moves the wall clock alone, as somebody who sets it does. */
	setWall(now: number): void;
	/** The machine sleeps: both clocks go on, and nobody's time to wake comes nearer. */
	sleepThrough(milliseconds: number): void;
	/** How many sleep at the moment. */
	sleepers(): number;
}

/** Creates a clock that stands at `wall` (milliseconds since 1970) and at zero for measuring. */
export function createFakeClock(wall = Date.UTC(2026, 0, 1)): FakeClock {
	let time = 0;
	let slept = 0;
	let offset = wall;
	const sleepers = new Set<{ at: number; wake: () => void }>();
	const settle = () => new Promise<void>(resolve => setImmediate(resolve));
	return {
		now: () => offset + slept + time,
		monotonic: () => slept + time,
		sleep: (milliseconds, signal) =>
			new Promise(resolve => {
				if (signal?.aborted) return resolve();
				const wake = () => {
					sleepers.delete(sleeper);
					signal?.removeEventListener('abort', wake);
					resolve();
				};
				const sleeper = { at: time + milliseconds, wake };
				sleepers.add(sleeper);
				signal?.addEventListener('abort', wake);
			}),
		async advance(milliseconds) {
			const end = time + milliseconds;
			await settle();
			for (;;) {
				const [next] = [...sleepers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
				if (next === undefined) break;
				time = Math.max(time, next.at);
				next.wake();
				await settle();
			}
			time = end;
			await settle();
		},
		settle,
		setWall(now) {
			offset = now - slept - time;
		},
		sleepThrough(milliseconds) {
			slept += milliseconds;
		},
		sleepers: () => sleepers.size,
	};
}
