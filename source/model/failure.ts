import { joinSafe, type SafeText, safe } from './safe-text.ts';

/** Why nothing came back: every way a request can fail, told apart by what the reader can do about it. */
export type Failure =
	/** No connection, or one that broke; `code` is the system's word, such as ECONNREFUSED, or the cause where it is known. */
	| { readonly kind: 'network'; readonly code: SafeText; readonly advice?: SafeText }
	/** A deadline passed; `seconds` is how long was waited. */
	| { readonly kind: 'timeout'; readonly seconds: number }
	/** The server's certificate is not trusted; `fingerprint` is its SHA-256 in hexadecimal, where one was shown. */
	| {
			readonly kind: 'tls';
			readonly reason: SafeText;
			readonly fingerprint: SafeText | null;
			/** What it should have been, where that is pinned. */
			readonly pinned?: Pinned;
			/** The proxy on the way, which may be what showed the certificate. */
			readonly proxy?: SafeText;
	  }
	/** The server refused who we are: wrong password, dead token; `advice` where there is better than the usual. */
	| { readonly kind: 'unauthorized'; readonly message: SafeText; readonly advice?: SafeText }
	/** The server knows us and does not permit this; a missing licence reads the same. */
	| { readonly kind: 'forbidden'; readonly message: SafeText }
	/** Not found, or not permitted: the server masks one as the other. */
	| { readonly kind: 'not-found'; readonly message: SafeText }
	/** The server asked to be left alone for a while; `retryAfter` in milliseconds where it said how long. */
	| { readonly kind: 'busy'; readonly status: number; readonly retryAfter: number | null }
	/** The server is in trouble: 5xx, or an error page where an answer should be. */
	| { readonly kind: 'server'; readonly status: number; readonly message: SafeText }
	/** Another refusal, 4xx. */
	| { readonly kind: 'rejected'; readonly status: number; readonly message: SafeText }
	/** The server pointed elsewhere. Credentials are never taken there. */
	| { readonly kind: 'redirect'; readonly status: number; readonly target: SafeText }
	/** The answer is not what the API promises; `path` says where. */
	| { readonly kind: 'shape'; readonly path: SafeText; readonly problem: SafeText }
	/** The answer is larger than `limit` bytes. */
	| { readonly kind: 'too-large'; readonly limit: number }
	/** A mistake in how the program was called or configured, found before any request. */
	| { readonly kind: 'usage'; readonly message: SafeText; readonly advice: SafeText };

/** The fingerprints that a server was expected to show, and the file that remembers them; null where a flag gave them. */
export interface Pinned {
	readonly fingerprints: readonly SafeText[];
	readonly file: SafeText | null;
}

/** Carries a {@link Failure} through code that throws. Anything else that is thrown is a defect of this program. */
export class FailureError extends Error {
	override readonly name = 'FailureError';
	readonly failure: Failure;

	constructor(failure: Failure) {
		super(describeFailure(failure).message);
		this.failure = failure;
	}
}

/** What to tell the reader: what happened, in one sentence, and what to do about it. */
export interface FailureText {
	readonly message: SafeText;
	readonly advice: SafeText;
}

/** The failure in a few words, for a status line. */
export function nameFailure(failure: Failure): SafeText {
	switch (failure.kind) {
		case 'network':
			return failure.code;
		case 'timeout':
			return safe`no answer in ${failure.seconds}s`;
		case 'tls':
			return failure.reason;
		case 'unauthorized':
			return safe`401`;
		case 'forbidden':
			return safe`403`;
		case 'not-found':
			return safe`404`;
		case 'busy':
		case 'server':
		case 'rejected':
			return safe`HTTP ${failure.status}`;
		case 'redirect':
			return safe`redirected (HTTP ${failure.status})`;
		case 'shape':
			return safe`unreadable answer`;
		case 'too-large':
			return safe`answer too large`;
		case 'usage':
			return failure.message;
	}
}

