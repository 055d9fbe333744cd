/**
 * What a text may consist of to be called harmless, told apart from the rule that makes it so: by what is allowed, not by
 * what is not. Letters, digits, punctuation, signs and blanks that are seen or take a column; at most four marks on a
 * letter; and few that join what stands before them.
 */
const ALLOWED =
	/^(?:(?![\p{Default_Ignorable_Code_Point}\u0d4e\u2800\u{13441}\u{13442}\u{16fe4}\u{1d159}])[\p{L}\p{N}\p{P}\p{S}\p{Zs}](?:(?![\p{Default_Ignorable_Code_Point}\u{16fe4}]|\u20e3)\p{M}){0,4}|(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?)\u200d(?=\p{Extended_Pictographic}))*$/u;

const FLAWS: Readonly<Record<string, RegExp>> = {
	'a control': /\p{Cc}/u,
	'a line separator': /[\p{Zl}\p{Zp}]/u,
	'reading order': /\p{Bidi_Control}/u,
	'a lone surrogate': /\p{Cs}/u,
	'a tag': /[\u{e0000}-\u{e0fff}]/u,
	'a zero width': /(?<!\p{Extended_Pictographic}\p{Emoji_Modifier}?)\u200d|[\u200b\u200c\u2060\ufeff\u00ad]/u,
	'too many marks': /\p{M}{5}/u,
	'a mark without a letter': /^\p{M}/u,
	'a skin without a body': /(?<!\p{Emoji_Modifier_Base})\p{Emoji_Modifier}/u,
	'half a syllable':
		/(?<![\u1100-\u115e\ua960-\ua97c])[\u1161-\u11a7\ud7b0-\ud7c6]|(?<![\u1161-\u11a7\ud7b0-\ud7c6\uac00-\ud7a3])[\u11a8-\u11ff\ud7cb-\ud7fb]/u,
	'half a letter': /(?<![\p{L}\p{M}])[\u0e33\u0eb3\uff9e\uff9f]/u,
	'a command to a build service': /##\w*\[/,
};

/** Most of what is asked about. */
const PLAIN = /^[ -~]*$/;

/** What is wrong with a text that is to be shown; nothing where it is harmless. */
export function flawsOf(shown: string): string[] {
	if (PLAIN.test(shown) && !shown.includes('##')) return [];
	const known = Object.keys(FLAWS).filter(flaw => FLAWS[flaw]?.test(shown));
	return known.length > 0 || ALLOWED.test(shown) ? known : ['a character that is not allowed'];
}
