import { nameFailure } from '../model/failure.ts';
import { formatCount, formatElapsed, formatPlural, formatSecond, formatStart } from '../model/format.ts';
import { standingText, troubleText } from '../model/organization-text.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { storyOf } from '../model/story.ts';
import { stateOf, summarize, troubledResults } from '../model/summary.ts';
import { trimEnd } from '../model/text-width.ts';
import { tellEvent, timelineOf } from '../model/timeline.ts';
import { HEALTH_GROUPS } from '../model/view.ts';
import { groupStateText } from './frame/errors.ts';
import { filterText } from './frame/header.ts';
import type { Line } from './frame/line.ts';
import { sinceText } from './frame/organizations.ts';
import { type Facts, isOverlay, overlayLines } from './frame/overlays.ts';
import { paneLines } from './frame/pane.ts';
import { lineText } from './frame/text.ts';
import type { Input, Presentation } from './present.ts';
import { beneathSearch, isTyping, typedText } from './typing.ts';

/** One sentence for whoever has the screen read out, and what it is about: another about the same takes its place. */
export interface Statement {
	readonly about: string;
	readonly text: SafeText;
}

/** What our glyphs say, for those who hear them; columns are told apart before blanks come with words. */
const WORDS: readonly (readonly [glyph: RegExp, words: string])[] = [
	[/[─│┬]+|-{3,}/g, '  '],
	[/\s{2,}/g, ', '],
	[/≤/g, 'at most '],
	[/ (?:✗ )?→ ✗ /g, ', now '],
	[/(?<=[✗✓●⊘?!·])→/g, ' to '],
	[/ ?✗ (?=\w)/g, ' error: '],
	[/ ?✗ ?/g, ' error '],
	[/ ?✓ ?/g, ' ok '],
	[/ ?● ?/g, ' running '],
	[/ ?⊘ ?/g, ' cancelled '],
	[/→/g, 'right'],
	[/←/g, 'left'],
	[/↑/g, 'up'],
	[/↓/g, 'down'],
	[/ · /g, ': '],
	[/·/g, ' without '],
	[/[–—]/g, '-'],
	[/…/g, '...'],
	[/ +/g, ' '],
];

/** A text with words in the place of glyphs, of columns and of rules. */
function inWords(text: SafeText): SafeText {
	return toSafeText(WORDS.reduce((told, [glyph, words]) => told.replace(glyph, words), text.trim()).trim());
}

/** More is not read out of a line. */
const WIDEST = 1000;
/** So many of the newest events are told. */
const NEWEST = 30;

function list(parts: readonly SafeText[]): SafeText {
	return joinSafe(
		parts.filter(part => part !== ''),
		safe`, `,
	);
}

/** Where we are, and how true what is told is; nothing that changes by the mere passing of time. */
function tellLink({ snapshot, identity, ui, interval }: Input, { status, partial, jobs, total }: Presentation) {
	const { failure, dataAt } = snapshot;
	const asOf =
		status.link === 'LIVE' || dataAt === null ? safe`` : safe`data as of ${formatSecond(dataAt.wall, ui.zone)}`;
	return safe`${list([
		safe`${identity.simulated ? safe`simulator ` : safe``}${identity.server}`,
		identity.verified ? safe`` : safe`certificate not verified`,
		identity.user === '' ? safe`` : safe`user ${identity.user}`,
	])}: ${list([
		status.word,
		status.link === 'PAST' ? (status.notes[0] ?? safe``) : safe``,
		failure === null ? safe`` : nameFailure(failure),
		status.link === 'LIVE' && Number.isFinite(interval) ? safe`asked every ${formatElapsed(interval)}` : asOf,
		partial ? safe`${formatCount(jobs.length)} of ${total === null ? safe`unknown` : formatCount(total)} jobs` : safe``,
	])}.`;
}

function tellCounts({ counts }: Presentation): SafeText {
	const groups = HEALTH_GROUPS.map(({ state }, index) => safe`${formatCount(counts[index] ?? 0)} ${toSafeText(state)}`);
	return safe`Jobs: ${list(groups)}.`;
}

function tellView({ content, query, held }: Presentation): SafeText {
	return safe`View ${toSafeText(content.view)}: ${list([
		safe`${formatCount(content.rows.length)} of ${formatCount(held)} shown`,
		query.problemsOnly ? safe`problems only` : safe``,
		query.filter === '' ? safe`` : safe`filter ${filterText(query.filter)}`,
	])}.`;
}

