import { type SafeText, toSafeText } from './safe-text.ts';
import { widthOf } from './text-width.ts';

/** What stands in for each glyph of ours. */
const STAND_INS: Readonly<Record<string, string>> = {
	'✗': 'x',
	'●': '*',
	'•': '*',
	'○': 'o',
	'✓': '+',
	'⊘': '-',
	'▲': '^',
	'‖': '=',
	'─': '-',
	'│': '|',
	'┬': '+',
	'┼': '+',
	'…': '~',
	'·': '-',
	'–': '-',
	'—': '-',
	'␤': '$',
	'≤': '<',
	'▏': '_',
	'↓': 'v',
	'↑': '^',
	'→': '>',
	'←': '<',
};

/** A text in ASCII, as wide as it was: our glyphs have a stand-in each, all else is a question mark for each column. */
export function toAscii(text: SafeText): SafeText {
	return toSafeText(
		text.replace(/[^\x20-\x7e]/gu, letter => STAND_INS[letter] ?? '?'.repeat(widthOf(toSafeText(letter)))),
	);
}
