import { type SafeText, safe, toSafeText } from './safe-text.ts';

/** Whose hours are shown: the world's, marked `Z`, or the reader's. */
export type Zone = 'utc' | 'local';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNTOLD = safe`—`;
const ISO_LENGTH = '2021-07-27T03:10:56.701Z'.length;

function two(value: number): SafeText {
	return toSafeText(String(value).padStart(2, '0'));
}

/** How long something took or takes: `0.5s`, `0m58`, `9m01`, `1h05m`, `2d03h`, `120d`. */
export function formatDuration(milliseconds: number): SafeText {
	const duration = Math.max(0, milliseconds);
	if (duration < 9.95 * SECOND) return safe`${toSafeText((duration / SECOND).toFixed(1))}s`;
	const seconds = Math.floor(duration / SECOND);
	if (duration < HOUR) return safe`${Math.floor(seconds / 60)}m${two(seconds % 60)}`;
	const minutes = Math.floor(seconds / 60);
	if (duration < DAY) return safe`${Math.floor(minutes / 60)}h${two(minutes % 60)}m`;
	const days = Math.floor(minutes / 1440);
	return days < 100 ? safe`${days}d${two(Math.floor(minutes / 60) % 24)}h` : safe`${days}d`;
}

/** How long ago something was, coarsely, so that it seldom changes: `<1m`, `42m`, `5h`, `3d`, `2y`. */
export function formatAge(milliseconds: number): SafeText {
	if (milliseconds < MINUTE) return safe`<1m`;
	if (milliseconds < HOUR) return safe`${Math.floor(milliseconds / MINUTE)}m`;
	if (milliseconds < DAY) return safe`${Math.floor(milliseconds / HOUR)}h`;
	if (milliseconds < 730 * DAY) return safe`${Math.floor(milliseconds / DAY)}d`;
	return safe`${Math.floor(milliseconds / (365 * DAY))}y`;
}

/** How long something lasts, to the second: `4s`, `6m12s`, `2h05m`. For what is wrong, where seconds matter. */
export function formatElapsed(milliseconds: number): SafeText {
	const seconds = Math.floor(Math.max(0, milliseconds) / SECOND);
	if (seconds < 60) return safe`${seconds}s`;
	if (seconds < 3600) return safe`${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
	return safe`${Math.floor(seconds / 3600)}h${two(Math.floor(seconds / 60) % 60)}m`;
}

/** Moves a moment so that its UTC parts read as the parts of the zone. */
function inZone(at: number, zone: Zone): Date {
	return zone === 'utc' ? new Date(at) : new Date(at - new Date(at).getTimezoneOffset() * MINUTE);
}

/** Hours and minutes: `14:02Z`, or `16:02` in the reader's zone. */
export function formatMinute(at: number, zone: Zone): SafeText {
	return markZone(isoPart(at, zone, 11, 16), zone);
}

/** Hours, minutes and seconds: `13:49:28Z`. */
export function formatSecond(at: number, zone: Zone): SafeText {
	return markZone(isoPart(at, zone, 11, 19), zone);
}

/** Date and time: `2021-07-27 03:10:56Z`. */
export function formatDateTime(at: number, zone: Zone): SafeText {
	return markZone(toSafeText(isoPart(at, zone, 0, 19).replace('T', ' ')), zone);
}

/** When something was, as short as tells it from others: `14:00:41` today, `11-22 14:00` this year, else `2021-07-27`. */
export function formatStart(at: number, now: number, zone: Zone): SafeText {
	if (isoPart(at, zone, 0, 10) === isoPart(now, zone, 0, 10)) return isoPart(at, zone, 11, 19);
	if (isoPart(at, zone, 0, 4) !== isoPart(now, zone, 0, 4)) return isoPart(at, zone, 0, 10);
	return safe`${isoPart(at, zone, 5, 10)} ${isoPart(at, zone, 11, 16)}`;
}

/** The same in five columns: `14:00` today, `11-22` this year, else the year. */
export function formatShortStart(at: number, now: number, zone: Zone): SafeText {
	if (isoPart(at, zone, 0, 10) === isoPart(now, zone, 0, 10)) return isoPart(at, zone, 11, 16);
	return isoPart(at, zone, 0, 4) === isoPart(now, zone, 0, 4) ? isoPart(at, zone, 5, 10) : isoPart(at, zone, 0, 4);
}

/** Part of a moment's ISO form; a dash for what is no moment, or lies in a year that has no four digits. */
function isoPart(at: number, zone: Zone, start: number, end: number): SafeText {
	const date = inZone(at, zone);
	const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString();
	return iso.length === ISO_LENGTH ? toSafeText(iso.slice(start, end)) : UNTOLD;
}

function markZone(time: SafeText, zone: Zone): SafeText {
	return zone === 'local' || time === UNTOLD ? time : safe`${time}Z`;
}

/** A number with its thousands apart: `1,431`. */
export function formatCount(count: number): SafeText {
	return toSafeText(String(count).replace(/\B(?=(\d{3})+$)/g, ','));
}

/** A number of bytes: `812 B`, `23.1 kB`, `4.2 MB`. */
export function formatBytes(bytes: number): SafeText {
	if (bytes < 1000) return safe`${bytes} B`;
	return bytes < 999_950 // what would be rounded to 1000.0 kB is a megabyte
		? safe`${toSafeText((bytes / 1e3).toFixed(1))} kB`
		: safe`${toSafeText((bytes / 1e6).toFixed(1))} MB`;
}

/** One or many: `1 organization`, `7 organizations`. */
export function formatPlural(count: number, one: SafeText): SafeText {
	return safe`${formatCount(count)} ${one}${count === 1 ? safe`` : safe`s`}`;
}