/** Why a certificate is not trusted, what it would take, and what a proxy may have to do with it. */
function describeDistrust({ reason, fingerprint, pinned, proxy }: Extract<Failure, { kind: 'tls' }>): FailureText {
	const through =
		proxy === undefined ? safe`` : safe` The way leads through the proxy ${proxy}, which may be what showed it.`;
	const shown = fingerprint ?? safe`none`;
	if (pinned === undefined) {
		const advice =
			fingerprint === null
				? safe`Give the certificate of its issuer with --ca-file PATH, or its own fingerprint with --pin-sha256 HEX.`
				: safe`Compare the fingerprint on the appliance; if it is the same, pass --pin-sha256 ${shown} (or its issuer with --ca-file PATH).`;
		return {
			message: safe`The server's certificate is not trusted: ${reason}. Nothing was sent.`,
			advice: safe`${advice}${through}`,
		};
	}
	const expected = joinSafe(pinned.fingerprints, safe` or `);
	const remedy =
		pinned.file === null
			? safe`Only if the appliance itself shows the new one, pass --pin-sha256 ${shown} instead.`
			: safe`Only if the appliance itself shows the new one, delete the file ${pinned.file} and start again; for one more node of a cluster, add its fingerprint to that file as a line.`;
	return {
		message: safe`The server's certificate is not trusted: ${reason}. It shows ${shown}, pinned is ${expected}. Nothing was sent.`,
		advice: safe`Its certificate was renewed, or somebody stands in between. ${remedy}${through}`,
	};
}

/** The failure as a sentence with advice, for stderr, JSON and the connection overlay. */
export function describeFailure(failure: Failure): FailureText {
	switch (failure.kind) {
		case 'network':
			return {
				message: safe`The server could not be reached: ${failure.code}.`,
				advice:
					failure.advice ??
					safe`Check the address and port, the name's resolution, and that no firewall or proxy is in between.`,
			};
		case 'timeout':
			return {
				message: safe`The server did not answer within ${failure.seconds} s.`,
				advice: safe`It may be overloaded or unreachable; a longer --timeout helps only if it is slow.`,
			};
		case 'tls':
			return describeDistrust(failure);
		case 'unauthorized':
			return {
				message: safe`The server refused the sign-in: ${failure.message}`,
				advice:
					failure.advice ??
					safe`Check the user, the password or token, and the domain. It is not tried again by itself, because accounts lock.`,
			};
		case 'forbidden':
			return {
				message: safe`The server does not permit this: ${failure.message}`,
				advice: safe`Reading synchronization jobs needs the CCKM Users group and the view right on the organizations, and a CCKM licence.`,
			};
		case 'not-found':
			return {
				message: safe`Not found, or not permitted: ${failure.message}`,
				advice: safe`Check the address; some servers answer like this where a right is missing.`,
			};
		case 'busy':
			return {
				message: safe`The server asks to be left alone for a while (HTTP ${failure.status}).`,
				advice: safe`It is asked again after the wait that it named.`,
			};
		case 'server':
			return {
				message: safe`The server has trouble of its own (HTTP ${failure.status}): ${failure.message}`,
				advice: safe`This usually passes; the monitor keeps trying.`,
			};
		case 'rejected':
			return {
				message: safe`The server rejected the request (HTTP ${failure.status}): ${failure.message}`,
				advice: safe`Check the filters that were given; the server may not know one of them.`,
			};
		case 'redirect':
			return {
				message: safe`The server points to another address (HTTP ${failure.status}): ${failure.target}`,
				advice: safe`Redirects are not followed with credentials; if it is right, give that address with --url.`,
			};
		case 'shape':
			return {
				message: safe`The answer is not what the API promises: ${failure.problem} at ${failure.path}.`,
				advice: safe`Check that the address is a CipherTrust Manager and not a proxy or a sign-in page.`,
			};
		case 'too-large':
			return {
				message: safe`The answer is larger than ${failure.limit} bytes and was cut off.`,
				advice: safe`Ask for fewer jobs at once with --limit.`,
			};
		case 'usage':
			return { message: failure.message, advice: failure.advice };
	}
}

/**
 * Whether asking again by itself could help. It cannot where the server refused the sign-in (accounts lock) or is not who
 * it should be: then only the reader's word starts another attempt.
 */
export function isFinal(failure: Failure): boolean {
	return failure.kind === 'unauthorized' || failure.kind === 'tls' || failure.kind === 'usage';
}
