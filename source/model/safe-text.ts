declare const brand: unique symbol;

/**
 * Text that may reach a terminal, a file or a log: our own words, or remote text that went through {@link toSafeText}.
 * Everything that draws or prints takes this type and no other.
 */
export type SafeText = string & { readonly [brand]: true };

/** The most UTF-16 units of one remote text that are kept; the rest is counted in a mark at the end. */
export const SAFE_TEXT_LIMIT = 65_536;

/** How many combining marks one letter keeps; more would draw over the neighbouring lines. */
const MARKS_KEPT = 4;

const PLAIN = /^[\x20-\x7e]*$/;
const CONTROL = /^[\x00-\x1f\x7f]$/;
const MARK = /^\p{M}$/u;
const PICTOGRAPH = /^\p{Extended_Pictographic}$/u;

/** Never drawn: no glyph of their own, or an effect on others. Lone surrogates are gone before this is asked. */
const UNDRAWABLE =
	/^(?:[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]|\u034F|[\u17B4\u17B5]|[\u180B-\u180F]|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])$/u;

const ZERO_WIDTH_JOINER = '\u200D';

function joinsPictographs(characters: readonly string[], index: number): boolean {
	const isDrawn = (character = '') => PICTOGRAPH.test(character) && !UNDRAWABLE.test(character);
	return isDrawn(characters[index - 1]) && isDrawn(characters[index + 1]);
}

function escapeCodePoint(character: string): string {
	return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
}

function escapeControl(character: string): string {
	if (character === '\n') return '␤';
	if (character === '\t') return '  ';
	return character === '\x7f' ? '^?' : `^${String.fromCharCode(character.charCodeAt(0) + 64)}`;
}

/** Remote text made fit to be drawn; see {@link toSafeText}, which also bounds its length. */
function escapeText(remote: string): string {
	if (PLAIN.test(remote)) return remote;
	const characters = Array.from(remote.toWellFormed());
	let text = '';
	let marks = -1; // combining marks on the letter before; −1 where there is no letter to carry one
	for (const [index, character] of characters.entries()) {
		const drawable = !UNDRAWABLE.test(character);
		if (drawable && marks >= 0 && MARK.test(character)) {
			marks += 1;
			if (marks <= MARKS_KEPT) text += character;
			continue;
		}
		if (marks > MARKS_KEPT) text += `<+${marks - MARKS_KEPT} marks>`;
		marks = -1;
		if (CONTROL.test(character)) text += escapeControl(character);
		else if (character === ZERO_WIDTH_JOINER && joinsPictographs(characters, index)) text += character;
		else if (!drawable || MARK.test(character)) text += escapeCodePoint(character);
		else {
			text += character;
			marks = 0;
		}
	}
	return marks > MARKS_KEPT ? `${text}<+${marks - MARKS_KEPT} marks>` : text;
}

/**
 * Remote text made fit to be drawn: an allow-list escaper, applied once where bytes become values. Nothing is removed
 * silently: what cannot be drawn is shown as `^X` or `<U+XXXX>`, a line feed as `␤`, marks beyond the fourth on a letter
 * and text beyond `limit` UTF-16 units as their number. Applying it again changes nothing.
 */
export function toSafeText(remote: string, limit: number = SAFE_TEXT_LIMIT): SafeText {
	if (remote.length <= limit) return escapeText(remote) as SafeText;
	return `${escapeText(remote.slice(0, limit))}…+${remote.length - limit}` as SafeText;
}

/** Joins our own words with safe values: `safe\`${job.id} of ${total}\``. Anything that is not safe does not compile. */
export function safe(words: TemplateStringsArray, ...values: readonly (SafeText | number)[]): SafeText {
	let text = words[0] ?? '';
	for (const [index, value] of values.entries()) text += `${value}${words[index + 1]}`;
	return text as SafeText;
}

/** The lines of a text whose line feeds were marked with `␤`. */
export function splitLines(text: SafeText): SafeText[] {
	return text.split('␤') as SafeText[];
}

/** Joins safe texts with a safe separator. */
export function joinSafe(texts: readonly SafeText[], separator: SafeText): SafeText {
	return texts.join(separator) as SafeText;
}

/** Part of a safe text, by UTF-16 units. */
export function sliceSafe(text: SafeText, start: number, end?: number): SafeText {
	return text.slice(start, end) as SafeText;
}

const TERMINAL_UNSAFE_IN_JSON =
	/[\u007f-\u009f\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]|\u034F|[\u17B4\u17B5]|[\u180B-\u180F]|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/gu;

/** A value as JSON that no terminal obeys: the value is the same to every parser, the bytes are harmless. */
export function toSafeJson(value: unknown, indent?: number): SafeText {
	const json = JSON.stringify(value, undefined, indent) ?? 'null';
	return json.replace(TERMINAL_UNSAFE_IN_JSON, character =>
		Array.from({ length: character.length }, (_, unit) => escapeUnit(character.charCodeAt(unit))).join(''),
	) as SafeText;
}

function escapeUnit(unit: number): string {
	return `\\u${unit.toString(16).padStart(4, '0')}`;
}
