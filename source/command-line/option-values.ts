import { parseFilter } from '../model/filter.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { widthOf } from '../model/text-width.ts';
import { MisfitError, usageError } from './arguments.ts';

/** The environment, as far as it was set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A second, in milliseconds. */
export const SECOND = 1000;

/** A day, in milliseconds. */
export const DAY = 24 * 3600 * SECOND;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: DAY };

/** A value that does not fit its flag: says which, and what would. */
export function wrong(flag: string, value: string, expected: SafeText): never {
	const message = safe`--${toSafeText(flag)} ${toSafeText(value, 60)} does not fit.`;
	throw new MisfitError(flag, message, safe`It takes ${expected}.`);
}

/** A whole number within bounds. */
export function readCount(flag: string, text: string | null, fallback: number, least: number, most: number): number {
	if (text === null) return fallback;
	const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
	if (count >= least && count <= most) return count;
	return wrong(flag, text, safe`a whole number from ${least} to ${most}`);
}

/** A time in milliseconds, written as 500ms, 5s, 2m, 1h or 7d; seconds without a unit. */
export function readTime<Fallback extends number | null>(
	flag: string,
	text: string | null,
	fallback: Fallback,
	least: number,
	most = DAY,
): number | Fallback {
	if (text === null) return fallback;
	const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text);
	const time = match === null ? Number.NaN : Number(match[1]) * (UNITS[match[2] ?? 's'] ?? SECOND);
	if (time >= least && time <= most) return time;
	const limit = most === DAY ? safe`a day` : safe`${most / DAY} days`;
	return wrong(
		flag,
		text,
		safe`a time such as 5s, 500ms or 2m, of ${least / SECOND}s at the least and ${limit} at the most`,
	);
}

/** One of a few words. */
export function readChoice<Choice extends string>(
	flag: string,
	text: string | null,
	fallback: Choice,
	choices: readonly Choice[],
): Choice {
	if (text === null) return fallback;
	return choices.find(choice => choice === text) ?? wrong(flag, text, safe`one of ${toSafeText(choices.join(', '))}`);
}

/** A filter line; one that is wrong is told with a mark below the place. */
export function readFilter(text: string): string {
	const { problem } = parseFilter(text);
	if (problem === null) return text;
	const before = toSafeText(text.slice(0, problem.at));
	const margin = toSafeText(' '.repeat(widthOf(before)));
	throw usageError(safe`--filter cannot be read: ${problem.message}.`, safe`  ${toSafeText(text)}\n  ${margin}^`);
}

/** Two flags that cannot both be meant. */
export function contradict(one: SafeText, other: SafeText): never {
	throw usageError(safe`${one} and ${other} exclude each other.`, safe`Leave one of them out.`);
}
