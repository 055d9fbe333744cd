import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';

/** Where a stack goes on to its next frame. */
const FRAMES = /\n(?= {4}at )/;

/** All that is told of an error that nobody expected, frame by frame; what it quotes of others begins no line. */
export function describeCrash(error: unknown): SafeText {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return joinSafe(
		text.split(FRAMES).map((frame, index) => (index === 0 ? safe`crash: ${toSafeText(frame)}` : toSafeText(frame))),
		safe`\n`,
	);
}
