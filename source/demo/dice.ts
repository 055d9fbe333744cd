/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
	let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/** 32 bits that look random and are always the same for the same seed, subject and question. */
export function word(seed: number, subject: number, question: string): number {
	let hash = mix(mix(seed ^ 0x9e3779b9) ^ subject);
	for (let index = 0; index < question.length; index++) {
		hash = Math.imul(hash ^ question.charCodeAt(index), 0x01000193);
	}
	return mix(hash);
}

/** A number in [0, 1) that is always the same for the same seed, subject and question: chance that repeats. */
export function roll(seed: number, subject: number, question: string): number {
	return word(seed, subject, question) / 2 ** 32;
}

/** One of `choices`, always the same one for the same seed, subject and question. */
export function pick<Choice>(
	choices: readonly [Choice, ...Choice[]],
	seed: number,
	subject: number,
	question: string,
): Choice {
	return choices[Math.floor(roll(seed, subject, question) * choices.length)] ?? choices[0];
}

/** A version 4 UUID that is always the same for the same seed and subject. */
export function uuid(seed: number, subject: number): string {
	const hex = ['a', 'b', 'c', 'd'].map(part => word(seed, subject, part).toString(16).padStart(8, '0')).join('');
	const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
