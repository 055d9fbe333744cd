import { FailureError } from '../model/failure.ts';
import { type SafeText, safe } from '../model/safe-text.ts';

/** The certificates that one server may show, and no others. */
export interface Pins {
	/** Their SHA-256 fingerprints, as {@link parsePins} gives them; several where the nodes of a cluster have one each. */
	readonly fingerprints: readonly string[];
	/** The file that remembers them, null where a flag gave them. */
	readonly file: SafeText | null;
}

/** Reads SHA-256 fingerprints as people copy them, with or without colons, by commas; a mistake is a failure of usage. */
export function parsePins(text: string): readonly string[] {
	const digits = text.split(',').map(each =>
		each
			.trim()
			.replace(/^sha-?256[:=]/i, '')
			.replaceAll(':', '')
			.toLowerCase(),
	);
	if (digits.every(each => /^[0-9a-f]{64}$/.test(each))) return digits;
	throw new FailureError({
		kind: 'usage',
		message: safe`The pinned fingerprint is not a SHA-256 in hexadecimal.`,
		advice: safe`Give the 64 hexadecimal digits of the server's certificate; colons between them do no harm.`,
	});
}
