import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { type Clip, type OutputClass, quicken } from '../scripts/quick-output.ts';
import { readRow } from '../source/terminal/row.ts';
import { fc } from './support/properties.ts';

/** Ink's own, which its package does not export. */
const { default: InkOutput } = (await import(new URL('output.js', import.meta.resolve('ink')).href)) as {
	readonly default: OutputClass;
};

const WIDTH = 12;
const HEIGHT = 3;

/** A text at a place, or an edge beyond which the texts after it are not drawn. */
type Step =
	| { readonly x: number; readonly y: number; readonly text: string; readonly isBold: boolean }
	| Clip
	| 'unclip';

const bold = (line: string) => `\u001b[1m${line}\u001b[22m`;

function draw(Output: OutputClass, steps: readonly Step[]): string {
	const output = new Output({ width: WIDTH, height: HEIGHT });
	for (const step of steps) {
		if (step === 'unclip') output.unclip();
		else if (!('text' in step)) output.clip(step);
		else output.write(step.x, step.y, step.text, { transformers: step.isBold ? [bold] : [] });
	}
	return output.get().output;
}

/** The cells of each row, all that can be seen of a frame. */
function cellsOf(frame: string) {
	return frame.split('\n').map(line => readRow(line, WIDTH, stringWidth).cells);
}

const words = fc.string({
	unit: fc.constantFrom(...'ab cd─✓…é', '\u001b[31m', '\u001b[0m', '\u001b[1;7m'),
	maxLength: 9,
});
const anyWords = fc.oneof(
	{ weight: 9, arbitrary: words },
	{ weight: 1, arbitrary: fc.constantFrom('日本', 'e\u0301', '👍🏽', 'a\nb') },
);
const column = fc.integer({ min: -2, max: WIDTH + 1 });
const row = fc.integer({ min: -1, max: HEIGHT });
const steps: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		{ weight: 8, arbitrary: fc.record({ x: column, y: row, text: anyWords, isBold: fc.boolean() }) },
		{ weight: 1, arbitrary: fc.record({ x1: column, x2: column, y1: row, y2: row }) },
		{ weight: 1, arbitrary: fc.record({ x1: column, x2: column, y1: fc.constant(undefined), y2: row }) },
		{ weight: 1, arbitrary: fc.constant('unclip' as const) },
	),
	{ maxLength: 8 },
);

test('what is put together row by row looks as what Ink puts together', () => {
	const Quick = quicken(InkOutput);
	fc.assert(
		fc.property(steps, frame => {
			assert.deepEqual(cellsOf(draw(Quick, frame)), cellsOf(draw(InkOutput, frame)));
		}),
		{ numRuns: 2000 },
	);
});

test('only rows that need it are taken apart, and none of them twice', () => {
	let taken: string[] = [];
	class Watched extends InkOutput {
		override get() {
			taken.push(...this.operations.flatMap(operation => ('text' in operation ? [operation.text] : [])));
			return super.get();
		}
	}
	const Quick = quicken(Watched);
	const frame = (text: string): Step[] => [
		{ x: 0, y: 0, text: 'left', isBold: true },
		{ x: 6, y: 0, text: '\u001b[31mright\u001b[0m', isBold: false },
		{ x: 0, y: 1, text: '日本', isBold: false },
		{ x: 0, y: 2, text, isBold: false },
	];
	assert.match(draw(Quick, frame('한국')), /left.*right/);
	assert.deepEqual(taken, ['日本', '한국']);
	taken = [];
	draw(Quick, frame('漢字'));
	assert.deepEqual(taken, ['漢字']);
});
