import type { SystemInfo } from '../api/client.ts';
import type { Options } from '../command-line/options.ts';
import type { Keeping } from '../journal/journal.ts';
import type { Clock } from '../live/clock.ts';
import type { Snapshot } from '../live/poller.ts';
import type { Answer } from '../model/answer.ts';
import { describeFailure, nameFailure } from '../model/failure.ts';
import { formatBytes, formatCount, formatElapsed, formatPlural, formatSecond } from '../model/format.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { nextRunText } from '../model/schedules.ts';
import type { ConnectionFact } from '../session/frame/overlays.ts';
import type { Connection } from './connect.ts';

function trustText({ trust, origin }: Connection): SafeText {
	if (origin.tls === 'none') return safe`none: plain http to this machine`;
	if (trust.insecure) return safe`NOT VERIFIED (--insecure)`;
	if (trust.pins !== null) {
		const [first = ''] = trust.pins.fingerprints;
		return safe`pinned sha256 ${toSafeText(first.slice(0, 16))}…${trust.pins.file === null ? safe`` : safe`, remembered in ${trust.pins.file}`}`;
	}
	return trust.ca === null ? safe`the system's certificates` : safe`the system's certificates and the given CA`;
}

/** What the connection overlay tells, most asked first. */
export function connectionFacts(
	connection: Connection,
	snapshot: Snapshot<Answer>,
	description: SystemInfo | null,
	interval: number,
	clock: Clock,
): ConnectionFact[] {
	const { user, groups, domain, tokenLife } = connection.auth.facts();
	const { requests, bytesReceived } = connection.http.traffic();
	const { data, failure, dataAt, polls } = snapshot;
	const known = (text: SafeText | null | undefined) => text ?? safe`unknown`;
	const age =
		dataAt === null
			? safe`none yet`
			: safe`${formatElapsed(clock.monotonic() - dataAt.monotonic)} old, as of ${formatSecond(dataAt.wall, 'utc')}`;
	const trouble = failure === null ? null : describeFailure(failure);
	return [
		...(trouble === null
			? []
			: [
					{ what: safe`trouble`, value: trouble.message },
					{ what: safe`advice`, value: trouble.advice },
				]),
		{ what: safe`server`, value: toSafeText(connection.origin.server) },
		{ what: safe`user`, value: user ?? connection.identity.user },
		{ what: safe`data`, value: age },
		{ what: safe`last poll`, value: failure === null ? safe`good` : nameFailure(failure) },
		{ what: safe`jobs`, value: heldText(data) },
		...certificatesFact(data),
		...schedulesFact(data, clock),
		{ what: safe`trust`, value: trustText(connection) },
		...(connection.proxy === null ? [] : [{ what: safe`proxy`, value: connection.proxy }]),
		{ what: safe`token`, value: tokenLife === null ? safe`none` : safe`${formatElapsed(tokenLife)} left` },
		{ what: safe`version`, value: joinSafe([known(description?.version), known(description?.model)], safe` · `) },
		{ what: safe`domain`, value: known(domain) },
		{ what: safe`groups`, value: groups.length === 0 ? safe`unknown` : joinSafe(groups, safe`, `) },
		{ what: safe`polls`, value: safe`${formatCount(polls)}, every ${formatElapsed(interval)} after the answer` },
		{ what: safe`requests`, value: safe`${formatCount(requests)}, ${formatBytes(bytesReceived)} received` },
		{ what: safe`clock`, value: clockText(data) },
	];
}

/** What the connection overlay tells of the journal; `keeping` is null before it is open. */
export function journalFact(
	keeping: Keeping | null,
	{ journal, server }: Pick<Options, 'journal' | 'server'>,
): ConnectionFact {
	const what = safe`journal`;
	if (!journal) return { what, value: safe`off: what is seen is forgotten at the end` };
	if (server.kind === 'demo') return { what, value: safe`none of the simulator: it is forgotten at the end` };
	if (keeping === null) return { what, value: safe`not read yet` };
	if (keeping.problem !== null) return { what, value: safe`IN MEMORY ONLY: ${keeping.problem}` };
	const skipped = keeping.skipped === 0 ? safe`` : safe`, ${formatPlural(keeping.skipped, safe`line`)} not readable`;
	return { what, value: safe`${formatBytes(keeping.bytes)} kept${skipped}` };
}

function heldText(data: Answer | null): SafeText {
	if (data === null) return safe`none yet`;
	const held = formatCount(data.jobs.length);
	if (data.complete) return safe`all ${held}`;
	const total = data.total === null ? safe`unknown` : formatCount(data.total);
	const running = data.seesRunning
		? safe`and all that run`
		: safe`the server does not say which others run: those older than these are not seen`;
	return safe`${held} of ${total}: the newest, ${running}`;
}

function certificatesFact(data: Answer | null): ConnectionFact[] {
	if (data === null || data.side.kind === 'unasked') return [];
	const what = safe`certificates`;
	if (data.side.kind === 'absent') return [{ what, value: safe`the server shows no jobs for certificates` }];
	const { at, failure } = data.side;
	const held = data.jobs.filter(({ kind }) => kind === 'certificates').length;
	const age = at === null ? safe`none so far` : safe`the newest ${held}, as of ${formatSecond(at, 'utc')}`;
	return [{ what, value: failure === null ? age : safe`${age}; then ${nameFailure(failure)}` }];
}

function schedulesFact(data: Answer | null, clock: Clock): ConnectionFact[] {
	if (data === null || data.schedules.length === 0) return [];
	const now = clock.now() + (data.clockOffset ?? 0);
	const told = data.schedules.map(schedule => safe`${schedule.name} ${nextRunText(schedule, now, 'utc')}`);
	return [{ what: safe`schedules`, value: joinSafe(told, safe`; `) }];
}

function clockText(data: Answer | null): SafeText {
	if (data === null || data.clockOffset === null) return safe`the server does not tell its time`;
	if (data.clockOffset === 0) return safe`in step with the server`;
	const ahead = data.clockOffset > 0 ? safe`ahead of` : safe`behind`;
	return safe`the server is ${formatElapsed(Math.abs(data.clockOffset))} ${ahead} this machine`;
}
