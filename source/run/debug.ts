import { type SafeText, toSafeText } from '../model/safe-text.ts';

/** Writes down one thing that happened. */
export type Trace = (event: SafeText) => void;

let trace: Trace | null = null;

/** The longest event that is written down, in UTF-16 units. */
const LONGEST = 2000;

/** From now on everything goes to `write`; it is the process' own log, and there is one at the most. */
export function debugTo(write: Trace): void {
	trace = write;
}

/** Whether anybody wants to know. */
export function isDebugging(): boolean {
	return trace !== null;
}

/** Writes down what happened, where that is wanted. Secrets must have been taken out before. */
export function debug(event: SafeText): void {
	trace?.(toSafeText(event, LONGEST));
}
