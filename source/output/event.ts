import { toAscii } from '../model/ascii.ts';
import { formatDateTime, type Zone } from '../model/format.ts';
import type { News } from '../model/news.ts';
import { type SafeText, safe, toSafeJson } from '../model/safe-text.ts';
import { nameOf } from '../model/summary.ts';
import { type LinkEvent, type NamingContext, tellChanges, tellEvent } from '../model/timeline.ts';
import { isoTime } from './column.ts';

/** What `events` tells of. */
export type ToldEvent = News | LinkEvent;

/** What telling needs to know beside the event. */
export interface TellingContext extends NamingContext {
	/** What happened to jobs while the link was lost. */
	readonly meanwhile: readonly News[];
}

/** The hours of people, and the characters that their terminal knows. */
export interface EventStyle {
	readonly zone: Zone;
	readonly ascii: boolean;
}

function tell(event: ToldEvent, context: TellingContext): SafeText {
	const told = tellEvent(event, context);
	return event.kind === 'restored' ? safe`${told}; meanwhile ${tellChanges(context.meanwhile)}` : told;
}

/** An event for people: one line, which begins with its time. */
export function formatEvent(event: ToldEvent, context: TellingContext, { zone, ascii }: EventStyle): SafeText {
	const line = safe`${formatDateTime(event.at, zone)} ${tell(event, context)}`;
	return safe`${ascii ? toAscii(line) : line}\n`;
}

/** An event for programs: one object on one line; what an event of its kind has not is null. */
export function formatEventJson(event: ToldEvent, context: TellingContext): SafeText {
	const job = 'job' in event ? event.job : null;
	const organizations = 'organizations' in event ? event.organizations : [];
	const value = {
		at: isoTime(event.at),
		kind: event.kind,
		job: job?.id ?? null,
		jobKind: job?.kind ?? null,
		status: job?.status ?? null,
		health: job?.health ?? null,
		organizations: organizations.map(id => ({ id, name: nameOf(id, context.organizations) })),
		from: 'from' in event ? event.from : null,
		to: 'to' in event ? event.to : null,
		reason: 'reason' in event ? event.reason : null,
		outageMs: 'outage' in event ? event.outage : null,
		text: tell(event, context),
	};
	return safe`${toSafeJson(value)}\n`;
}
