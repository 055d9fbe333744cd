import { type Job, type JobKind, readVerbatim } from './job.ts';
import { type SafeText, toSafeText } from './safe-text.ts';

/** The path of each list of jobs below the server's `/api`. */
export const JOB_PATHS: { readonly [kind in JobKind]: string } = {
	keys: '/v1/cckm/sfdc/keys/synchronization-jobs',
	certificates: '/v1/cckm/sfdc/certificates/synchronization-jobs',
};

/** The path at which the server tells of one job alone; null for a row that has no id. */
export function jobPath(job: Job): SafeText | null {
	const said = readVerbatim(job);
	return said === null ? null : toSafeText(`/api${JOB_PATHS[job.kind]}/${encodeURIComponent(said.id.toWellFormed())}`);
}
