import type { SafeText } from '../model/safe-text.ts';
import { writeTime } from '../model/time.ts';
import type { Alert } from './alerts.ts';

/** What a program is told of an alert. Null is what nobody knows; times are the server's, in UTC. */
export interface AlertMessage {
	/** Host and port. */
	readonly server: SafeText;
	readonly kind: Alert['kind'] | 'dropped';
	readonly at: string | null;
	readonly since: string | null;
	readonly job: SafeText | null;
	readonly organizations: readonly { readonly id: SafeText; readonly name: SafeText }[];
	readonly error: SafeText | null;
	readonly novelty: Alert['novelty'];
	/** How many alerts there was no room for; null where this is one. */
	readonly dropped: number | null;
}

/** An alert as a program is told of it. */
export function describeAlert(alert: Alert, server: SafeText): AlertMessage {
	const { kind, at, since, job, organizations, error, novelty } = alert;
	return {
		server,
		kind,
		at: writeTime(at),
		since: writeTime(since),
		job,
		organizations: organizations.map(({ id, name }) => ({ id, name })),
		error,
		novelty,
		dropped: null,
	};
}

/** Says how many alerts a program was not told of. */
export function describeDropped(dropped: number, server: SafeText, at: number): AlertMessage {
	const nothing = { since: null, job: null, organizations: [], error: null, novelty: null };
	return { server, kind: 'dropped', at: writeTime(at), ...nothing, dropped };
}
