import type { Failure } from '../model/failure.ts';

/** Every exit code that is not 128 plus a signal, and what it means. */
export const EXIT_CODES = {
	done: { code: 0, meaning: 'done; what was found does not matter without --exit-status' },
	failed: { code: 1, meaning: 'could not: network, server error, a body that is no answer' },
	usage: { code: 2, meaning: 'usage or configuration, told before any request is made; no credentials given' },
	refused: { code: 3, meaning: 'credentials refused, or not permitted' },
	untrusted: { code: 4, meaning: "the server's certificate is not trusted; nothing was sent" },
	unhealthy: { code: 10, meaning: '--exit-status: something is failed or degraded' },
} as const;

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
