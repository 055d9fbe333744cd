import type { Stamp } from '../live/clock.ts';
import type { Snapshot } from '../live/poller.ts';
import type { Answer } from '../model/answer.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Alert } from './alerts.ts';

/** A link that comes back sooner is not missed by anybody, in milliseconds. */
const LONG = 2 * 60_000;
/** Two that watch the same server lose it at nearly the same time: within half of this, in milliseconds. */
const SPAN = LONG;

type LinkAlert = 'link-lost' | 'link-restored' | 'sign-in-needed';

/** What was told of the present outage, and when and why it began; nothing where all is well. */
export interface LinkTrouble {
	readonly told: ReadonlySet<LinkAlert>;
	readonly since: number;
	readonly reason: SafeText;
}

/** All is well with the link. */
export const NO_TROUBLE: LinkTrouble = { told: new Set(), since: 0, reason: safe`` };

/** Whether it takes somebody's word or password to go on. */
export function needsSignIn(failure: Failure): boolean {
	return failure.kind === 'unauthorized' || failure.kind === 'usage';
}

/** What is to be told of the link at a moment, each once an outage; before the first answer whoever started it still looks. */
export function judgeLink(
	before: LinkTrouble,
	{ data, dataAt, failure, failingSince }: Pick<Snapshot<Answer>, 'data' | 'dataAt' | 'failure' | 'failingSince'>,
	now: Stamp,
): { readonly trouble: LinkTrouble; readonly alerts: readonly Alert[] } {
	if (data === null || dataAt === null) return { trouble: NO_TROUBLE, alerts: [] };
	const offset = data.clockOffset ?? 0;
	if (failure === null || failingSince === null) {
		const { told, since, reason } = before;
		return {
			trouble: NO_TROUBLE,
			alerts: told.size === 0 ? [] : [alertOf('link-restored', now.wall + offset, since, reason)],
		};
	}
	const since = failingSince.wall + offset;
	const reason = describeFailure(failure).message;
	const isLost = now.monotonic - failingSince.monotonic >= LONG;
	const kind = needsSignIn(failure) ? 'sign-in-needed' : isLost ? 'link-lost' : null;
	if (kind === null || before.told.has(kind)) return { trouble: { ...before, since, reason }, alerts: [] };
	return {
		trouble: { told: new Set([...before.told, kind]), since, reason },
		alerts: [alertOf(kind, now.wall + offset, since, reason)],
	};
}

/**
 * Of two spans that are half a span apart, events that happen at nearly the same time share one at least, and those a span
 * apart none: whoever is the first to claim both tells.
 */
function keysOf(kind: LinkAlert, at: number): SafeText[] {
	return [0, 0.5].map(shift => safe`${toSafeText(kind)} ${shift} ${Math.floor(at / SPAN + shift)}`);
}

function alertOf(kind: LinkAlert, at: number, since: number, error: SafeText): Alert {
	const keys = keysOf(kind, kind === 'link-restored' ? at : since);
	return { kind, at, since, job: null, organizations: [], error, novelty: null, keys };
}
