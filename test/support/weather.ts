import { between, pick, type Random } from './chance.ts';

/** What goes wrong for a while. */
export const TROUBLES = [
	'refused',
	'reset',
	'silent',
	'slow',
	'flapping',
	'unavailable',
	'busy',
	'html',
	'garbage',
	'forbidden',
	'token dead',
	'password refused',
	'cached',
	'clock set',
	'machine asleep',
] as const;

/** One of {@link TROUBLES}. */
export type Trouble = (typeof TROUBLES)[number];

/** A time of trouble, in milliseconds of the monotonic clock. */
export interface Spell {
	readonly trouble: Trouble;
	readonly from: number;
	readonly to: number;
}

/** Troubles in which no poll succeeds. */
export const OUTAGES: readonly Trouble[] = [
	'refused',
	'reset',
	'silent',
	'unavailable',
	'html',
	'garbage',
	'forbidden',
];

const MINUTE = 60_000;
/** So long the weather is calm, and so long it is not. */
const CALM = [30 * MINUTE, 240 * MINUTE] as const;
const BAD = [MINUTE, 180 * MINUTE] as const;

/** The weather of so many milliseconds: each trouble in turn in an order of chance, calm between them. */
export function forecast(length: number, random: Random): readonly Spell[] {
	const spells: Spell[] = [];
	let left: Trouble[] = [];
	for (let from = between(random, ...CALM); from < length; ) {
		if (left.length === 0) left = [...TROUBLES];
		const trouble = pick(random, left);
		left = left.filter(other => other !== trouble);
		const to = from + between(random, ...BAD);
		spells.push({ trouble, from, to });
		from = to + between(random, ...CALM);
	}
	return spells;
}
