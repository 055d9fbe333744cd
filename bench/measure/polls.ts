import type { Row } from '../../source/demo/job-life.ts';
import { type CountedServer, startCountedServer } from '../rig/counted-server.ts';
import { type Rig, USUAL_SIZE } from '../rig/rig.ts';
import { endedRows, runningRow } from '../rig/rows.ts';
import { pause, until } from '../rig/terminal.ts';
import type { Section } from '../table.ts';

const FEW_JOBS = 1000;
/** So many run in a crowd when it is young. */
const RUNNING_IN_CROWD = 9;
const TEN_DAYS = 864_000_000;
const WARM_UP = 3;
const POLLS = 10;
/** After this long, in milliseconds, an answer is complete, and the next poll is not due yet. */
const SETTLED = 400;

interface Cost {
	readonly requests: number;
	readonly bytes: number;
}

/** A small server on which as many of the oldest jobs still run as in a crowd. */
function fewRows(now: number): Row[] {
	return endedRows(FEW_JOBS, TEN_DAYS, now).map((row, index) =>
		index < FEW_JOBS - RUNNING_IN_CROWD ? row : runningRow(row, now),
	);
}

async function costOfPoll(rig: Rig, server: CountedServer): Promise<Cost> {
	try {
		const monitor = await rig.monitor(server, USUAL_SIZE, ['--interval', '1s']);
		const reach = async (polls: number): Promise<Cost & { readonly polls: number }> => {
			await until(
				() => server.polls() >= polls,
				() => `only ${server.polls()} of ${polls} polls came`,
			);
			await pause(SETTLED);
			return { polls: server.polls(), requests: server.requests.length, bytes: server.bytes() };
		};
		const before = await reach(WARM_UP);
		const after = await reach(WARM_UP + POLLS);
		await monitor.close();
		const polls = after.polls - before.polls;
		return { requests: (after.requests - before.requests) / polls, bytes: (after.bytes - before.bytes) / polls };
	} finally {
		await server.close();
	}
}

/** What a poll costs the server and the network, and whether that grows with the server's history. */
export async function measurePolls(rig: Rig): Promise<Section> {
	const [few, many] = await Promise.all([
		startCountedServer({ rows: fewRows(Date.now()) }).then(server => costOfPoll(rig, server)),
		startCountedServer({ scenario: 'crowd' }).then(server => costOfPoll(rig, server)),
	]);
	const at = `${FEW_JOBS} jobs`;
	return {
		title: 'A poll',
		figures: [
			{
				what: 'requests, 100,000 jobs on the server',
				value: many.requests,
				unit: '',
				against: { what: at, value: few.requests },
				bound: 'pollRequests',
			},
			{
				what: 'bytes both ways with TLS, 100,000 jobs on the server',
				value: many.bytes,
				unit: 'B',
				against: { what: at, value: few.bytes },
				bound: 'pollBytes',
			},
		],
		notes: [
			`Means of ${POLLS} polls that follow on the first ${WARM_UP}; the newest 200 jobs are shown, as by default.`,
		],
	};
}
