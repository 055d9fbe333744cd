import type { Clock } from '../live/clock.ts';
import type { SideState } from '../model/answer.ts';
import { FailureError } from '../model/failure.ts';
import type { Job } from '../model/job.ts';
import { shareById } from '../model/share.ts';
import { isSettled } from './held-jobs.ts';
import type { JobList } from './job-list.ts';
import { isAbsent } from './load.ts';

/**
 * The newest jobs of another kind beside those that are watched. They are worth less than those: they are asked for less
 * often, never by signing in anew, and a failure takes nothing away.
 */
export interface SideJobs {
	/** Whether they were never asked for, so that they need not wait for their turn. */
	isNew(): boolean;
	/** Counts a poll, and says whether they are to be asked for in it: in every sixth one, and in every other while one runs. */
	takeTurn(): boolean;
	/** Asks for them; throws nothing but what `signal` was aborted with. */
	ask(signal: AbortSignal): Promise<void>;
	/** The server was out of reach, or the reader doubts: a list that was not there may be there now. */
	reconsider(): void;
	/** One page, newest first; the same list for as long as nothing changes. */
	jobs(): readonly Job[];
	state(): SideState;
	/** How many the server has, null where it does not say. */
	total(): number | null;
	isComplete(): boolean;
}

/** How many polls lie between two requests, and how many while one of the jobs runs. */
const TURN = 6;
const TURN_WHILE_RUNNING = 2;

/** Creates what holds one page of `limit` jobs at the most; nothing is sent yet. */
export function createSideJobs(list: JobList, limit: number, sort: string, clock: Clock): SideJobs {
	let jobs: readonly Job[] = [];
	let total: number | null = 0;
	let isComplete = true;
	let state: SideState = { kind: 'unasked' };
	let polls = 0;

	function take(rows: readonly unknown[], count: number | null): void {
		jobs = shareById(jobs, rows, list.kind);
		total = count;
		isComplete = count === null ? rows.length < limit : jobs.length >= count;
		state = { kind: 'held', at: clock.now(), failure: null };
	}

	return {
		isNew: () => state.kind === 'unasked',
		takeTurn() {
			polls += 1;
			if (state.kind === 'absent') return false;
			return polls >= (jobs.every(isSettled) ? TURN : TURN_WHILE_RUNNING);
		},
		async ask(signal) {
			polls = 0;
			try {
				const { rows, total: count } = await list.ask({ skip: 0, limit }, sort, signal);
				take(rows, count);
			} catch (error) {
				if (!(error instanceof FailureError)) throw error;
				if (isAbsent(error)) {
					take([], 0);
					state = { kind: 'absent' };
				} else state = { kind: 'held', at: state.kind === 'held' ? state.at : null, failure: error.failure };
			}
		},
		reconsider() {
			if (state.kind === 'absent') state = { kind: 'unasked' };
			polls = TURN;
		},
		jobs: () => jobs,
		state: () => state,
		total: () => total,
		isComplete: () => isComplete,
	};
}
