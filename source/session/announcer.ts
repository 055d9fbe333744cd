import { type Clock, stamp } from '../live/clock.ts';
import type { Snapshot } from '../live/poller.ts';
import type { Answer } from '../model/answer.ts';
import { findStuck } from '../model/durations.ts';
import type { Sight } from '../model/news.ts';
import { type SafeText, safe } from '../model/safe-text.ts';
import { type Alert, findAlerts, isLoud } from './alerts.ts';
import type { JournalPort } from './journal-port.ts';
import { judgeLink, NO_TROUBLE } from './link-alerts.ts';

/** What announcing needs of the world. */
export interface AnnouncerPorts {
	readonly clock: Clock;
	readonly memory: JournalPort['memory'];
	/** Claims a key: true for one of all that ever ask, and but once. */
	readonly claim: (key: SafeText, at: number) => Promise<boolean>;
	/** Whether the reader wants to hear the bell now. */
	readonly isBellOn: () => boolean;
	readonly ring: () => void;
	/** Takes every alert; null where nobody does. */
	readonly hook: ((alert: Alert) => void) | null;
	/** Ends a wait for the bell. */
	readonly signal: AbortSignal;
}

/** Tells of changes by bell and hook. It is told what comes as it comes: a picture held still, or of the past, says nothing. */
export interface Announcer {
	/** Takes an answer. The first one announces nothing, nor does the first after nobody wanted to be told. */
	take(answer: Answer): void;
	/** Looks at the link: to be called when it changes, and now and then while it does not. */
	watch(snapshot: Snapshot<Answer>): void;
}

/** The least time between two bells, in milliseconds. */
const BELLS_APART = 10_000;

/** Creates an announcer. Bell and hook are claimed apart: a pane that rings keeps no other from running its hook. */
export function createAnnouncer(ports: AnnouncerPorts): Announcer {
	const { clock, memory, hook } = ports;
	let sight: Sight | null = null;
	let trouble = NO_TROUBLE;
	let turn: Promise<void> = Promise.resolve();
	let rungAt = Number.NEGATIVE_INFINITY;
	let isRinging = false;

	/** What of an alert nobody has told by this way; null where it was told. */
	const claim = async (way: SafeText, alert: Alert): Promise<Alert | null> => {
		const won = async (keys: readonly SafeText[]) => {
			for (const key of keys) if (!(await ports.claim(safe`${way} ${key}`, alert.at))) return false;
			return true;
		};
		if (!(await won(alert.keys))) return null;
		if (alert.organizations.length === 0) return alert;
		const organizations = [];
		for (const each of alert.organizations) if (await won([each.key])) organizations.push(each);
		return organizations.length === 0 ? null : { ...alert, organizations };
	};

	/** Rings once for all that comes until it may. */
	const ring = async () => {
		if (isRinging) return;
		isRinging = true;
		const wait = rungAt + BELLS_APART - clock.monotonic();
		if (wait > 0) await clock.sleep(wait, ports.signal);
		isRinging = false;
		if (ports.signal.aborted || !ports.isBellOn()) return;
		rungAt = clock.monotonic();
		ports.ring();
	};

	const announce = async (alerts: readonly Alert[]) => {
		let isHeard = false;
		for (const alert of alerts) {
			if (isLoud(alert) && ports.isBellOn()) isHeard = (await claim(safe`bell`, alert)) !== null || isHeard;
			const told = hook === null ? null : await claim(safe`hook`, alert);
			if (told !== null) hook?.(told);
		}
		if (isHeard) void ring();
	};

	const announceInTurn = (alerts: readonly Alert[]) => {
		if (alerts.length > 0) turn = turn.then(() => announce(alerts));
	};

	return {
		take({ jobs, organizations, clockOffset }) {
			const before = sight;
			const known = memory.get();
			const isWanted = hook !== null || ports.isBellOn();
			// What was acknowledged is known when the journal was read.
			if (!isWanted || !known.isRead) {
				sight = null;
				return;
			}
			const now = clock.now() + (clockOffset ?? 0);
			const stuck = findStuck(jobs, now);
			sight = { jobs, stuck };
			if (before !== null) announceInTurn(findAlerts(before, sight, { organizations, memory: known, now }));
		},
		watch(snapshot) {
			const judged = judgeLink(trouble, snapshot, stamp(clock));
			trouble = judged.trouble;
			announceInTurn(judged.alerts);
		},
	};
}
