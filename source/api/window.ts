/**
 * The first rows of the server's list, by their keys and in its order. Only the first page is asked for again and again;
 * what follows was read once.
 */
export interface Window {
	readonly keys: readonly string[];
	/** How many of the first rows are known to follow one another; those behind are still to be found again. */
	readonly sure: number;
	/** How many of them came with the first page. */
	readonly first: number;
	/** Whether the rows behind the sure ones follow one another, so that meeting one of them is enough. */
	readonly joins: boolean;
	/** Whether something is amiss within the sure rows: whether the last one stands where it should tells. */
	readonly suspect: boolean;
	/** Whether the list ends with the last of the keys. */
	readonly ended: boolean;
	/** How many rows the list has, as the server said last. */
	readonly total: number | null;
	/** Where to go on behind a slice that brought nothing, such as rows that occur twice; null for behind the sure ones. */
	readonly probe: number | null;
	/** How far to go back where no known row was found. */
	readonly stepBack: number;
	/** How many slices in a row brought nothing; then no more is asked for. */
	readonly idle: number;
}

/** A part of the list as it came, each key once. */
export interface Slice {
	readonly keys: readonly string[];
	/** How many rows that were. */
	readonly rows: number;
	readonly total: number | null;
	/** Whether nothing follows it. */
	readonly isLast: boolean;
}

/** Which part of the list to ask for: `from` counts from the window's first row. */
export interface Want {
	readonly from: number;
	/** How many rows at the most. */
	readonly count: number;
	/** Whether it is only to be seen that the last row still stands where it stood. */
	readonly isCheck: boolean;
}

/** By how many rows a slice goes back into what is known, to see that nothing slipped through between them. */
export const OVERLAP = 1;

/** How many slices in a row may bring nothing before the server is taken to ignore what it is asked. */
const MOST_IDLE = 2;

/** Nothing is known yet. */
export const EMPTY_WINDOW: Window = {
	keys: [],
	sure: 0,
	first: 0,
	joins: false,
	suspect: false,
	ended: false,
	total: null,
	probe: null,
	stepBack: OVERLAP,
	idle: 0,
};

/** Whether the server gives nothing more, whatever it is asked. */
function isStuck({ idle }: Window): boolean {
	return idle >= MOST_IDLE;
}

/** The window of a server that answers otherwise than it was asked: nothing more is asked for until something changes. */
export function giveUp(window: Window): Window {
	return { ...window, idle: MOST_IDLE };
}

/** Whether the window holds the whole list, as far as the server can be believed. */
export function isWhole({ keys, sure, ended, total }: Window): boolean {
	return ended && sure === keys.length && (total === null || keys.length >= total);
}

/** What to ask for so that `reach` rows are held and sure, null for nothing. A slice has at most `size` rows. */
export function nextWant(window: Window, reach: number, size: number): Want | null {
	const { keys, sure, first, ended, suspect } = window;
	if (isStuck(window) || sure === 0) return null;
	if (suspect && sure === keys.length && keys.length > first) return { from: sure - 1, count: 1, isCheck: true };
	if (sure >= reach || (ended && sure === keys.length)) return null;
	return { from: window.probe ?? sure - OVERLAP, count: Math.min(size, reach - sure + OVERLAP), isCheck: false };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((key, index) => key === other[index]);
}

function without(keys: readonly string[], gone: ReadonlySet<string>): string[] {
	return keys.filter(key => !gone.has(key));
}

/** Leaves out what is beyond the reach. */
export function cut(window: Window, reach: number): Window {
	if (window.keys.length <= reach) return window;
	return { ...window, keys: window.keys.slice(0, reach), sure: Math.min(window.sure, reach), ended: false };
}

/**
 * The window once the first page came anew. Where rows keep their order, those known that the page skips are gone, and all
 * behind its last known row still follow; how many there are in all must fit then, or the window is suspect. A page
 * without any known row leaves a gap, to be closed by the next slices. Where rows changed places nothing but the page is
 * sure. A window of which nothing changed is the same object.
 */
