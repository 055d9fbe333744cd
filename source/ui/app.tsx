import { Box, useInput, usePaste } from 'ink';
import { useContext } from 'react';
import type { Poller } from '../live/poller.ts';
import type { Ticker } from '../live/ticker.ts';
import type { Answer } from '../model/answer.ts';
import type { Frame } from '../session/frame/frame.ts';
import { connectionLines } from '../session/frame/overlays.ts';
import type { Session } from '../session/session.ts';
import { toChords } from './chords.ts';
import { LookContext } from './look.ts';
import { ConnectionTable } from './parts/connection-table.tsx';
import { Lines, LineView } from './parts/line.tsx';
import { VerticalRule } from './parts/vertical-rule.tsx';
import { usePolling } from './use-polling.ts';
import { useStore } from './use-store.ts';

/** What the app draws and whom it tells of keys. */
export interface AppProps {
	readonly session: Session;
	readonly poller: Pick<Poller<Answer>, 'store'>;
	readonly ticker: Pick<Ticker, 'store'>;
}

/** The screen: subscribes to what changes, hands keys to the session, draws its frame. It decides nothing. */
export function App({ session, poller, ticker }: AppProps) {
	usePolling(poller);
	const { columns, rows } = useStore(session.ui).size;
	useStore(ticker.store);
	useInput((input, key) => {
		for (const chord of toChords(input, key)) session.press(chord);
	});
	usePaste(text => session.paste(text));
	const frame = session.frame();
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<Lines lines={frame.top} />
			<Body body={frame.body} columns={columns} />
			<Lines lines={frame.bottom} />
		</Box>
	);
}

function Body({ body, columns }: { readonly body: Frame['body']; readonly columns: number }) {
	const look = useContext(LookContext);
	switch (body.kind) {
		case 'lines':
			return <Lines lines={body.lines} />;
		case 'sides':
			return (
				<Box>
					<Box flexDirection="column" width={body.leftWidth} flexShrink={0}>
						<Lines lines={body.left} />
					</Box>
					<VerticalRule rows={body.left.length} />
					<Box flexDirection="column" flexGrow={1}>
						<Lines lines={body.right} />
					</Box>
				</Box>
			);
		case 'table':
			return (
				<Box flexDirection="column" height={body.rows}>
					<LineView line={body.title} />
					{look.ascii ? <Lines lines={connectionLines(body.facts, columns)} /> : <ConnectionTable facts={body.facts} />}
				</Box>
			);
	}
}
