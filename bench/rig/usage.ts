import { readFileSync } from 'node:fs';

/** The kernel's unit of processor time, in seconds; 100 a second on every Linux that Node runs on. */
const TICK = 0.01;

/** Whether this system tells what a process uses. */
export const TELLS_USAGE = process.platform === 'linux';

/** Seconds of processor time that a process used, with the children that it waited for. */
export function cpuSeconds(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name of the program, in parentheses, may hold blanks; utime, stime, cutime and cstime are fields 14 to 17.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK;
}

/** Memory of a process that is held in RAM, in MB of a million bytes. */
export function residentMemory(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
}
