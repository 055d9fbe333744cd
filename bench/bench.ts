import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { buildProgram, programPath } from '../test/support/program.ts';
import { measureChanges } from './measure/changes.ts';
import { measureDrawing } from './measure/drawing.ts';
import { measureExecutable } from './measure/executable.ts';
import { measureIdle } from './measure/idle.ts';
import { measureLatency } from './measure/latency.ts';
import { measurePolls } from './measure/polls.ts';
import { measureStartUp } from './measure/start-up.ts';
import { measureUnread } from './measure/unread.ts';
import { createRig, type Rig } from './rig/rig.ts';
import { now } from './rig/terminal.ts';
import { formatSection, type Section } from './table.ts';

const results = fileURLToPath(new URL('results.md', import.meta.url));

/** What is measured, in this order and one after the other where times are: they would slow each other down. */
const MEASUREMENTS = new Map<string, (rig: Rig) => Promise<Section | readonly Section[]>>([
	['start-up', measureStartUp],
	['drawing', measureDrawing],
	['changes', rig => Promise.all([measureChanges(rig), measureUnread(rig)])],
	['polls', measurePolls],
	['latency', measureLatency],
	['idle', measureIdle],
	['executable', measureExecutable],
]);

let rig: Rig | null = null;

/** One measurement with a rig of its own; where it fails, that is what is told, and the others go on. */
async function run(name: string): Promise<readonly Section[]> {
	process.stderr.write(`${name} …`);
	const start = now();
	rig = createRig(dirname(programPath));
	try {
		return [(await MEASUREMENTS.get(name)?.(rig)) ?? []].flat();
	} catch (error) {
		return [{ title: name, figures: [], notes: [`Could not be measured: ${toText(error)}`] }];
	} finally {
		await rig.close();
		process.stderr.write(` ${((now() - start) / 1000).toFixed(0)} s\n`);
	}
}

/** The first line of what went wrong, without escapes: the rest is a picture of a screen. */
function toText(error: unknown): string {
	return stripVTControlCharacters(String(error)).split('\n', 1)[0] ?? '';
}

function describeRun(seconds: number): string {
	const [processor] = cpus();
	const machine = `${cpus().length} cores (${processor?.model ?? 'unknown'}), ${process.platform} ${process.arch}`;
	const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
	return `\`npm run bench\`, Node ${process.version}, ${date}Z, ${machine}, ${seconds.toFixed(0)} s in all.`;
}

for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
	process.once(signal, async () => {
		await rig?.close();
		process.exit(code);
	});
}

/** The measurements that are named, or all of them: only then are the results kept. */
const named = process.argv.slice(2).filter(name => MEASUREMENTS.has(name));
const start = now();
await buildProgram();
const sections: Section[] = [];
for (const name of named.length > 0 ? named : MEASUREMENTS.keys()) sections.push(...(await run(name)));
const report = ['# Benchmarks', describeRun((now() - start) / 1000), ...sections.map(formatSection)].join('\n\n');
console.log(`\n${report}`);
if (named.length === 0) writeFileSync(results, `${report}\n`);
