import { formatCount, formatMinute } from '../../model/format.ts';
import { type SafeText, safe, toSafeText } from '../../model/safe-text.ts';
import { sortChoice } from '../../model/sort.ts';
import { HEALTH_GROUPS, type HealthGroup } from '../../model/view.ts';
import type { Identity, Presentation } from '../present.ts';
import { type Line, type Span, span, spread, widthOfSpans } from './line.ts';

const WIDE_WORDS_FROM = 100;
const NAMES_FROM = 60;
const SPINNER_WIDTH = 4;

/** Stands over everything for as long as the certificate is not checked. */
export function bannerLine(width: number): Line {
	const words = safe` CERTIFICATE NOT VERIFIED (--insecure): whoever is in between can read the sign-in and change what is shown`;
	return spread([span(words, 'banner')], [], width);
}

function linkSpans({ status }: Presentation): Span[] {
	return [span(safe`${status.glyph} ${status.word}`, status.tone), span(safe` ${status.note}`)];
}

/** The first line: where, who, how true. What is known of the data's truth stays whole; time and names give way to it. */
export function statusLine(presentation: Presentation, identity: Identity): Line {
	const { layout, status, context } = presentation;
	const { columns } = layout;
	const width = columns - (status.waiting ? SPINNER_WIDTH : 0);
	const unverified = !identity.verified && !layout.banner ? [span(safe`UNVERIFIED `, 'banner')] : [];
	const simulated = identity.simulated ? [span(safe`SIMULATOR `, 'waiting')] : [];
	const marks = [...unverified, ...simulated];
	const link = linkSpans(presentation);
	const time = [span(formatMinute(context.now, context.zone), 'dim')];
	const server = span(safe`${identity.server} `, 'strong');
	const user = span(safe` ${identity.user}   `, 'strong');
	const attempts: readonly (readonly [left: readonly Span[], right: readonly Span[]])[] = [
		[[...marks, server, user, ...link], time],
		[[...marks, server, ...link], time],
		[[...marks, server, ...link], []],
		[[...marks, ...link], time],
		[[...marks, ...link], []],
	];
	const room = columns < NAMES_FROM ? attempts.slice(1) : attempts;
	const [left, right] = room.find(([start, end]) => widthOfSpans(start) + widthOfSpans(end) < width) ?? [
		[...marks, ...link],
		[],
	];
	const line = spread(left, right, width);
	return status.waiting ? { ...line, spinner: true } : line;
}

/** One health group with its key and the count of all jobs held. A hidden one has lost its glyph. */
function groupSpans(group: HealthGroup, count: number, hidden: boolean, wide: boolean): Span[] {
	const glyph = hidden ? safe`–` : group.glyph;
	const word = safe`${group.word}${hidden && wide ? safe` off` : safe``}`;
	const tone = hidden || count === 0 ? 'dim' : group.state;
	return [
		span(group.digit, 'key'),
		span(safe` ${glyph}${word} ${formatCount(count)}`, tone),
		span(wide ? safe`   ` : safe`  `),
	];
}

/** The second line: how many jobs are in each health, which key shows and hides them, and how the list is chosen. */
export function countsLine(presentation: Presentation): Line {
	const { layout, view, query } = presentation;
	const wide = layout.columns >= WIDE_WORDS_FROM;
	const groups = HEALTH_GROUPS.flatMap((group, index) => {
		const hidden = !query.problemsOnly && group.healths.every(health => query.hidden.has(health));
		return groupSpans(group, view.counts[index] ?? 0, hidden, wide);
	});
	const word = query.problemsOnly ? span(safe` FAULTS ONLY`, 'waiting') : span(safe` faults`, 'dim');
	const arrow = query.sort.descending ? safe`↓` : safe`↑`;
	const sort = span(safe`${wide ? safe`   sort ` : safe`  `}${sortChoice(query.sort.key).title}${arrow}`);
	const right = [span(safe`f`, 'key'), word, sort];
	const fits = widthOfSpans(groups) + widthOfSpans(right) <= layout.columns;
	return spread(fits ? groups : shortCounts(presentation), right, layout.columns);
}

/** Glyph and count of each health group, for lines without room for keys and words. */
export function shortCounts({ view }: Presentation): Span[] {
	return HEALTH_GROUPS.flatMap((group, index) => {
		const count = view.counts[index] ?? 0;
		if (count === 0 && group.state === 'unknown') return [];
		return [span(safe`${group.glyph}${formatCount(count)} `, count === 0 ? 'dim' : group.state)];
	});
}

/** The second line of a small screen. */
export function shortCountsLine(presentation: Presentation): Line {
	const { layout, query } = presentation;
	const chosen = query.problemsOnly ? safe`problems only` : query.filter === '' ? safe`` : filterText(query.filter);
	const right = layout.kind === 'tiny' || chosen === '' ? [] : [span(chosen, 'waiting')];
	return spread([span(safe` `), ...shortCounts(presentation)], right, layout.columns);
}

/** Everything in one line: for a pane of three rows or fewer. */
export function summaryLine(presentation: Presentation, identity: Identity): Line {
	const { status, layout } = presentation;
	const name = identity.simulated ? safe`SIMULATOR` : identity.server;
	const link =
		status.link === 'LIVE' ? span(status.note, 'dim') : span(safe`${status.word} ${status.note}`, status.tone);
	const warning = identity.verified ? [] : [span(safe`UNVERIFIED `, 'banner')];
	return spread([...warning, span(safe`${name} `, 'strong'), ...shortCounts(presentation), link], [], layout.columns);
}

/** The filter as it was typed, fit to be drawn. */
export function filterText(filter: string): SafeText {
	return filter === '' ? safe`none` : toSafeText(filter);
}
