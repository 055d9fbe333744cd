import { joinSafe, type SafeText, safe } from '../../model/safe-text.ts';
import { blank, trimEnd } from '../../model/text-width.ts';
import type { Frame } from './frame.ts';
import { type Line, span, widthOfSpans } from './line.ts';

/** A line without its tones. */
export function lineText({ spans }: Line): SafeText {
	return joinSafe(
		spans.map(({ text }) => text),
		safe``,
	);
}

/** The part of a frame between its first and last lines, as rows of lines side by side. */
export function bodyRows(body: Frame['body']): Line[][] {
	switch (body.kind) {
		case 'lines':
			return body.lines.map(line => [line]);
		case 'sides':
			return [
				...body.left.map((line, row) => {
					const air = { spans: [span(blank(body.leftWidth - widthOfSpans(line.spans)))] };
					const joint = row === 0 ? safe`┬` : row === body.crossing ? safe`┼` : safe`│`;
					return [line, air, { spans: [span(joint, 'dim')] }, body.right[row] ?? { spans: [] }];
				}),
				...body.below.map(line => [line]),
			];
		case 'table':
			return [body.title, ...body.facts.map(({ what, value }) => ({ spans: [span(safe`${what}  ${value}`)] }))].map(
				line => [line],
			);
	}
}

/** The frame as rows from top to bottom, each of lines side by side. */
export function frameRows({ top, body, bottom }: Frame): Line[][] {
	const alone = (line: Line) => [line];
	return [...top.map(alone), ...bodyRows(body), ...bottom.map(alone)];
}

/** The frame as plain text, to be left behind on the terminal or read by a test. */
export function frameText(frame: Frame): SafeText {
	return joinSafe(
		frameRows(frame).map(row => safe`${trimEnd(joinSafe(row.map(lineText), safe``))}\n`),
		safe``,
	);
}
