import { lookBack, reachesBackTo } from '../api/look-back.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { systemClock } from '../live/clock.ts';
import type { Answer } from '../model/answer.ts';
import { findStuck } from '../model/durations.ts';
import type { JobContext } from '../model/fields.ts';
import type { Job } from '../model/job.ts';
import type { Origin } from '../output/json.ts';
import { type Connection, connect } from './connect.ts';
import { readSignIn } from './credentials.ts';
import { interruptible } from './signals.ts';
import { readTarget } from './target.ts';

/** What a server answered, and what is needed to tell it. */
export interface Found {
	readonly answer: Answer;
	/** The jobs that began within the time that was asked for. */
	readonly jobs: readonly Job[];
	/** Whether these are all that the server has. */
	readonly complete: boolean;
	/** What rows are told by; its jobs are all that were loaded. */
	readonly context: JobContext;
	readonly origin: Origin;
}

/** What is asked for, of whom, and by whose hours it is told. */
export type Question = Pick<Options, 'server' | 'query' | 'since' | 'timeout' | 'zone'>;

/** Told after each page: how many jobs are loaded, and of how many where the server says so. */
type Progress = (loaded: number, total: number | null) => void;

/** Since a time, only as far back as it takes is asked for. */
const PAGE = 200;

function serverNow({ clockOffset }: Answer): number {
	return systemClock.now() + (clockOffset ?? 0);
}

function load({ client }: Connection, { query, since }: Question, signal: AbortSignal, onProgress?: Progress) {
	// Of a second kind a watch holds the newest page alone.
	if (since === null || query.limit !== null || query.kinds.length > 1) return client.load(query, signal, onProgress);
	const watch = client.watch({ ...query, limit: PAGE });
	return lookBack(watch, answer => serverNow(answer) - since, signal, onProgress);
}

function describe(answer: Answer, { since, zone }: Question): Pick<Found, 'jobs' | 'complete' | 'context'> {
	const now = serverNow(answer);
	const isRecent = ({ createdAt }: Job) => since === null || (createdAt !== null && createdAt.at >= now - since);
	return {
		jobs: answer.jobs.filter(isRecent),
		complete: since === null ? answer.complete : reachesBackTo(answer, now - since),
		context: {
			jobs: answer.jobs,
			organizations: answer.organizations,
			stuck: findStuck(answer.jobs, now),
			now,
			zone,
			timeStyle: 'absolute',
			idLength: 36,
			agesAreTrue: true,
		},
	};
}

/**
 * Asks a server once and hands on what it said; what `tell` ends with is the exit code, unless a signal came. Meanwhile it
 * is signed out. Throws the failure of whatever could not be done.
 */
export async function askOnce(
	question: Question,
	environment: Environment,
	tell: (found: Found) => Promise<number>,
	onProgress?: Progress,
): Promise<number> {
	const interruption = interruptible();
	const target = await readTarget(question.server, environment, server =>
		readSignIn(server, { environment, clock: systemClock, ask: null }),
	);
	const connection = await connect(target, question.timeout, systemClock);
	let closed: Promise<void> | null = null;
	const close = () => {
		closed ??= connection.close();
		return closed;
	};
	try {
		const answer = await load(connection, question, interruption.signal, onProgress);
		// Signing out takes a request: what was found is printed meanwhile.
		void close();
		const origin = { ...connection.origin, fetchedAt: systemClock.now() };
		return await tell({ answer, ...describe(answer, question), origin });
	} catch (error) {
		const code = interruption.code();
		if (code === null) throw error;
		return code;
	} finally {
		await close();
	}
}
