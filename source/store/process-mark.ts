import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from every other that has the same number at another time or on another machine. */
export interface ProcessMark {
	readonly pid: number;
	/** When it started, in the system's own ticks; 0 where the system does not tell. */
	readonly started: number;
	/** The machine since its last start, and the room within it in which the number counts. */
	readonly machine: string;
}

function attempt<Result>(read: () => Result, otherwise: Result): Result {
	try {
		return read();
	} catch {
		return otherwise;
	}
}

/** State and start of a process from `/proc`; its name, in brackets before them, may hold blanks and brackets itself. */
function readStat(pid: number): { readonly state: string; readonly started: number } | null {
	const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '');
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	return fields.length < 20 ? null : { state: fields[0] ?? '', started: Number(fields[19]) };
}

function readMachine(): string {
	const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'), '');
	const room = attempt(() => readlinkSync('/proc/self/ns/pid'), '');
	return createHash('sha256').update(`${hostname()} ${boot} ${room}`).digest('hex').slice(0, 12);
}

/** The mark of this process. */
export function ownMark(): ProcessMark {
	return { pid: process.pid, started: readStat(process.pid)?.started ?? 0, machine: readMachine() };
}

/** Whether the process that bore a mark still runs; null where that cannot be told from here. */
export function isRunning(mark: ProcessMark, own: ProcessMark): boolean | null {
	if (mark.machine !== own.machine) return null;
	const stat = readStat(mark.pid);
	if (stat !== null) return stat.started === mark.started && !/^[ZX]$/.test(stat.state);
	// Either there is no such process, or no /proc; then its number says what there is to know.
	return attempt(() => process.kill(mark.pid, 0), false) && own.started === 0;
}