/** The row under the cursor as a sentence; null where there is none. */
function tellRow({ content, place, context, knowledge }: Presentation): SafeText | null {
	const { index } = place;
	switch (content.view) {
		case 'jobs': {
			const job = content.rows[index];
			if (job === undefined) return null;
			const began =
				job.createdAt === null ? safe`` : safe`began ${formatStart(job.createdAt.at, context.now, context.zone)}`;
			const took = job.duration === null ? safe`` : safe`took ${formatElapsed(job.duration)}`;
			const of = formatPlural(job.results.length, safe`organization`);
			const troubled = safe`${formatCount(troubledResults(job).length)} of ${of} in trouble`;
			const state = toSafeText(stateOf(job, context.stuck).toUpperCase());
			return safe`Job ${toSafeText(job.id.slice(0, context.idLength))} for ${toSafeText(job.kind)}: ${list([
				state,
				safe`the server says ${job.status}`,
				began,
				took,
				troubled,
				summarize(job, context.stuck, context.organizations),
			])}`;
		}
		case 'organizations': {
			const row = content.rows[index];
			if (row === undefined) return null;
			const since = sinceText(row, context);
			const streak = row.streak === 0 ? safe`` : safe`${formatPlural(row.streak, safe`sync`)} in a row`;
			return safe`Organization ${row.name}: ${list([
				standingText(row),
				since === '' ? safe`` : safe`since ${since}`,
				streak,
				troubleText(row),
			])}`;
		}
		case 'errors': {
			const row = content.rows[index];
			if (row === undefined) return null;
			return safe`Error ${row.exemplar}: ${list([
				groupStateText(row, context, knowledge),
				formatPlural(row.jobs, safe`job`),
				formatPlural(row.organizations.size, safe`organization`),
			])}`;
		}
		case 'timeline': {
			const row = content.rows[index];
			if (row === undefined) return null;
			return safe`At ${formatStart(row.event.at, context.now, context.zone)}: ${tellEvent(row.event, context)}`;
		}
	}
}

/** What lies over the list, or the pane that the reader is in, line by line. */
function tellLines(input: Input, presentation: Presentation, facts: Facts): readonly Line[] {
	const ui = beneathSearch(input.ui);
	if (isOverlay(ui.mode)) {
		const lines = overlayLines(ui.mode, ui, WIDEST, facts);
		// Of what can be chosen, only what would be.
		return ui.mode === 'sort' || ui.mode === 'command' ? lines.filter(line => lineText(line).startsWith('>')) : lines;
	}
	return ui.mode === 'detail' ? paneLines(presentation, ui, WIDEST) : [];
}

/** What is being typed; of a filter the number of rows tells enough. */
function tellTyping({ ui }: Input): SafeText | null {
	if (!isTyping(ui.mode)) return null;
	const typed = ui.mode === 'filter' ? safe`` : toSafeText(typedText(ui));
	return safe`Typing a ${toSafeText(ui.mode)}: ${typed === '' ? safe`Enter keeps it, Esc leaves` : typed}`;
}

/** The newest events, oldest first. */
function tellEvents({ seen }: Input, { jobs, context }: Presentation): Statement[] {
	return timelineOf(storyOf(jobs), seen)
		.slice(0, NEWEST)
		.toReversed()
		.map(({ id, event }) => ({
			about: `event ${id}`,
			text: safe`${formatStart(event.at, context.now, context.zone)}: ${tellEvent(event, context)}`,
		}));
}

/** The same that the screen shows, as sentences. Whoever reads them out leaves out those that were told before. */
export function tellAloud(input: Input, presentation: Presentation, facts: Facts): Statement[] {
	const { ui } = input;
	const about = (what: string, text: SafeText | null): Statement[] =>
		text === null ? [] : [{ about: what, text: inWords(text) }];
	const known = presentation.known
		? [
				...tellEvents(input, presentation).flatMap(({ about: what, text }) => about(what, text)),
				...about('counts', tellCounts(presentation)),
				...about('view', tellView(presentation)),
				...about('row', tellRow(presentation)),
			]
		: [];
	return [
		...about('link', tellLink(input, presentation)),
		...known,
		...tellLines(input, presentation, facts).flatMap((line, index) =>
			about(`line ${index}`, trimEnd(lineText(line))).filter(({ text }) => text !== ''),
		),
		...about('prompt', tellTyping(input)),
		...about('notice', ui.notice),
	];
}
