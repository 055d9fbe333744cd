/**
 * How a cell is drawn: for each attribute the SGR parameters that switch it on, or nothing, in a fixed order. Cells that
 * look alike have equal styles.
 */
export type Style = string;

/** The attributes, each with what switches it off; bold and dim share that. Colours have many ways to be switched on. */
const ATTRIBUTES = [
	{ on: null, off: '39' },
	{ on: null, off: '49', marksBlanks: true },
	{ on: '1', off: '22' },
	{ on: '2', off: '22' },
	{ on: '3', off: '23' },
	{ on: '4', off: '24', marksBlanks: true },
	{ on: '7', off: '27', marksBlanks: true },
	{ on: '9', off: '29', marksBlanks: true },
] as const;

const [FOREGROUND, BACKGROUND] = [0, 1];
const SEPARATOR = '|';

/** The terminal's own colours, nothing else. */
export const PLAIN: Style = ATTRIBUTES.map(() => '').join(SEPARATOR);

/** The style after an SGR sequence with these parameters; those unknown change nothing. */
export function applySgr(style: Style, parameters: string): Style {
	const values = style.split(SEPARATOR);
	const codes = parameters.split(';');
	for (let at = 0; at < codes.length; at++) {
		const code = codes[at] ?? '';
		const number = Number(code);
		if (number === 0) values.fill('');
		else if (number === 38 || number === 48) {
			const length = codes[at + 1] === '5' ? 3 : 5;
			values[number === 38 ? FOREGROUND : BACKGROUND] = codes.slice(at, at + length).join(';');
			at += length - 1;
		} else if (isColor(number, 30)) values[FOREGROUND] = code;
		else if (isColor(number, 40)) values[BACKGROUND] = code;
		else {
			for (const [attribute, { on, off }] of ATTRIBUTES.entries()) {
				if (code === on) values[attribute] = code;
				else if (code === off) values[attribute] = '';
			}
		}
	}
	return values.join(SEPARATOR);
}

/** One of the sixteen colours; the bright ones stand sixty above the others. */
function isColor(code: number, first: number): boolean {
	return (code >= first && code < first + 8) || (code >= first + 60 && code < first + 68);
}

/** The shortest sequence from one style to another; nothing where they are the same. */
export function changeStyle(from: Style, to: Style): string {
	if (from === to) return '';
	const before = from.split(SEPARATOR);
	const after = to.split(SEPARATOR);
	const off = new Set(
		ATTRIBUTES.filter((_, at) => before[at] !== '' && after[at] === '').map(attribute => attribute.off),
	);
	const on = after.filter(
		(value, at) => value !== '' && (value !== before[at] || off.has(ATTRIBUTES[at]?.off ?? '39')),
	);
	const step = [...off, ...on].join(';');
	// An empty parameter is a zero, which switches all off.
	const afresh = ['', ...after.filter(value => value !== '')].join(';');
	return `\u001b[${step.length < afresh.length ? step : afresh}m`;
}

/** Whether a blank of this style can be told from an empty cell: neither weight nor colour of what is not there can. */
export function marksBlanks(style: Style): boolean {
	if (style === PLAIN) return false;
	const values = style.split(SEPARATOR);
	return ATTRIBUTES.some((attribute, at) => 'marksBlanks' in attribute && values[at] !== '');
}
