import { constants } from 'node:os';

/** The parts of a process that asking a person takes; the question goes to stderr, because stdout may be a pipe. */
export type AskingProcess = Pick<NodeJS.Process, 'stdin' | 'stderr' | 'pid' | 'kill' | 'exit' | 'on' | 'off'>;

/** A signal that ends a program. */
export type EndingSignal = (typeof ENDING)[number];

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** What signals mean to a question that reads its answer key by key. */
export interface Interruptions {
	/** The program is to end: to be left out where somebody else minds that. */
	readonly onEnd?: (name: EndingSignal) => void;
	/** The program was stopped, is back in the foreground, and its terminal shows what others wrote meanwhile. */
	readonly onContinued: () => void;
}

/** Minds signals as long as a question stands, and until the function that it gives is called. */
export function mindSignals(process: AskingProcess, { onEnd, onContinued }: Interruptions): () => void {
	const rearm = () => {
		// Node knows the mode that it last set, not the one that the shell has left: only a change reaches the terminal.
		process.stdin.setRawMode(false).setRawMode(true);
		onContinued();
	};
	if (onEnd !== undefined) for (const name of ENDING) process.on(name, onEnd);
	process.on('SIGCONT', rearm);
	return () => {
		if (onEnd !== undefined) for (const name of ENDING) process.off(name, onEnd);
		process.off('SIGCONT', rearm);
	};
}

/**
 * Ends this process as a signal that nobody minds would. Only SIGQUIT would leave an image of the memory behind, and there
 * are secrets in it.
 */
export function endBy(process: Pick<NodeJS.Process, 'pid' | 'kill' | 'exit'>, name: EndingSignal): void {
	if (name === 'SIGQUIT') process.exit(128 + constants.signals.SIGQUIT);
	process.kill(process.pid, name);
}
