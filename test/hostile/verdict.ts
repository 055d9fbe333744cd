import type { SafeText } from '../../source/model/safe-text.ts';
import { fit } from '../../source/model/text-width.ts';
import { flawsOf } from './flaws.ts';
import { createWitness, isPlain } from './witness.ts';

/** Makes remote text fit to be drawn, or is believed to. */
export type Rule = (remote: string) => string;

/** What came of a rule: nothing in any of these where it keeps harm away. */
export interface Verdict {
	/** What the terminal was made to do. */
	effects: number;
	/** Rows whose frame is not where it should be, or that have colours of their own. */
	damaged: number;
	/** Texts with something in them that is not seen, or turns the reading order round. */
	flawed: number;
	/** One text for each of these, for whoever wants to see why. */
	readonly examples: string[];
}

const COLUMNS = 60;
/** What is between the sides of the frame. */
const ROOM = COLUMNS - 4;
/** So many texts are drawn at once, each in a row of its own. */
const AT_ONCE = 20;

const EDGE = 'lqx'.padEnd(COLUMNS, '=');

/** Draws texts as a rule makes them, in a frame as a table has it, and looks what becomes of the terminal. */
export async function tryRule(rule: Rule, texts: readonly string[]): Promise<Verdict> {
	const verdict: Verdict = { effects: 0, damaged: 0, flawed: 0, examples: [] };
	for (let at = 0; at < texts.length; at += AT_ONCE) await drawSome(rule, texts.slice(at, at + AT_ONCE), verdict);
	return verdict;
}

async function drawSome(rule: Rule, texts: readonly string[], verdict: Verdict): Promise<void> {
	const shown = texts.map(rule);
	const flawed = shown.filter(text => flawsOf(text).length > 0);
	// What is not safe is cut as it stands, by whoever thinks that it is.
	const rows = shown.map((text, row) => `|${row % 10}${fit(text as SafeText, ROOM)}${row % 10}|`);
	const witness = createWitness(COLUMNS, AT_ONCE + 2);
	await witness.write([EDGE, ...rows, EDGE].join('\r\n'));
	const lines = witness.lines();
	const damaged = rows.filter((_, row) => {
		const line = lines[row + 1] ?? '';
		const cells = witness.terminal.buffer.active.getLine(row + 1);
		const isFramed = line.startsWith(`|${row % 10}`) && line.endsWith(`${row % 10}|`);
		const isRight =
			cells?.getCell(COLUMNS - 1)?.getChars() === '|' && cells.getCell(COLUMNS - 2)?.getChars() === `${row % 10}`;
		return (
			!isFramed ||
			!isRight ||
			!Array.from({ length: COLUMNS }, (_, column) => isPlain(cells?.getCell(column))).every(Boolean)
		);
	});
	const edges = [lines[0], lines[rows.length + 1]].filter(line => line !== EDGE);
	const effects = witness.takeEffects();
	witness.dispose();
	verdict.effects += effects.length;
	verdict.damaged += damaged.length + edges.length;
	verdict.flawed += flawed.length;
	verdict.examples.push(...[effects[0], damaged[0] ?? edges[0], flawed[0]].filter(example => example !== undefined));
}
