import { usageError } from '../command-line/arguments.ts';
import type { FailureError } from '../model/failure.ts';
import { type SafeText, safe } from '../model/safe-text.ts';

/** A configuration file that was found, and what is known of it besides its text. */
export interface Place {
	readonly path: SafeText;
	/** The folder that it is in. */
	readonly folder: string;
	/** The home of this user. */
	readonly home: string;
	/** Whether others than its owner can read it. */
	readonly isExposed: boolean;
}

/** A file that cannot be understood. None of its text is repeated, because secrets may be in it. */
export function brokenFile({ path }: Place, line: number | null, what: SafeText, advice: SafeText): FailureError {
	const where = line === null ? path : safe`${path}, line ${line}`;
	return usageError(safe`${where}: this is no ${what}.`, advice);
}
