import { Box, useInput, usePaste } from 'ink';
import { useContext, useState } from 'react';
import type { Frame } from '../session/frame/frame.ts';
import { connectionLines } from '../session/frame/overlays.ts';
import { bodyRows } from '../session/frame/text.ts';
import type { Frames } from '../session/frames.ts';
import type { Session } from '../session/session.ts';
import { createKeyboard } from './chords.ts';
import { LookContext } from './look-context.ts';
import { ConnectionTable } from './parts/connection-table.tsx';
import { Lines, LineView, Rows } from './parts/line.tsx';
import { usePolling } from './use-polling.ts';

/** What the app draws and whom it tells of keys. */
export interface AppProps {
	readonly frames: Frames;
	readonly session: Session;
}

/** The screen: subscribes to what changes, hands keys to the session, draws its frame. It decides nothing. */
export function App({ frames, session }: AppProps) {
	const { columns, rows, top, body, bottom } = usePolling(frames);
	const [keyboard] = useState(() => createKeyboard(session.press));
	useInput(keyboard);
	usePaste(text => session.paste(text));
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<Lines lines={top} />
			<Body body={body} columns={columns} />
			<Lines lines={bottom} />
		</Box>
	);
}

function Body({ body, columns }: { readonly body: Frame['body']; readonly columns: number }) {
	const look = useContext(LookContext);
	switch (body.kind) {
		case 'lines':
			return <Lines lines={body.lines} />;
		case 'sides':
			return <Rows rows={bodyRows(body)} />;
		case 'table':
			return (
				<Box flexDirection="column" height={body.rows}>
					<LineView line={body.title} />
					{look.ascii ? <Lines lines={connectionLines(body.facts, columns)} /> : <ConnectionTable facts={body.facts} />}
				</Box>
			);
	}
}
