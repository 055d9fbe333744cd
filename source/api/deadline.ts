import type { Clock } from '../live/clock.ts';

/** How a piece of work ended: by itself, because its time was up, or because nobody wants it any more. */
export type Ending<Value> =
	| { readonly kind: 'done'; readonly value: Value }
	| { readonly kind: 'failed'; readonly error: unknown }
	| { readonly kind: 'late' }
	| { readonly kind: 'aborted' };

/**
 * Does a piece of work within `milliseconds` and the lifetime of its caller. The signal that it hands to the work is
 * aborted in every case but success, so that whatever the work left open is closed. (`AbortSignal.any` would do the
 * same, but in older Node it keeps something for each call as long as the lifetime lasts.)
 */
export async function within<Value>(
	milliseconds: number,
	clock: Clock,
	lifetime: AbortSignal,
	work: (signal: AbortSignal) => Promise<Value>,
): Promise<Ending<Value>> {
	if (lifetime.aborted) return { kind: 'aborted' };
	const own = new AbortController();
	const over = new AbortController();
	const abort = () => own.abort();
	lifetime.addEventListener('abort', abort);
	let late = false;
	void clock.sleep(milliseconds, over.signal).then(() => {
		late = !over.signal.aborted;
		if (late) own.abort();
	});
	try {
		return { kind: 'done', value: await work(own.signal) };
	} catch (error) {
		own.abort();
		if (lifetime.aborted) return { kind: 'aborted' };
		return late ? { kind: 'late' } : { kind: 'failed', error };
	} finally {
		lifetime.removeEventListener('abort', abort);
		over.abort();
	}
}
