import { type CountedServer, startCountedServer } from '../rig/counted-server.ts';
import { nameOfSize, type Rig, SIZES, USUAL_SIZE } from '../rig/rig.ts';
import { endedRows } from '../rig/rows.ts';
import { now, type Program, pause, until } from '../rig/terminal.ts';
import type { Section } from '../table.ts';

const SECOND = 1000;
const UNREAD = 60 * SECOND;
const JOBS = 200;
const TEN_DAYS = 864_000_000;
/** A token of the server lasts less than the terminal is not read, in seconds. */
const TOKEN_SECONDS = 20;
/** How often the server has other jobs: more than a dead terminal holds is to be drawn meanwhile. */
const OTHER_JOBS_EVERY = SECOND;
const SILENCE = 200;
/** The largest: there is most to be drawn. */
const SIZE = SIZES.at(-1) ?? USUAL_SIZE;

/** What went on in a minute. */
interface Minute {
	readonly polls: number;
	readonly renewals: number;
	/** Bytes for a terminal that was read; once it was read again, for the other. */
	readonly bytes: number;
}

/** A server whose jobs are all others every second, and a monitor that shows them. */
async function open(rig: Rig) {
	const worlds = [1, 2, 3].map(times => endedRows(JOBS, times * TEN_DAYS, Date.now()));
	const rows = [...(worlds[0] ?? [])];
	const server = await startCountedServer({ rows, tokenSeconds: TOKEN_SECONDS });
	let turn = 0;
	const changing = setInterval(() => {
		turn++;
		rows.splice(0, rows.length, ...(worlds[turn % worlds.length] ?? []));
	}, OTHER_JOBS_EVERY);
	const monitor = await rig.monitor(server, SIZE, ['--interval', '1s']);
	await until(
		() => server.polls() >= 2,
		() => 'no poll came',
	);
	return {
		server,
		monitor,
		close: async () => {
			clearInterval(changing);
			await monitor.close();
			await server.close();
		},
	};
}

function tokensOf({ requests }: CountedServer): number {
	return requests.filter(({ purpose }) => purpose === 'sign-in' || purpose === 'refresh').length;
}

async function watchMinute(server: CountedServer, bytes: () => Promise<number> | number): Promise<Minute> {
	const before = { polls: server.polls(), tokens: tokensOf(server) };
	await pause(UNREAD);
	return { polls: server.polls() - before.polls, renewals: tokensOf(server) - before.tokens, bytes: await bytes() };
}

async function bytesOnReturn(monitor: Program): Promise<number> {
	const readAt = monitor.readAgain();
	await monitor.waitForByte(readAt);
	await monitor.quiet(SILENCE);
	return monitor.bytes(readAt);
}

/** What goes on while a terminal reads nothing for a minute, and what it is sent afterwards, against one that reads. */
export async function measureUnread(rig: Rig): Promise<Section> {
	const [dead, alive] = [await open(rig), await open(rig)];
	try {
		const from = now();
		dead.monitor.stopReading();
		const [unread, read] = await Promise.all([
			watchMinute(dead.server, () => bytesOnReturn(dead.monitor)),
			watchMinute(alive.server, () => alive.monitor.bytes(from)),
		]);
		const against = (value: number) => ({ what: 'read', value });
		return {
			title: 'A terminal that is not read for a minute',
			figures: [
				{ what: 'polls meanwhile', value: unread.polls, unit: '', against: against(read.polls) },
				{ what: 'polls missed', value: Math.max(0, read.polls - unread.polls), unit: '', bound: 'missedPolls' },
				{ what: 'tokens renewed meanwhile', value: unread.renewals, unit: '', against: against(read.renewals) },
				{ what: 'bytes when it is read again', value: unread.bytes, unit: 'B', against: against(read.bytes) },
			],
			notes: [
				`${nameOfSize(SIZE)}. Polls every second of a server whose ${JOBS} jobs are all others each second and whose tokens last ${TOKEN_SECONDS} s. The bytes are what the kernel had taken before it was full, and one frame.`,
			],
		};
	} finally {
		await Promise.all([dead.close(), alive.close()]);
	}
}
