import { acknowledgementOf } from '../model/acknowledgement.ts';
import type { ErrorGroup } from '../model/error-groups.ts';
import type { Job } from '../model/job.ts';
import type { Acknowledgement } from '../model/journal-entry.ts';
import type { ErrorMemory, Memory } from '../model/memory.ts';
import type { SafeText } from '../model/safe-text.ts';

/** What the reader, or an earlier run, already knows of errors. */
export interface ErrorKnowledge {
	/** What earlier runs have met. */
	readonly errors: ErrorMemory;
	/** The acknowledgement of an organization's trouble, null where there is none in force. */
	ofOrganization(id: SafeText): Acknowledgement | null;
	/** The newest acknowledgement of a kind of errors, where every organization that has it has that acknowledged. */
	ofGroup(group: ErrorGroup): Acknowledgement | null;
}

/** What is known of the errors of these jobs. */
export function knowledgeOf(jobs: readonly Job[], { errors, acknowledgements }: Memory): ErrorKnowledge {
	return {
		errors,
		ofOrganization: id => acknowledgementOf(id, jobs, acknowledgements),
		ofGroup({ active, fingerprint }) {
			const known = [...active].map(id => acknowledgementOf(id, jobs, acknowledgements, fingerprint));
			if (known.includes(null)) return null;
			return known.reduce((newest, one) => (newest === null || (one?.at ?? 0) > newest.at ? one : newest), null);
		},
	};
}
