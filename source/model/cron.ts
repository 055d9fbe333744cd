/** One field of a cron expression: which numbers it may name, and by which words. */
interface CronField {
	readonly least: number;
	readonly most: number;
	readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const MINUTES: CronField = { least: 0, most: 59 };
const HOURS: CronField = { least: 0, most: 23 };
const DAYS: CronField = { least: 1, most: 31 };
const MONTH: CronField = { least: 1, most: 12, names: MONTHS };
/** Sunday is 0 and 7. */
const WEEKDAY: CronField = { least: 0, most: 7, names: WEEKDAYS };

const DAY = 24 * 3_600_000;
/** The 29th of February comes after eight years at the latest. */
const DAYS_AHEAD = 8 * 366;

function readNumber(text: string, { least, most, names = [] }: CronField): number | null {
	const named = names.indexOf(text.toLowerCase());
	const value = named >= 0 ? named + least : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
	return value >= least && value <= most ? value : null;
}

/** The numbers of one field: a star, a number, a range, each with a step or without, or several; null where it cannot be read. */
function readField(text: string, field: CronField): ReadonlySet<number> | null {
	const numbers = new Set<number>();
	for (const part of text.split(',')) {
		const [, range = '', step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
		const [first = '', last, ...rest] = range === '*' ? [String(field.least), String(field.most)] : range.split('-');
		const from = readNumber(first, field);
		const to = last !== undefined ? readNumber(last, field) : step === undefined ? from : field.most;
		const by = Number(step ?? 1);
		if (from === null || to === null || from > to || by === 0 || rest.length > 0) return null;
		for (let number = from; number <= to; number += by) numbers.add(number);
	}
	return numbers;
}

/**
 * When a cron expression of five fields comes up next after a moment, both in milliseconds since 1970 and read as UTC;
 * null where it cannot be read or never comes. Where day and weekday are both given, one of them is enough.
 */
export function nextRun(expression: string, after: number): number | null {
	const texts = expression.trim().split(/\s+/);
	const [minutes, hours, days, months, weekdays] = [MINUTES, HOURS, DAYS, MONTH, WEEKDAY].map((field, index) =>
		readField(texts[index] ?? '', field),
	);
	if (!minutes || !hours || !days || !months || !weekdays || texts.length !== 5) return null;
	const [anyDay, anyWeekday] = [texts[2]?.startsWith('*'), texts[4]?.startsWith('*')];

	function isDue(date: Date): boolean {
		const byDay = days?.has(date.getUTCDate()) ?? false;
		const weekday = date.getUTCDay();
		const byWeekday = weekdays?.has(weekday) || (weekday === 0 && weekdays?.has(7)) || false;
		const isDay = anyDay || anyWeekday ? byDay && byWeekday : byDay || byWeekday;
		return isDay && (months?.has(date.getUTCMonth() + 1) ?? false);
	}

	const inDay = [...hours]
		.flatMap(hour => [...minutes].map(minute => (hour * 60 + minute) * 60_000))
		.sort((one, other) => one - other);
	const today = Math.floor(after / DAY) * DAY;
	for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
		const midnight = today + ahead * DAY;
		if (!isDue(new Date(midnight))) continue;
		const time = inDay.find(each => midnight + each > after);
		if (time !== undefined) return midnight + time;
	}
	return null;
}
