import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSafeText } from '../../../source/model/safe-text.ts';
import { type Line, span, widthOfSpans } from '../../../source/session/frame/line.ts';
import { markMatches, matchingLines } from '../../../source/session/frame/matches.ts';
import { lineText } from '../../../source/session/frame/text.ts';
import { answer, job } from '../../support/jobs.ts';
import { fc } from '../../support/properties.ts';
import { type Stage, setStage } from '../../support/stage.ts';

/** A job of so many organizations, each with its own error. */
function stageOf(count: number): Stage {
	const texts = Object.fromEntries(
		Array.from({ length: count }, (_, index) => [
			`00D${index}`,
			`error ${index % 3 === 0 ? 'Timeout' : 'lock'} ${index}`,
		]),
	);
	return setStage(80, 24, { data: answer([job('abcd0001', { texts })]) });
}

function type(stage: Stage, text: string): void {
	for (const letter of text) stage.session.press(letter);
}

/** The texts marked on the screen. */
function marked(stage: Stage): readonly string[] {
	const { body } = stage.session.frame();
	assert.equal(body.kind, 'lines');
	const lines = body.kind === 'lines' ? body.lines : [];
	return lines.flatMap(({ spans }) => spans.filter(({ tone }) => tone === 'match').map(({ text }) => text));
}

/** What the rule of the detail pane says of matches. */
function told(stage: Stage): string {
	return /(?:match \d+ of \d+|\d+ lines? found|no match)/.exec(stage.lines().join('\n'))?.[0] ?? '';
}

test('a search in the detail pane marks what it finds as it is typed; n and N go round its lines', () => {
	const stage = stageOf(30);
	stage.press('enter /');
	type(stage, 'timeout');
	assert.match(stage.lines().at(-1) ?? '', /^\/timeout▏/);
	assert.equal(told(stage), '10 lines found');
	assert.ok(marked(stage).length > 0 && marked(stage).every(text => text === 'Timeout'));
	stage.press('enter');
	assert.equal(told(stage), 'match 1 of 10');
	const visited = Array.from({ length: 10 }, () => {
		stage.press('n');
		assert.ok(marked(stage).length > 0, 'a match is in sight');
		return told(stage);
	});
	assert.deepEqual(visited.slice(-2), ['match 10 of 10', 'match 1 of 10']);
	stage.press('N');
	assert.equal(told(stage), 'match 10 of 10');
	assert.equal(stage.session.ui.get().query.filter, '');
});

test('Escape takes a search back before it leaves the pane', () => {
	const stage = stageOf(5);
	stage.press('enter /');
	type(stage, 'lock');
	stage.press('enter escape');
	assert.deepEqual([stage.session.ui.get().mode, marked(stage)], ['detail', []]);
	stage.press('/ x escape');
	assert.deepEqual([stage.session.ui.get().mode, told(stage)], ['detail', '']);
	stage.press('escape');
	assert.equal(stage.session.ui.get().mode, 'list');
});

test('without a search, the words of the filter are what n goes to', () => {
	const stage = setStage(80, 24);
	type(stage, '/org:acme !globex health:failed');
	stage.press('enter enter');
	assert.deepEqual(marked(stage), ['Acme', 'acme'], 'its name and its id');
	stage.press('n');
	assert.equal(told(stage), 'match 1 of 1');
	type(stage, '/nowhere');
	assert.equal(told(stage), 'no match');
});

test('a match is forgotten with the row for which it was gone to', () => {
	const stage = setStage(80, 24);
	stage.press('j enter /');
	type(stage, 'acme');
	stage.press('enter');
	assert.equal(told(stage), 'match 1 of 1');
	stage.press('e');
	assert.notEqual(told(stage), 'match 1 of 1');
});

test('marked lines have the same text and width as unmarked ones, whatever is looked for', () => {
	const letters = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 9 }),
		fc.constantFrom('👩‍👩‍👧', '👍🏽', '한', 'e\u0301x'),
	);
	const texts = fc.array(letters, { maxLength: 4 }).map(text => toSafeText(text.join('')));
	fc.assert(
		fc.property(
			fc.array(texts, { maxLength: 4 }),
			fc.nat(),
			fc.string({ minLength: 1, maxLength: 3 }),
			(parts, at, other) => {
				// A code point of the line, perhaps one of several that are one letter together.
				const points = Array.from(parts.join(''));
				const word = points[at % (points.length + 1)] ?? other;
				const line: Line = { spans: parts.map(text => span(text, 'strong')) };
				const [shown = line] = markMatches([line], [word]);
				assert.equal(lineText(shown), lineText(line));
				assert.equal(widthOfSpans(shown.spans), widthOfSpans(line.spans));
				assert.deepEqual(matchingLines([line], []), []);
			},
		),
	);
});
