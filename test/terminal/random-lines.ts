import type { SafeText } from '../../source/model/safe-text.ts';
import type { Line, Span, Tone } from '../../source/session/frame/line.ts';
import { chooseLook } from '../../source/ui/look.ts';
import { pick, type Random } from '../support/chance.ts';

/** Letters of all kinds that a name can be made of, common ones first. */
const LETTERS = [
	...'          abcdefghij0123456789',
	...'─│┬●✓✗…·≤éü漢字かな한국어ｱ！⌚⚠😀',
	...[
		'e\u0301',
		'o\u0308\u0332',
		'กำ',
		'क्षि',
		'👨‍👩‍👧',
		'👍🏽',
		'🇩🇪',
		'1\ufe0f\u20e3',
		'\u1100\u1161\u11a8',
		'⚠\ufe0f',
	],
];

/** Letters that terminals agree on. */
export const COMMON_LETTERS = [...'          abcdefghij0123456789─│┬●✓✗…·≤éü漢字かな한국어！', 'e\u0301'];

const TONES = Object.keys(chooseLook({ color: true, ascii: false }).style) as Tone[];

/** A text of up to so many letters. */
export function randomText(random: Random, longest: number, letters = LETTERS): SafeText {
	const length = Math.floor(random() * (longest + 1));
	return Array.from({ length }, () => pick(random, letters)).join('') as SafeText;
}

/** A line of some spans in any tones, often wider than the screen. */
export function randomLine(random: Random, columns: number, letters = LETTERS): Line {
	const spans: Span[] = Array.from({ length: Math.floor(random() * 6) }, () => ({
		text: randomText(random, columns / 3, letters),
		tone: pick(random, TONES),
	}));
	return { spans, faded: random() < 0.1 };
}

/** Lines that come in one place, and as many that go in another: what lies between moves up or down. */
export function moveBlock<Each>(random: Random, lines: Each[], fresh: () => Each): void {
	const count = 1 + Math.floor(random() * 3);
	const place = () => Math.floor(random() * (lines.length - count));
	const [from, to] = [place(), place()];
	lines.splice(from, count);
	lines.splice(to, 0, ...Array.from({ length: count }, fresh));
}

/** The next frame: now and then another one, else the same with a few changes, as a list that is looked at has. */
export function nextLines(
	random: Random,
	lines: readonly Line[],
	columns: number,
	rows: number,
	letters = LETTERS,
): Line[] {
	const fresh = () => randomLine(random, columns, letters);
	if (lines.length !== rows || random() < 0.1) return Array.from({ length: rows }, fresh);
	const next = [...lines];
	if (random() < 0.3) moveBlock(random, next, fresh);
	for (let changes = Math.floor(random() * 4); changes > 0; changes--) {
		const at = Math.floor(random() * rows);
		const line = next[at] ?? { spans: [] };
		const span = Math.floor(random() * line.spans.length);
		next[at] = pick<() => Line>(random, [
			fresh,
			() => ({ ...line, faded: line.faded !== true }),
			() => ({
				...line,
				spans: line.spans.map((each, index) => (index === span ? { ...each, tone: pick(random, TONES) } : each)),
			}),
			() => ({
				...line,
				spans: line.spans.map((each, index) =>
					index === span ? { ...each, text: randomText(random, 9, letters) } : each,
				),
			}),
		])();
	}
	return next.slice(0, rows);
}
