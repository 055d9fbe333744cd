import { joinSafe, type SafeText, safe } from '../../model/safe-text.ts';
import { fit, trimEnd } from '../../model/text-width.ts';
import type { Frame } from './frame.ts';
import type { Line } from './line.ts';

/** A line without its tones. */
export function lineText({ spans }: Line): SafeText {
	return joinSafe(
		spans.map(({ text }) => text),
		safe``,
	);
}

function bodyText(body: Frame['body']): SafeText[] {
	switch (body.kind) {
		case 'lines':
			return body.lines.map(lineText);
		case 'sides':
			return body.left.map((line, row) => {
				const right = body.right[row];
				return safe`${fit(lineText(line), body.leftWidth)}${row === 0 ? safe`┬` : safe`│`}${right === undefined ? safe`` : lineText(right)}`;
			});
		case 'table':
			return [lineText(body.title), ...body.facts.map(({ what, value }) => safe`${what}  ${value}`)];
	}
}

/** The frame as plain text, to be left behind on the terminal or read by a test. */
export function frameText({ top, body, bottom }: Frame): SafeText {
	const lines = [...top.map(lineText), ...bodyText(body), ...bottom.map(lineText)];
	return joinSafe(
		lines.map(line => safe`${trimEnd(line)}\n`),
		safe``,
	);
}
