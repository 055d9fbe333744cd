import { Box, Text } from 'ink';
import Spinner from 'ink-spinner';
import { memo, useContext } from 'react';
import type { Line, Span } from '../../session/frame/line.ts';
import { styleLine } from '../look.ts';
import { LookContext } from '../look-context.ts';

function sameSpan(one: Span, other: Span | undefined): boolean {
	return one.text === other?.text && one.tone === other.tone;
}

/** Whether two lines look alike: a line that does is not drawn again. */
export function sameLine({ line: one }: { readonly line: Line }, { line: other }: { readonly line: Line }): boolean {
	return (
		one === other ||
		(one.faded === other.faded &&
			one.spinner === other.spinner &&
			one.spans.length === other.spans.length &&
			one.spans.every((span, index) => sameSpan(span, other.spans[index])))
	);
}

/** One line of the screen: the only place where text becomes visible, and all of it is safe text. */
export const LineView = memo(function LineView({ line }: { readonly line: Line }) {
	const look = useContext(LookContext);
	const text = <Text wrap="truncate">{styleLine(line, look) || ' '}</Text>;
	if (line.spinner !== true) return text;
	return (
		<Box>
			{text}
			<Text> </Text>
			<Text>{look.ascii ? '...' : <Spinner type="simpleDots" />}</Text>
		</Box>
	);
}, sameLine);

/** Lines below each other. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
	return lines.map((line, index) => <LineView key={index} line={line} />);
}

function sameRow({ row: one }: { readonly row: readonly Line[] }, { row: other }: { readonly row: readonly Line[] }) {
	return (
		one.length === other.length &&
		one.every((line, index) => other[index] !== undefined && sameLine({ line }, { line: other[index] }))
	);
}

/** Lines side by side, as one text: Ink would put them where it takes the columns to be, and counts some letters differently. */
const RowView = memo(function RowView({ row }: { readonly row: readonly Line[] }) {
	const look = useContext(LookContext);
	return <Text wrap="truncate">{row.map(line => styleLine(line, look)).join('') || ' '}</Text>;
}, sameRow);

/** Rows below each other, each of lines side by side. */
export function Rows({ rows }: { readonly rows: readonly (readonly Line[])[] }) {
	return rows.map((row, index) => <RowView key={index} row={row} />);
}
