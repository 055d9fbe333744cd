import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toAscii } from '../../source/model/ascii.ts';
import { parseJob } from '../../source/model/job.ts';
import { SAFE_TEXT_LIMIT, type SafeText, toSafeText } from '../../source/model/safe-text.ts';
import { fit, widthOf } from '../../source/model/text-width.ts';
import { frameRows } from '../../source/session/frame/text.ts';
import { readRow } from '../../source/terminal/row.ts';
import { answer } from '../support/jobs.ts';
import { setStage } from '../support/stage.ts';
import { flawsOf } from './flaws.ts';

const MEGABYTE = 2 ** 20;

/** Texts that cost whoever works them out again and again, or keeps them as they are. */
const COSTLY: readonly (readonly [cases: string, what: string, text: string])[] = [
	['E20', 'ten thousand marks on a letter', `a${'\u0301'.repeat(10_000)}b`],
	['E20', 'ten thousand skins', `👍${'🏽'.repeat(10_000)}`],
	['E20', 'ten thousand people who hold hands', '👩\u200d'.repeat(10_000)],
	['E20', 'ten thousand vowels of one syllable', `\u1100${'\u1161'.repeat(10_000)}`],
	['E20', 'ten thousand letters that join', 'क्'.repeat(10_000)],
	['E13', 'ten thousand bells', '\x07'.repeat(10_000)],
	['E23', 'a hundred thousand colours', '\x1b[31m'.repeat(100_000)],
	['E23', 'a megabyte', 'x'.repeat(MEGABYTE)],
	['E23', 'a megabyte of what is escaped at length', '\u{e0041}'.repeat(MEGABYTE / 2)],
	['E23', 'a megabyte of hashes', '#'.repeat(MEGABYTE)],
	['E23', 'a megabyte of line feeds', '\n'.repeat(MEGABYTE)],
];

for (const [cases, what, text] of COSTLY) {
	test(`${cases} bounded before anything is done with it: ${what}`, () => {
		const shown = toSafeText(text);
		assert.ok(shown.length <= SAFE_TEXT_LIMIT && flawsOf(shown).length === 0);
		assert.equal(toSafeText(shown), shown);
		assert.equal(widthOf(fit(shown, 80)), 80);
		assert.ok(toAscii(shown).length <= 2 * SAFE_TEXT_LIMIT);
		const { cells } = readRow(fit(shown, 80), 80, letter => widthOf(letter as SafeText));
		assert.equal(cells.length, 80);
		// What one column bears is what the terminal has to keep for it: 25 people at the most, four marks beside a letter.
		for (const cell of cells) assert.ok(cell.text.length <= 50, JSON.stringify(cell));
	});

	test(`${cases} a frame is no larger for it: ${what}`, () => {
		const row = { id: text, overall_status: text, detailed_status: { [text]: text, x: `Error: ${text}` } };
		const stage = setStage(120, 40, { data: answer([parseJob(row)]) });
		for (const chord of ['enter', 'tab', 'tab', '+', 'G']) {
			stage.press(chord);
			const rows = frameRows(stage.session.frame());
			assert.equal(rows.length, 40);
			const letters = rows.flat().flatMap(({ spans }) => spans.map(({ text: words }) => words.length));
			assert.ok(letters.reduce((sum, length) => sum + length, 0) < 120 * 40 * 5);
		}
	});
}

test('E23 a text that was broken into lines is not broken again for another key or drawing', () => {
	const text = 'Error: 東京 '.repeat(9000);
	const stage = setStage(120, 40, {
		data: answer([parseJob({ id: 'a', overall_status: 'completed', detailed_status: { x: text } })]),
	});
	const wordsOf = () =>
		frameRows(stage.session.frame())
			.flatMap(lines => lines.map(({ spans }) => spans))
			.filter(spans => spans.some(({ text: words }) => words.includes('東京')));
	for (const chord of ['tab', 'tab', 'i']) {
		stage.press(chord);
		const first = wordsOf();
		stage.press('j k');
		const second = new Set(wordsOf());
		assert.ok(first.length > 5 && first.filter(spans => second.has(spans)).length > 5, chord);
	}
});

test('E32 a megabyte that is pasted is one change, and a filter of bounded length', () => {
	for (const unit of ['x', '\x1b[31m', '🙂', 'q\r', '\u0301', 'a b ']) {
		const stage = setStage(120, 40);
		stage.press('/');
		let changes = 0;
		const stop = stage.session.ui.subscribe(() => {
			changes += 1;
		});
		stage.session.paste(unit.repeat(MEGABYTE / unit.length));
		stop();
		const { filter } = stage.session.ui.get().query;
		assert.deepEqual([changes, stage.asked], [1, []], JSON.stringify(unit));
		assert.ok(filter.length <= 400 && filter.isWellFormed() && !/\p{Cc}/u.test(filter));
		assert.deepEqual(
			flawsOf(stage.lines().at(-1) ?? '').filter(flaw => !/without|half a/.test(flaw)),
			[],
		);
	}
});
