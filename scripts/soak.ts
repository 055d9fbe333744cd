import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { createRig, type Rig, type Server, USUAL_SIZE } from '../bench/rig/rig.ts';
import { now, type Program, pause } from '../bench/rig/terminal.ts';
import { cpuSeconds, residentMemory, TELLS_USAGE } from '../bench/rig/usage.ts';
import { buildProgram, programPath } from '../test/support/program.ts';
import { judge, type Minute } from './soak-verdict.ts';

/**
 * Runs the built monitor for hours and says each minute what it uses, and at the end whether it uses more than in the
 * beginning: `--hours N` on two simulators, a calm and a flaky one, or on the server of `--url` with the flags behind `--`.
 */
const { values, positionals } = parseArgs({
	options: { hours: { type: 'string', default: '1' }, url: { type: 'string' } },
	allowPositionals: true,
});
const minutes = Math.round(Number(values.hours) * 60);
if (!(minutes >= 1)) throw new Error('--hours takes a number, such as 8 or 0.05');
if (!TELLS_USAGE) throw new Error('what a process uses is read from /proc, which is not here');

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A monitor that runs, and what it used so far. */
interface Watched {
	readonly name: string;
	readonly program: Program;
	readonly minutes: Minute[];
	readonly gone: () => boolean;
}

function ownSettings(): Record<string, string> {
	const given = Object.entries(process.env).filter(([name]) => /^(?:CCKM_TOP|CIPHERTRUST|KSCTL|CM)_/.test(name));
	return Object.fromEntries(given.map(([name, value = '']) => [name, value]));
}

async function findServers(rig: Rig): Promise<readonly (readonly [name: string, server: Server])[]> {
	const { url } = values;
	if (url !== undefined) return [['server', { flags: ['--url', url, ...positionals], env: ownSettings() }]];
	return [
		['calm', await rig.simulate()],
		['flaky', await rig.simulate('--scenario', 'flaky')],
	];
}

async function watch(rig: Rig, name: string, server: Server): Promise<Watched> {
	const program = await rig.monitor(server, USUAL_SIZE);
	await program.waitFor(/LIVE/);
	let ended = false;
	void program.ended.then(() => {
		ended = true;
	});
	return { name, program, minutes: [], gone: () => ended };
}

/** Lets a minute pass, and says what each monitor used in it. */
async function soak(watched: readonly Watched[], minute: number): Promise<void> {
	const from = now();
	const before = watched.map(({ program: { pid } }) => cpuSeconds(pid));
	await pause(MINUTE);
	for (const [index, { name, program, minutes: used, gone }] of watched.entries()) {
		if (gone()) throw new Error(`${name}: it ended; it wrote:\n${program.text().slice(-2000)}`);
		const processor = ((cpuSeconds(program.pid) - (before[index] ?? 0)) / ((now() - from) / SECOND)) * 100;
		const descriptors = readdirSync(`/proc/${program.pid}/fd`).length;
		const last = { memory: residentMemory(program.pid), processor, descriptors, bytes: program.bytes(from) };
		used.push(last);
		const told = `${last.memory.toFixed(1)} MB  ${processor.toFixed(2)} % of a core  ${descriptors} files open  ${last.bytes} bytes`;
		console.log(`${String(minute).padStart(5)} min  ${name.padEnd(6)}  ${told}`);
	}
}

await buildProgram();
const rig = createRig(dirname(programPath));
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => {
		stopped = true;
		process.exitCode = 1;
		void rig.close().then(() => process.exit());
	});
}
try {
	const watched: Watched[] = [];
	for (const [name, server] of await findServers(rig)) watched.push(await watch(rig, name, server));
	for (let minute = 1; minute <= minutes && !stopped; minute += 1) await soak(watched, minute);
	for (const { name, minutes: used } of watched) {
		const wrong = judge(used);
		console.log(`${name}: ${wrong.length === 0 ? `${used.length} minutes, no growth` : wrong.join('; ')}`);
		if (wrong.length > 0) process.exitCode = 1;
	}
} finally {
	await rig.close();
}
