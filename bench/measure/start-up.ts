import { fileURLToPath } from 'node:url';
import { writeCurlScript } from '../rig/curl.ts';
import { KEYS_SHOWN, nameOfSize, type Rig, simulateRows, USUAL_SIZE } from '../rig/rig.ts';
import { endedRows, shortId } from '../rig/rows.ts';
import type { Program } from '../rig/terminal.ts';
import { haveTools } from '../rig/tools.ts';
import { alternate, median } from '../statistics.ts';
import type { Figure, Section } from '../table.ts';

const ROUNDS = 15;
const JOBS = 200;
const LISTED = 100;
const TEN_DAYS = 864_000_000;
const LEAST = fileURLToPath(new URL('../rig/least-list.mjs', import.meta.url));

/** From the start of a program to its end. */
async function timeOf(program: Program): Promise<number> {
	const endedAt = await program.ended;
	await program.close();
	return endedAt - program.startedAt;
}

/** How long the program takes to show and to print something, against Node alone and against curl and jq. */
export async function measureStartUp(rig: Rig): Promise<Section> {
	const rows = endedRows(JOBS, TEN_DAYS, Date.now());
	const server = await simulateRows(rig, rows);
	const jobShown = new RegExp(shortId(rows[0]));
	const flags = ['--limit', String(LISTED), ...server.flags];
	const untilJobs: number[] = [];

	const shell = async (command: string) => timeOf(await rig.open({ argv: ['sh', '-c', `${command} > /dev/null`] }));
	const node = (...words: readonly string[]) =>
		shell(`exec ${[process.execPath, ...words].map(word => `'${word}'`).join(' ')}`);
	const contestants = {
		nothing: () => node('-e', '0'),
		trust: () => node(LEAST, '--trust-only', ...flags),
		least: () => node(LEAST, ...flags),
		list: () => node(rig.program, 'list', '--output', 'json', ...flags),
		screen: async () => {
			const monitor = await rig.monitor(server, USUAL_SIZE);
			const frame = await monitor.waitFor(KEYS_SHOWN);
			untilJobs.push((await monitor.waitFor(jobShown)) - monitor.startedAt);
			await monitor.send('q');
			await monitor.ended;
			await monitor.close();
			return frame - monitor.startedAt;
		},
	};
	const script = haveTools('curl', 'jq') ? writeCurlScript(rig, server, LISTED) : null;
	const medians = await alternate(ROUNDS, {
		...contestants,
		pipeline: async () => (script === null ? Number.NaN : shell(`sh '${script}'`)),
	});

	const nothing = { what: '`node -e 0`', value: medians.nothing };
	const pipeline = { what: '`curl`, `curl` and `jq`', value: medians.pipeline };
	const size = nameOfSize(USUAL_SIZE);
	const printed = `\`list -o json --limit ${LISTED}\` to its end`;
	const figures: Figure[] = [
		{ what: `first frame at ${size}`, value: medians.screen, unit: 'ms', against: nothing, bound: 'firstFrame' },
		{ what: `${JOBS} jobs on the screen at ${size}`, value: median(untilJobs), unit: 'ms', against: nothing },
		{ what: printed, value: medians.list, unit: 'ms', against: nothing, bound: 'list' },
		{ what: 'the same requests by a script of `node:https` alone', value: medians.least, unit: 'ms', against: nothing },
		{ what: 'one more CA trusted, nothing sent', value: medians.trust, unit: 'ms', against: nothing },
		...(script === null ? [] : [{ what: printed, value: medians.list, unit: 'ms', against: pipeline } as const]),
	];
	return {
		title: 'Start-up',
		figures,
		notes: [
			`Medians of ${ROUNDS} rounds, every contestant once in each, in turning order. TLS, signing in and signing out are part of \`list\`; the pipeline does not sign out.`,
			'The script checks, keeps and tells nothing of what it is answered, so no program on Node takes less. Node reads all its root certificates as soon as it is to trust another.',
			...(script === null ? ['`curl` or `jq` is missing: no pipeline to compare with.'] : []),
		],
	};
}
