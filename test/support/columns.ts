import stringWidth from 'string-width';

/** How many columns a character takes in all with what it joins, and whether it joins that. */
export interface Columns {
	readonly width: number;
	readonly joins: boolean;
}

const MARK = /^[\p{Mn}\p{Me}]$/u;
const PICTOGRAPH = /^\p{Extended_Pictographic}$/u;
const SKIN = /^\p{Emoji_Modifier}$/u;
const BODY = /^\p{Emoji_Modifier_Base}$/u;
const SYLLABLE_PART = /^[\u1160-\u11ff\ud7b0-\ud7fb]$/;

/**
 * The columns that terminals of today give a character behind another, which has some already: each code point its own,
 * but none to marks, skins, parts of syllables and emoji that are joined.
 */
export function columnsBehind(character: string, before: string, widthBefore: number): Columns {
	const own = Math.min(stringWidth(character), 2);
	if (before === '') return { width: own, joins: false };
	const isSkin = SKIN.test(character) && BODY.test(before);
	if (isSkin || (before === '\u200d' && PICTOGRAPH.test(character))) return { width: 2, joins: true };
	if (character === '\u200d' || MARK.test(character) || SYLLABLE_PART.test(character))
		return { width: widthBefore, joins: true };
	return { width: own, joins: false };
}

/** The columns that terminals of today take for a text without controls. */
export function columnsOf(text: string): number {
	let columns = 0;
	let before = '';
	let widthBefore = 0;
	for (const character of text) {
		const { width, joins } = columnsBehind(character, before, widthBefore);
		columns += joins ? width - widthBefore : width;
		before = character;
		widthBefore = width;
	}
	return columns;
}
