import { type Job, readVerbatim } from './job.ts';
import { type SafeText, toSafeText } from './safe-text.ts';

/** The path of the list of jobs below the server's `/api`. */
export const JOBS_PATH = '/v1/cckm/sfdc/keys/synchronization-jobs';

/** The path at which the server tells of one job alone; null for a row that has no id. */
export function jobPath(job: Job): SafeText | null {
	const said = readVerbatim(job);
	return said === null ? null : toSafeText(`/api${JOBS_PATH}/${encodeURIComponent(said.id.toWellFormed())}`);
}
