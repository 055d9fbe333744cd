import type { ErrorGroup } from '../model/error-groups.ts';

/** What the reader already knows of kinds of errors. */
export interface ErrorKnowledge {
	readonly isNew: (group: ErrorGroup) => boolean;
	readonly isAcknowledged: (group: ErrorGroup) => boolean;
}
