/** Chance that repeats: a number in [0, 1) at each call. */
export type Random = () => number;

/** The chance of a seed. */
export function createRandom(seed: number): Random {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let value = Math.imul(state ^ (state >>> 15), state | 1);
		value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
		return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** One of several. */
export function pick<Choice>(random: Random, choices: readonly Choice[]): Choice {
	return choices[Math.floor(random() * choices.length)] as Choice;
}

/** A number from `least` to `most`, both above nought; small ones come more often. */
export function between(random: Random, least: number, most: number): number {
	return least * (most / least) ** random();
}
