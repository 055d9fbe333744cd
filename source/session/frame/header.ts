import { formatCount, formatMinute } from '../../model/format.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../../model/safe-text.ts';
import { sortChoice } from '../../model/sort.ts';
import { HEALTH_GROUPS, type HealthGroup } from '../../model/view.ts';
import type { Identity, Presentation } from '../present.ts';
import { clip, type Line, type Span, span, spread, widthOfSpans } from './line.ts';

const WIDE_WORDS_FROM = 100;
const NAMES_FROM = 60;
const SPINNER_WIDTH = 4;

/** Stands over everything for as long as the certificate is not checked. */
export function bannerLine(width: number): Line {
	const words = safe` CERTIFICATE NOT VERIFIED (--insecure): do not trust what is shown here `;
	return spread([span(words, 'banner')], [], width);
}

/** The word of the link and as many of its notes as are wanted. */
function linkSpans({ status }: Presentation, notes = status.notes.length): Span[] {
	const told = joinSafe(status.notes.slice(0, notes), safe`  `);
	return [span(safe`${status.glyph} ${status.word}`, status.tone), ...(told === '' ? [] : [span(safe` ${told}`)])];
}

/** The first of several ways to say something that fits, else the last. */
function firstThatFits(attempts: readonly (readonly Span[])[], width: number): readonly Span[] {
	return attempts.find(spans => widthOfSpans(spans) < width) ?? attempts.at(-1) ?? [];
}

/** The first line: where, who, how true. User, clock and the lesser notes give way before the server's name does. */
export function statusLine(presentation: Presentation, identity: Identity): Line {
	const { layout, status, context, now } = presentation;
	const { columns } = layout;
	const width = columns - (status.waiting ? SPINNER_WIDTH : 0);
	const unverified = !identity.verified && !layout.banner ? [span(safe`UNVERIFIED `, 'banner')] : [];
	const simulated = identity.simulated ? [span(safe`SIMULATOR `, 'waiting')] : [];
	const marks = [...unverified, ...simulated];
	const time = span(formatMinute(now, context.zone), 'dim');
	const server = span(safe`${identity.server} `, 'strong');
	const user = columns < NAMES_FROM ? [] : [span(safe` ${identity.user}   `, 'strong')];
	const fewer = status.notes.map((_, dropped) => linkSpans(presentation, status.notes.length - dropped));
	const left = firstThatFits(
		[
			[...marks, server, ...user, ...linkSpans(presentation)],
			[...marks, server, ...linkSpans(presentation)],
			...fewer.map(link => [...marks, server, ...link]),
			...fewer.map(link => [...marks, ...link]),
			[...marks, ...linkSpans(presentation, 0)],
		],
		width,
	);
	// The spinner stands right behind what it is about.
	if (status.waiting) return { spans: clip(left, width), spinner: true };
	const hasRoom = widthOfSpans(left) + widthOfSpans([time]) < width;
	return spread(left, hasRoom ? [time] : [], width);
}

/** A number, or that it is not known. */
function writeCount(count: number | null): SafeText {
	return count === null ? safe`–` : formatCount(count);
}

/** One health group with its key and the count of all jobs held. A hidden one has lost its glyph. */
function groupSpans(group: HealthGroup, count: number | null, hidden: boolean, wide: boolean): Span[] {
	const glyph = hidden ? safe`–` : group.glyph;
	const word = safe`${group.word}${hidden && wide ? safe` off` : safe``}`;
	const tone = hidden || !count ? 'dim' : group.state;
	return [
		span(group.digit, 'key'),
		span(safe` ${glyph}${word} ${writeCount(count)}`, tone),
		span(wide ? safe`   ` : safe`  `),
	];
}

/** The second line: how many jobs are in each health, which key shows and hides them, and how the list is chosen. */
export function countsLine(presentation: Presentation): Line {
	const { layout, counts, query, known, content } = presentation;
	const wide = layout.columns >= WIDE_WORDS_FROM;
	const groups = HEALTH_GROUPS.flatMap((group, index) => {
		const hidden = !query.problemsOnly && group.healths.every(health => query.hidden.has(health));
		return groupSpans(group, known ? (counts[index] ?? 0) : null, hidden, wide);
	});
	const word = query.problemsOnly ? span(safe` FAULTS ONLY`, 'waiting') : span(safe` faults`, 'dim');
	const arrow = query.sort.descending ? safe`↓` : safe`↑`;
	const sort = span(safe`${wide ? safe`   sort ` : safe`  `}${sortChoice(query.sort.key).title}${arrow}`);
	const right = [span(safe`f`, 'key'), word, ...(content.view === 'jobs' ? [sort] : [])];
	const fits = widthOfSpans(groups) + widthOfSpans(right) <= layout.columns;
	return spread(fits ? groups : shortCounts(presentation), right, layout.columns);
}

/** Glyph and count of each health group, for lines without room for keys and words. */
export function shortCounts({ counts, known }: Presentation): Span[] {
	return HEALTH_GROUPS.flatMap((group, index) => {
		const count = counts[index] ?? 0;
		if (count === 0 && group.state === 'unknown') return [];
		return [span(safe`${group.glyph}${writeCount(known ? count : null)} `, count === 0 ? 'dim' : group.state)];
	});
}

/** Says that the counts are not those of all jobs, in as many letters as there is room for. */
const PARTIAL_MARKS: readonly SafeText[] = [safe`PARTIAL`, safe`PART`, safe`+`];

/** The second line of a small screen. */
export function shortCountsLine(presentation: Presentation): Line {
	const { layout, query, partial } = presentation;
	const counts = [span(safe` `), ...shortCounts(presentation)];
	const chosen = query.problemsOnly ? safe`problems only` : query.filter === '' ? safe`` : filterText(query.filter);
	const right = layout.kind === 'tiny' || chosen === '' ? [] : [span(chosen, 'waiting')];
	const gap = right.length === 0 ? [] : [span(safe` `)];
	const marks = partial ? PARTIAL_MARKS.map(mark => [span(mark, 'waiting'), ...gap, ...right]) : [];
	const room = layout.columns - widthOfSpans(counts);
	return spread(counts, marks.find(mark => widthOfSpans(mark) < room) ?? right, layout.columns);
}

/** Everything in one line, for a pane of three rows or fewer: the name gives way first, the numbers last. */
export function summaryLine(presentation: Presentation, identity: Identity): Line {
	const { status, layout, partial } = presentation;
	const some = partial ? [span(safe`PARTIAL `, 'waiting')] : [];
	const name = span(safe`${identity.simulated ? safe`SIMULATOR` : identity.server} `, 'strong');
	const live = status.link === 'LIVE';
	const age = safe`${status.notes[0] ?? safe``}`;
	const word = live ? [] : [span(safe`${status.word} `, status.tone)];
	const warning = identity.verified ? [] : [span(safe`UNVERIFIED `, 'banner')];
	const counts = shortCounts(presentation);
	const told = firstThatFits(
		[
			[...warning, name, ...word, ...counts, ...some, span(age, 'dim')],
			[...warning, name, ...word, ...counts, span(age, 'dim')],
			[...warning, ...word, ...counts, span(age, 'dim')],
			[...warning, ...word, ...counts],
			[...word, ...counts],
			...(live ? [counts] : [word]),
		],
		layout.columns + 1,
	);
	return spread(told, [], layout.columns);
}

/** The filter as it was typed, fit to be drawn. */
export function filterText(filter: string): SafeText {
	return filter === '' ? safe`none` : toSafeText(filter);
}
