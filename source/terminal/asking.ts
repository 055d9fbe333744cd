import { constants } from 'node:os';
import { afterOtherSignals } from './continued.ts';

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

/** What minds signals while a question stands. */
export interface Minding {
	/** Gives the terminal to the shell and stops, as Ctrl-Z asks for. */
	suspend(): void;
	/** To be called with the answer: signals do again what they did. */
	stop(): void;
}

/** Minds signals as long as a question stands whose answer is read key by key. */
export function mindSignals(process: AskingProcess, { onEnd, onContinued }: Interruptions): Minding {
	let isOver = false;
	let isComingBack = false;
	const rearm = () => {
		isComingBack = false;
		if (isOver) return;
		// Node knows the mode that it last set, not the one that the shell has left: only a change reaches the terminal.
		process.stdin.setRawMode(false).setRawMode(true);
		onContinued();
	};
	const comeBack = () => {
		if (!isComingBack) afterOtherSignals(rearm);
		isComingBack = true;
	};
	if (onEnd !== undefined) for (const name of ENDING) process.on(name, onEnd);
	process.on('SIGCONT', comeBack);
	return {
		suspend() {
			process.stdin.setRawMode(false);
			process.kill(0, 'SIGTSTP');
			// Continued, or never stopped where nothing watches over the job.
			comeBack();
		},
		stop() {
			isOver = true;
			if (onEnd !== undefined) for (const name of ENDING) process.off(name, onEnd);
			process.off('SIGCONT', comeBack);
		},
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
