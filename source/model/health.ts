import type { Outcome } from './outcome.ts';

/** How well a job really went, whatever its status claims. */
export type Health = 'failed' | 'degraded' | 'running' | 'ok' | 'cancelled' | 'unknown';

/** Every health, worst first; what nobody can judge comes last. */
export const HEALTHS: readonly Health[] = ['failed', 'degraded', 'running', 'cancelled', 'ok', 'unknown'];

/** The statuses that the server is documented to give. */
export const STATUSES: readonly string[] = ['in_progress', 'completed', 'failed'];

/** Whether a status is one that we know the meaning of. */
export function isKnownStatus(status: string): boolean {
	return STATUSES.includes(status);
}

/**
 * The health of a job from its status, whether a cancel was asked for, and how each organization fared. The first rule
 * that matches decides; the order is the meaning. Whether a running job is stuck needs its history: see durations.ts.
 */
export function judgeHealth(status: string, abort: boolean, results: readonly { readonly outcome: Outcome }[]): Health {
	const all = (...outcomes: Outcome[]) => results.every(result => outcomes.includes(result.outcome));
	const any = (...outcomes: Outcome[]) => results.some(result => outcomes.includes(result.outcome));
	if (!isKnownStatus(status)) return 'unknown';
	if (status === 'in_progress') return 'running';
	if (status === 'failed') return 'failed';
	if (results.length === 0) return abort ? 'cancelled' : 'unknown';
	if (all('error') || (!abort && all('error', 'none'))) return 'failed';
	if (any('error')) return 'degraded';
	if (abort) return 'cancelled';
	if (any('unknown', 'running')) return 'unknown';
	if (any('none')) return 'degraded';
	return 'ok';
}