export function joinNewest(before: Window, { keys, total, isLast }: Slice, reach: number): Window {
	const fresh = { ...EMPTY_WINDOW, first: keys.length, total };
	if (isLast) {
		const isOld = before.ended && before.sure === before.keys.length && before.total === total;
		return isOld && isSame(before.keys, keys) ? before : { ...fresh, keys, sure: keys.length, ended: true };
	}
	const unmoved = keys.length <= before.keys.length && keys.every((key, index) => key === before.keys[index]);
	if (unmoved && keys.length > 0) {
		if (total === before.total && keys.length <= before.sure && keys.length === before.first) return before;
		const sure = Math.max(before.sure, keys.length);
		return {
			...before,
			first: keys.length,
			total,
			sure,
			suspect: before.suspect || isAmiss(before, keys.length, total, 0),
		};
	}
	const inPage = new Set(keys);
	const inWindow = new Set(before.keys.filter(key => inPage.has(key)));
	const anchor = before.keys.findLastIndex(key => inPage.has(key));
	const inStep = isSame(
		keys.filter(key => inWindow.has(key)),
		[...inWindow],
	);
	if (anchor === -1 || !inStep) {
		const all = [...keys, ...without(before.keys, inPage)];
		return cut({ ...fresh, keys: all, sure: keys.length, joins: anchor === -1 && isJoinable(before) }, reach);
	}
	const all = [...keys, ...before.keys.slice(anchor + 1)];
	const shift = all.length - before.keys.length;
	const sure = Math.max(keys.length, before.sure + shift);
	const suspect = before.suspect || isAmiss(before, keys.length - shift, total, shift);
	return cut(
		{ ...before, first: keys.length, keys: all, sure, total, suspect, probe: null, stepBack: OVERLAP, idle: 0 },
		reach,
	);
}

/** Whether rows within the window may be gone: there are others in all than the first page explains. */
function isAmiss(before: Window, seen: number, total: number | null, shift: number): boolean {
	return before.total !== null && total !== null && before.keys.length > seen && total !== before.total + shift;
}

/** Whether all rows of a window followed one another, so that they can be met again as one. */
function isJoinable({ keys, sure, suspect }: Window): boolean {
	return sure === keys.length && !suspect;
}

/**
 * The window once the slice that was wanted came. It counts only if it holds a sure row: all behind that one are in the
 * same answer, so no gap is possible. Where there is none, rows have vanished before it, and the next slice is asked for
 * further ahead.
 */
export function joinSlice(before: Window, want: Want, slice: Slice, reach: number): Window {
	const { keys, total, isLast } = slice;
	if (want.isCheck) {
		const isRight = keys[0] === before.keys.at(-1) && total === before.total;
		return isRight ? { ...before, suspect: false } : reread(before);
	}
	if (want.from === 0) return joinNewest({ ...before, sure: 0 }, slice, reach);
	const inSlice = new Set(keys);
	const sureKeys = before.keys.slice(0, before.sure);
	const from = sureKeys.findIndex(key => inSlice.has(key));
	if (from === -1 && before.probe !== null) return { ...before, probe: null, idle: before.idle + 1 };
	if (from === -1) {
		const sure = Math.max(OVERLAP, before.sure - before.stepBack);
		return { ...before, sure, joins: false, stepBack: before.stepBack * 2 };
	}
	const anchor = sureKeys.findLastIndex(key => inSlice.has(key));
	// Sure rows behind the last row of the slice were not asked for; those before it would be in it if they still existed.
	const beyond = !isLast && sureKeys[anchor] === keys.at(-1) ? sureKeys.slice(anchor + 1) : [];
	const sure = [...without(sureKeys.slice(0, from), inSlice), ...keys, ...beyond];
	const rest = before.keys.slice(before.sure);
	const met = before.joins && !isLast ? rest.findLastIndex(key => inSlice.has(key)) : -1;
	const behind = isLast ? [] : met === -1 ? without(rest, inSlice) : rest.slice(met + 1);
	const isFound = sure.length > before.sure;
	const next = {
		...before,
		keys: [...sure, ...behind],
		sure: met === -1 ? sure.length : sure.length + behind.length,
		joins: before.joins && met === -1,
		ended: isLast,
		total,
		probe: isFound || isLast ? null : want.from + Math.max(slice.rows - OVERLAP, 1),
		stepBack: OVERLAP,
		idle: isFound || isLast ? 0 : before.idle + 1,
	};
	return cut(next, reach);
}

/** The window with only its first page believed; the others are looked for again. */
function reread(window: Window): Window {
	return {
		...window,
		sure: window.first,
		joins: false,
		suspect: false,
		ended: false,
		probe: null,
		stepBack: OVERLAP,
		idle: 0,
	};
}

/** The window without a row that does not exist any more. */
export function removeKey(window: Window, key: string): Window {
	const index = window.keys.indexOf(key);
	if (index === -1) return window;
	const earlier = (count: number) => (index < count ? count - 1 : count);
	const keys = window.keys.filter(other => other !== key);
	return { ...window, keys, sure: earlier(window.sure), first: earlier(window.first) };
}
