import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { systemClock } from '../live/clock.ts';
import { createStore } from '../live/store.ts';
import type { Answer } from '../model/answer.ts';
import { findStuck } from '../model/durations.ts';
import { parseFilter } from '../model/filter.ts';
import type { JournalEntry } from '../model/journal-entry.ts';
import { NO_MEMORY } from '../model/memory.ts';
import { createNews, type News } from '../model/news.ts';
import { joinSafe, safe } from '../model/safe-text.ts';
import type { LinkEvent } from '../model/timeline.ts';
import { timelineWords } from '../model/vocabularies.ts';
import { formatEvent, formatEventJson } from '../output/event.ts';
import { watchLink } from '../session/link-log.ts';
import { follow } from './follow.ts';
import { openOutput } from './open-output.ts';
import { wantsAscii } from './read-terminal.ts';

/** Ids are whole, to be used again. */
const WHOLE_ID = 36;

function isLinkEvent(entry: JournalEntry): entry is LinkEvent {
	return entry.kind === 'lost' || entry.kind === 'restored';
}

/** Prints what happens as it happens: to jobs, to organizations, and to the link, which no filter hides. */
export function runEvents(options: Options, environment: Environment): Promise<number> {
	const output = openOutput();
	const style = { zone: options.zone, ascii: wantsAscii(options, environment) };
	const takeNews = createNews();
	const { over } = parseFilter(options.filter);
	/** What was seen of the link and is not told yet. */
	let seen: readonly LinkEvent[] = [];

	const readNews = (answer: Answer): readonly News[] => {
		const { jobs, organizations } = answer;
		const now = systemClock.now() + (answer.clockOffset ?? 0);
		const isWanted = over(timelineWords({ organizations, idLength: WHOLE_ID, now }));
		return takeNews({ jobs, stuck: findStuck(jobs, now) }, now).filter(event => isWanted({ id: safe``, event }));
	};

	return follow<Answer>(options, environment, options, {
		ask({ client }) {
			const watch = client.watch(options.query);
			return { load: watch.poll, between: { isWanted: watch.isMoreWanted, load: watch.more } };
		},
		begin(store) {
			const record = (entries: readonly JournalEntry[]) => {
				seen = [...seen, ...entries.filter(isLinkEvent)];
			};
			watchLink(store, { memory: createStore(NO_MEMORY), record });
		},
		async tell({ data }) {
			const link = seen;
			seen = [];
			const news = data === null ? [] : readNews(data);
			const context = { organizations: data?.organizations ?? new Map(), idLength: WHOLE_ID, meanwhile: news };
			const lines = [...link, ...news].map(event =>
				options.output === 'ndjson' ? formatEventJson(event, context) : formatEvent(event, context, style),
			);
			const isRead = lines.length === 0 || (await output.write(joinSafe(lines, safe``)));
			return isRead ? null : EXIT_CODES.done.code;
		},
		giveUp: () => EXIT_CODES.done.code,
	});
}
