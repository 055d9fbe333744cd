import { type SafeText, toSafeText } from './safe-text.ts';

/** A moment as the server wrote it, and as milliseconds since 1970 with the fraction kept (microseconds). */
export interface Moment {
	readonly text: SafeText;
	readonly at: number;
}

const RFC3339 = /^(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/;

/** Reads an RFC 3339 time of any precision; null for anything else, a time without its zone included. */
export function parseMoment(remote: unknown): Moment | null {
	if (typeof remote !== 'string') return null;
	const match = RFC3339.exec(remote);
	if (match === null) return null;
	const [, seconds = '', fraction = '0', zone = ''] = match;
	const whole = Date.parse(`${seconds.replace(/[t ]/, 'T')}${zone.toUpperCase()}`);
	if (Number.isNaN(whole)) return null;
	return { text: toSafeText(remote), at: whole + Number(`0.${fraction}`) * 1000 };
}

/** The time between two moments in milliseconds, to the microsecond that doubles can hold; null where it runs backwards. */
export function millisecondsBetween(start: Moment, end: Moment): number | null {
	const milliseconds = Math.round((end.at - start.at) * 1000) / 1000;
	return milliseconds < 0 ? null : milliseconds;
}

/** A time for programs, as ISO 8601 in UTC; null for what is none. */
export function writeTime(at: number | null | undefined): string | null {
	const date = new Date(at ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
