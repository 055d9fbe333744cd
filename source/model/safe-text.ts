declare const brand: unique symbol;

/**
 * Text that may reach a terminal, a file or a log: our own words, or remote text that went through {@link toSafeText}.
 * Everything that draws or prints takes this type and no other.
 */
export type SafeText = string & { readonly [brand]: true };

/** The most UTF-16 units that a safe text has; what a remote text has beyond them is counted in a mark at its end. */
export const SAFE_TEXT_LIMIT = 65_536;

/** How many combining marks one letter keeps; more would draw over the neighbouring lines. */
const MARKS_KEPT = 4;

const PLAIN = /^[\x20-\x7e]*$/;
const ZERO_WIDTH_JOINER = '\u200D';
const CONTROL = /^[\x00-\x1f\x7f]$/;
const MARK = /^\p{M}$/u;

/** Letters of old scripts that join whatever follows, be it our own words. */
const PREFIXES = String.raw`\u0D4E\u{111C2}\u{111C3}\u{113D1}\u{1193F}\u{11941}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}`;

/**
 * As in a class of a regular expression: without a glyph of their own, or with an effect on others. Of those that have no
 * property in common, five are blanks that Unicode counts among letters, marks and symbols, and one makes an emoji of a digit.
 */
const HIDDEN = String.raw`\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{13441}\u{13442}\u{16FE4}\u{1D159}\u20E3${PREFIXES}`;

/** Never drawn. Lone surrogates are gone before this is asked. */
const UNDRAWABLE = new RegExp(`^[\\p{Cc}${HIDDEN}]$`, 'u');

const PICTOGRAPH = /^\p{Extended_Pictographic}$/u;

/** What joins its neighbours, and where it is drawn: beside others it would be hidden, or be lost on the way to the screen. */
const JOINERS: readonly { readonly what: RegExp; readonly behind: RegExp; readonly before?: RegExp }[] = [
	{ what: /^\u200D$/, behind: /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u, before: PICTOGRAPH },
	{ what: /^\p{Emoji_Modifier}$/u, behind: /^\p{Emoji_Modifier_Base}$/u },
	// The vowels and the final consonants that a Korean syllable is put together with.
	{ what: /^[\u1161-\u11A7\uD7B0-\uD7C6]$/, behind: /^[\u1100-\u115E\uA960-\uA97C]$/ },
	{ what: /^[\u11A8-\u11FF\uD7CB-\uD7FB]$/, behind: /^[\u1161-\u11A7\uD7B0-\uD7C6\uAC00-\uD7A3]$/ },
	// A whole syllable joins no consonant before it: what follows the two is drawn in one way here and another there.
	{ what: /^[\uAC00-\uD7A3]$/, behind: /^(?![\u1100-\u115E\uA960-\uA97C])/ },
	// Letters that belong to the one before them: they must not join our own words.
	{ what: /^[\u0E33\u0EB3\uFF9E\uFF9F]$/, behind: /^[\p{L}\p{M}]$/u },
];

/** Build services look for `##vso[` and `##[` anywhere in a line, and take what follows for a command of theirs. */
const DIRECTIVE = /##[\w[]/;

function escapeCharacter(character: string): string {
	if (character === '\n') return '␤';
	if (character === '\t') return '  ';
	if (!CONTROL.test(character))
		return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
	return character === '\x7f' ? '^?' : `^${String.fromCharCode(character.charCodeAt(0) + 64)}`;
}

/** Whether a character is drawn between its neighbours; `before` is empty where that was not drawn as it is. */
function isDrawn(character: string, before: string, next: string): boolean {
	if (PLAIN.test(character)) return !DIRECTIVE.test(before + character + next);
	const joiner = JOINERS.find(({ what }) => what.test(character));
	if (joiner === undefined) return !UNDRAWABLE.test(character);
	const isFollowed = joiner.before === undefined || (joiner.before.test(next) && !UNDRAWABLE.test(next));
	return joiner.behind.test(before) && isFollowed;
}

/** A piece of safe text, and how many UTF-16 units of the remote text it stands for. */
interface Piece {
	readonly shown: string;
	readonly units: number;
}

