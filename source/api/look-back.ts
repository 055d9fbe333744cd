import type { Answer } from '../model/answer.ts';
import { isEnded } from '../model/job.ts';
import type { Watch } from './watch.ts';

/** Whether every job is there that began after a moment; what runs may be from far behind the others. */
export function reachesBackTo({ complete, jobs }: Answer, since: number): boolean {
	return (
		complete || jobs.some(({ status, createdAt }) => isEnded(status) && createdAt !== null && createdAt.at < since)
	);
}

/**
 * Loads the newest jobs page by page until one of them began before the moment that `since` tells, in milliseconds by the
 * server's clock, or until no more are to be had by scrolling. Throws as the watch does.
 */
export async function lookBack(
	watch: Watch,
	since: (answer: Answer) => number,
	signal: AbortSignal,
	onProgress?: (loaded: number, total: number | null) => void,
): Promise<Answer> {
	let answer = await watch.poll(signal);
	while (!reachesBackTo(answer, since(answer))) {
		onProgress?.(answer.jobs.length, answer.total);
		watch.loadOlder();
		if (!watch.isMoreWanted()) break;
		answer = await watch.more(signal);
	}
	return answer;
}
