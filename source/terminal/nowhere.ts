import { Writable } from 'node:stream';
import type { TerminalSize } from './size.ts';

/** A terminal of a size that takes all that is drawn on it and shows nothing. */
export function nowhere({ columns, rows }: TerminalSize): NodeJS.WriteStream {
	const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
	return Object.assign(sink, { isTTY: true, columns, rows }) as unknown as NodeJS.WriteStream;
}