/** Takes a text apart into its characters, each as it is shown; marks that are left out are one piece together. */
function* piecesOf(remote: string): Generator<Piece> {
	const characters = Array.from(remote);
	let before = ''; // the character before, where it was drawn as it is
	let marks = -1; // combining marks on the last letter; −1 where there is none to carry them
	let units = 0; // of the marks left out
	for (const [index, character] of characters.entries()) {
		const drawn = isDrawn(character, before, characters[index + 1] ?? '');
		const isMark = MARK.test(character);
		if (drawn && isMark && marks >= 0) {
			marks += 1;
			before = marks <= MARKS_KEPT ? character : '';
			if (marks <= MARKS_KEPT) yield { shown: character, units: character.length };
			else units += character.length;
			continue;
		}
		if (units > 0) yield { shown: `<+${marks - MARKS_KEPT} marks>`, units };
		units = 0;
		const isItself = drawn && !isMark;
		marks = isItself ? 0 : -1;
		before = isItself ? character : '';
		yield { shown: isItself ? character : escapeCharacter(character), units: character.length };
	}
	if (units > 0) yield { shown: `<+${marks - MARKS_KEPT} marks>`, units };
}

/** As much of a text as is shown in `limit` UTF-16 units. */
function escapeText(remote: string, limit: number): Piece {
	const isInPair = (remote.codePointAt(limit - 1) ?? 0) > 0xffff;
	const considered = remote.slice(0, isInPair ? limit - 1 : limit);
	if (PLAIN.test(considered) && !DIRECTIVE.test(considered)) return { shown: considered, units: considered.length };
	let text = '';
	let read = 0;
	for (const { shown, units } of piecesOf(considered.toWellFormed())) {
		if (text.length + shown.length > limit) break;
		text += shown;
		read += units;
	}
	return { shown: text, units: read };
}

/**
 * Remote text made fit to be drawn: an allow-list escaper, applied once where bytes become values. Nothing is removed
 * silently: what cannot be drawn is shown as `^X` or `<U+XXXX>`, a line feed as `␤`, marks beyond the fourth on a letter
 * and what would make it longer than `limit` UTF-16 units as their number. Applying it again changes nothing.
 */
export function toSafeText(remote: string, limit: number = SAFE_TEXT_LIMIT): SafeText {
	const whole = escapeText(remote, limit);
	if (whole.units === remote.length) return whole.shown as SafeText;
	const room = limit - `…+${remote.length}`.length;
	const { shown, units } = escapeText(remote, Math.max(room, 0));
	// What it would have joined is gone.
	const kept = shown.endsWith(ZERO_WIDTH_JOINER) ? shown.slice(0, -1) : shown;
	return `${kept}…+${remote.length - units + shown.length - kept.length}` as SafeText;
}

/** Joins our own words with safe values: `safe\`${job.id} of ${total}\``. Anything that is not safe does not compile. */
export function safe(words: TemplateStringsArray, ...values: readonly (SafeText | number)[]): SafeText {
	let text = words[0] ?? '';
	for (let index = 0; index < values.length; index++) text += `${values[index]}${words[index + 1]}`;
	return text as SafeText;
}

/** The lines of a text whose line feeds were marked with `␤`; such a mark never bears accents, as one that was sent may. */
export function splitLines(text: SafeText): SafeText[] {
	return text.split(/␤(?!\p{M})/u) as SafeText[];
}

/** Joins safe texts with a safe separator. */
export function joinSafe(texts: readonly SafeText[], separator: SafeText): SafeText {
	return texts.join(separator) as SafeText;
}

/** Part of a safe text, by UTF-16 units. */
export function sliceSafe(text: SafeText, start: number, end?: number): SafeText {
	return text.slice(start, end) as SafeText;
}

/** What may be drawn into the column of what stands before it. */
const JOINING = String.raw`[\p{M}\p{Emoji_Modifier}\u1161-\u11FF\uD7B0-\uD7FB]`;

/** What a terminal or a build service might obey, what nobody sees, and marks beyond the fourth; line feeds are ours. */
const UNSAFE_IN_JSON = new RegExp(
	String.raw`[\x7f-\x9f${HIDDEN}]|#(?=#)|(?<=${JOINING}{${MARKS_KEPT}})${JOINING}`,
	'gu',
);

function escapeJson(json: string): SafeText {
	return json.replace(UNSAFE_IN_JSON, character => {
		let escaped = '';
		for (let unit = 0; unit < character.length; unit += 1) {
			escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
		}
		return escaped;
	}) as SafeText;
}

/** A value as JSON that no terminal obeys: the value is the same to every parser, the bytes are harmless. */
export function toSafeJson(value: unknown, indent?: number): SafeText {
	return escapeJson(JSON.stringify(value, undefined, indent) ?? 'null');
}

/** A value as indented JSON for people, cut and marked like any safe text that is too long. */
export function showJson(value: unknown): SafeText {
	const json = JSON.stringify(value, undefined, 2) ?? 'null';
	const shown = toSafeText(escapeJson(json.slice(0, SAFE_TEXT_LIMIT)));
	return json.length <= SAFE_TEXT_LIMIT ? shown : (`${shown}…+${json.length - SAFE_TEXT_LIMIT}` as SafeText);
}
