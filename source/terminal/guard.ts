import { mkdtempSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { afterOtherSignals } from './continued.ts';
import { endBySignal } from './hang-up.ts';

/** What the guard needs of the program it guards. */
export interface GuardOptions {
	/** The process whose signals, streams and end are guarded. */
	readonly process: NodeJS.Process;
	/** Last things to do, such as signing out: given two seconds, half of one where the terminal is gone. */
	readonly onEnd: () => Promise<void>;
	/** All that may be written down of an error nobody caught: without secrets, safe to look at. */
	readonly describeCrash: (error: unknown) => string;
	/** Where the report of a crash goes, in a folder of its own. */
	readonly temporaryFolder: string;
}

/** The app on the alternate screen, as far as the guard has to know it. */
export interface GuardedScreen {
	/** Takes the app down at once; Ink's `unmount`. */
	leave(): void;
	/** Sends nothing to the terminal, which is the shell's, until everything is to be drawn anew. */
	pause(): void;
	/** Draws everything anew on an empty screen, of perhaps another size. */
	repaint(): void;
	/** False where the app writes below what the shell wrote, and has switched nothing; true unless given. */
	readonly isAlternate?: boolean;
}

/** Keeps the terminal usable whatever becomes of the program. */
export interface Guard {
	/** To be called just before the app enters the alternate screen: every way out now leads through the guard. */
	enterScreen(screen: GuardedScreen): void;
	/** Takes the app down and puts the terminal back as it was; nothing happens where no screen was entered. */
	leaveScreen(): void;
	/** What Ctrl-Z means: leaves the screen to the shell and stops; comes back, repainted, when continued. */
	suspend(): void;
	/** Leaves the screen, lets the last things be done, and ends the process with `code`. */
	end(code: number): Promise<never>;
}

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?2004h';
const LEAVE = '\u001b[0m\u001b[?2004l\u001b[?1049l\u001b[?25h';

/** The signals that end the program. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGHUP'] as const;

const CRASHED = 1;
const HUNG_UP = 128 + constants.signals.SIGHUP;
const BROKEN_PIPE = 128 + constants.signals.SIGPIPE;

const LAST_THINGS = 2000;
const LAST_THINGS_WHEN_LOST = 500;

/**
 * Guards the terminal on every way out: a signal, an error, a lost terminal, a closed pipe, the end itself. A process
 * that has lost its terminal is gone within a second and writes nothing; it dies of SIGHUP, as a shell expects, and
 * because Node 20 crashes when it exits in the ordinary way then.
 */
export function guardTerminal({ process, onEnd, describeCrash, temporaryFolder }: GuardOptions): Guard {
	const { stdout, stderr } = process;
	const hadTerminal = stdout.isTTY;
	let screen: GuardedScreen | undefined;
	let code: number | undefined;
	let isLost = false;
	/** The terminal is the shell's for the time being, as we found it. */
	let isAway = false;
	let isComingBack = false;

	/** A terminal that hung up is none any more: this tells it before anything is written to it. */
	const isTerminalGone = () => isLost || (hadTerminal && !isatty(stdout.fd));

	const leaveScreen = () => {
		const { stdin } = process;
		const left = screen;
		screen = undefined;
		process.off('SIGTSTP', suspend).off('SIGCONT', comeBack);
		if (isTerminalGone()) return;
		if (left !== undefined) attempt(left.leave);
		if (stdin.isTTY && stdin.isRaw) stdin.setRawMode(false);
		// What is typed while we sign out is meant for the shell. Streams take note of who left them in the next tick only.
		if (left !== undefined) process.nextTick(() => stdin.pause());
		if (left !== undefined && !isAway && left.isAlternate !== false) stdout.write(LEAVE);
	};

	const exit = (): never => {
		if (isTerminalGone() || code === HUNG_UP) endBySignal(process, 'SIGHUP');
		const signal = ENDING.find(name => 128 + constants.signals[name] === code);
		// Node sets the modes of its terminal at the end, for which it would be stopped in the background.
		if (isAway && signal !== undefined) endBySignal(process, signal === 'SIGQUIT' ? 'SIGKILL' : signal);
		attempt(() => process.exit(code ?? HUNG_UP));
		// Here we are only where somebody who listens to the end has thrown. Nobody is told a second time.
		return process.exit(code ?? HUNG_UP);
	};

	const end = async (newCode: number, sentence?: string): Promise<never> => {
		// Whoever asks twice does not want to wait.
		if (code !== undefined) return exit();
		code = newCode;
		isLost = isTerminalGone();
		attempt(leaveScreen);
		if (sentence !== undefined && !isLost) stderr.write(`${sentence}\n`);
		await Promise.race([
			Promise.resolve().then(onEnd).catch(noop),
			later(isLost ? LAST_THINGS_WHEN_LOST : LAST_THINGS),
		]);
		return exit();
	};

	const lose = () => {
		if (isLost) return;
		isLost = true;
		if (code === undefined) void end(HUNG_UP);
		else void later(LAST_THINGS_WHEN_LOST).then(exit);
	};

	const crash = (error: unknown) => {
		if (isTerminalGone()) return lose();
		// What goes wrong while we end is left behind; the end is near by the clock already.
		if (code !== undefined) return;
		attempt(leaveScreen);
		const report = attempt(() => writeReport(describeCrash(error), temporaryFolder));
		const where = report === undefined ? 'no report could be written' : `its report is ${report}`;
		void end(CRASHED, `cckm-top ended by a fault of its own; ${where}`);
	};

	const onOutputError = ({ code: reason }: NodeJS.ErrnoException) => {
		if (hadTerminal) lose();
		else if (reason === 'EPIPE') void end(BROKEN_PIPE);
		else void end(CRASHED, `cckm-top: cannot write its output (${reason})`);
	};

	const onInputGone = () => {
		if (screen === undefined) return;
		// Keys may come from another terminal than the one that is drawn on.
		if (isTerminalGone()) lose();
		else void end(HUNG_UP);
	};

	const resume = () => {
		const { stdin } = process;
		isComingBack = false;
		if (screen === undefined || isTerminalGone()) return;
		// Node knows the mode that it last set, not the one that the shell has left: only a change reaches the terminal.
		// In the background this stops us again, as it should, before anything is drawn over the shell.
		stdin.setRawMode(false).setRawMode(true);
		if (screen.isAlternate !== false) stdout.write(ENTER);
		isAway = false;
		// The window may have changed meanwhile; Node and Ink ask its size when told so.
		process.emit('SIGWINCH');
		screen?.repaint();
	};

	const comeBack = () => {
		if (isComingBack) return;
		isComingBack = true;
		afterOtherSignals(resume);
	};

	const suspend = () => {
		if (screen === undefined || isTerminalGone()) return;
		isAway = true;
		screen.pause();
		process.stdin.setRawMode(false);
		if (screen.isAlternate !== false) stdout.write(LEAVE);
		process.off('SIGTSTP', suspend);
		// The whole job, as the terminal's own Ctrl-Z would: what started us, npm perhaps, must not stay in the foreground.
		process.kill(0, 'SIGTSTP');
		// Here we are again, and SIGCONT is about to tell so too; or still, where no shell watches over the job and nothing may
		// stop it.
		process.on('SIGTSTP', suspend);
		comeBack();
	};

	for (const signal of ENDING) {
		process.on(signal, () => {
			if (isTerminalGone()) lose();
			else void end(128 + constants.signals[signal]);
		});
	}
	// Node's own answer to this one is to open a debugger port.
	process.on('SIGUSR1', noop);
	process.on('uncaughtException', crash);
	process.on('unhandledRejection', crash);
	process.on('exit', () => attempt(leaveScreen));
	stdout.on('error', onOutputError);
	stderr.on('error', () => {
		if (stderr.isTTY) lose();
	});

	return {
		enterScreen(entered) {
			screen = entered;
			process.off('SIGTSTP', suspend).on('SIGTSTP', suspend);
			process.off('SIGCONT', comeBack).on('SIGCONT', comeBack);
			for (const event of ['error', 'end', 'close']) {
				process.stdin.off(event, onInputGone).on(event, onInputGone);
			}
		},
		leaveScreen,
		suspend,
		end: finalCode => end(finalCode),
	};
}

/** Puts the report where only its owner can read it, and says where. */
function writeReport(text: string, temporaryFolder: string): string {
	const path = join(mkdtempSync(join(temporaryFolder, 'cckm-top-crash-')), 'report.txt');
	writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
	return path;
}

/** Does one of several things that must not keep the others from being done. */
function attempt<Result>(action: () => Result): Result | undefined {
	try {
		return action();
	} catch {
		return undefined;
	}
}

function later(milliseconds: number): Promise<void> {
	return new Promise(resolve => setTimeout(resolve, milliseconds));
}

function noop(): void {}
