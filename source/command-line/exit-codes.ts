import type { Failure } from '../model/failure.ts';
import type { CommandName } from './commands.ts';

/** Every exit code that is not 128 plus a signal, and what it means. */
export const EXIT_CODES = {
	done: { code: 0, meaning: 'done; what was found does not matter without --exit-status' },
	failed: { code: 1, meaning: 'could not: network, server error, a body that is no answer' },
	usage: { code: 2, meaning: 'usage or configuration, told before any request is made; no credentials given' },
	refused: { code: 3, meaning: 'credentials refused, or not permitted' },
	untrusted: { code: 4, meaning: "the server's certificate is not trusted; nothing was sent" },
	unhealthy: { code: 10, meaning: '--exit-status, wait: something is failed or degraded' },
	undecided: { code: 11, meaning: 'wait: a job ended cancelled or unknown' },
} as const;

/** What `check` ends with, as plug-ins of Nagios do. */
export const CHECK_CODES = {
	ok: { code: 0, meaning: 'OK: the latest sync of each organization went well' },
	warning: { code: 1, meaning: 'WARNING: something is degraded, unknown, stuck or stale' },
	critical: { code: 2, meaning: 'CRITICAL: an organization failed in a job that failed' },
	unknown: { code: 3, meaning: 'UNKNOWN: could not ask, or was called wrongly' },
} as const;

/** Every exit code of a command that is not 128 plus a signal, and what it means. */
export function codesOf(
	command: CommandName,
): Readonly<Record<string, { readonly code: number; readonly meaning: string }>> {
	return command === 'check' ? CHECK_CODES : EXIT_CODES;
}

/** The exit code for a failure that ended the program. */
export function exitCodeOf(failure: Failure): number {
	switch (failure.kind) {
		case 'usage':
			return EXIT_CODES.usage.code;
		case 'unauthorized':
		case 'forbidden':
			return EXIT_CODES.refused.code;
		case 'tls':
			return EXIT_CODES.untrusted.code;
		default:
			return EXIT_CODES.failed.code;
	}
}
