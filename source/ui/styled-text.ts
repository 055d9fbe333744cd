import type { Frame } from '../session/frame/frame.ts';
import { frameRows } from '../session/frame/text.ts';
import { type Look, styleLine } from './look.ts';

/** A frame as Ink draws it, without Ink: lines of text with SGR sequences. A spinner stands still. */
export function styledText(frame: Frame, look: Look): string {
	const spinner = look.ascii ? ' ...' : ' .  ';
	return frameRows(frame)
		.map(row => row.map(line => `${styleLine(line, look)}${line.spinner ? spinner : ''}`).join(''))
		.join('\n');
}
