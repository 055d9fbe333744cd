const CHECKSUM_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The 18-character form of a case-sensitive 15-character Salesforce id: three letters more, each of which says which of
 * five characters are upper case, so that the id survives systems that ignore case.
 */
export function toLongSalesforceId(id: string): string {
	const checksum = [0, 5, 10].map(start => {
		let bits = 0;
		for (let offset = 0; offset < 5; offset++) {
			if (/[A-Z]/.test(id.charAt(start + offset))) bits |= 1 << offset;
		}
		return CHECKSUM_LETTERS.charAt(bits);
	});
	return id + checksum.join('');
}
