import { Box } from 'ink';
import { safe } from '../../model/safe-text.ts';
import { span } from '../../session/frame/line.ts';
import { LineView } from './line.tsx';

/** The one vertical rule there is, between list and detail; no border stands at the edges, to keep what is copied clean. */
export function VerticalRule({ rows }: { readonly rows: number }) {
	return (
		<Box flexDirection="column" width={1} flexShrink={0}>
			{Array.from({ length: rows }, (_, row) => (
				<LineView key={row} line={{ spans: [span(row === 0 ? safe`┬` : safe`│`, 'dim')] }} />
			))}
		</Box>
	);
}
