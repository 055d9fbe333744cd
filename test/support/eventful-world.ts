import { between, pick, type Random } from './chance.ts';

/** A job as the server lists it. */
interface Row {
	readonly id: string;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly completed_at?: string;
	readonly overall_status: string;
	readonly detailed_status: Readonly<Record<string, string>>;
	readonly kms: readonly string[];
}

/** The list of a server on which jobs begin, end and vanish; times are milliseconds since 1970. */
export interface EventfulWorld {
	/** Lets happen what happens up to `now`. */
	moveTo(now: number): void;
	/** The rows, newest first; the very same list for as long as nothing happened. */
	rows(): readonly Row[];
	/** The id of every job that ended, and how. */
	readonly ends: ReadonlyMap<string, string>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ORGANIZATIONS = Array.from({ length: 12 }, (_, index) => `00D0000000org${String(index).padStart(2, '0')}IAA`);
/** The server clears up behind so many. */
const MOST_ROWS = 40;

/** A world that begins at `origin` with a few jobs that have ended. */
export function createEventfulWorld(origin: number, random: Random): EventfulWorld {
	let serial = 0;
	let rows: readonly Row[] = [];
	let nextBegin = origin;
	let nextVanish = origin + 3 * 60 * MINUTE;
	const endings = new Map<string, number>();
	const ends = new Map<string, string>();

	function begin(at: number): void {
		serial += 1;
		const id = `${serial.toString(16).padStart(8, '0')}-fb4f-4557-b63c-00d4a1439c4a`;
		const first = Math.floor(random() * ORGANIZATIONS.length);
		const kms = ORGANIZATIONS.slice(first, first + 3);
		const createdAt = new Date(at).toISOString();
		const detailed_status = Object.fromEntries(kms.map(organization => [organization, 'in_progress']));
		const row = { id, createdAt, updatedAt: createdAt, overall_status: 'in_progress', detailed_status, kms };
		rows = [row, ...rows].slice(0, MOST_ROWS);
		endings.set(id, at + between(random, 10 * SECOND, 40 * MINUTE));
	}

	function end(id: string, at: number): void {
		endings.delete(id);
		const overall_status = pick(random, ['completed', 'completed', 'completed', 'failed']);
		const text = pick(random, ['organization synchronized successfully', 'INVALID_SESSION_ID: Session expired']);
		const updatedAt = new Date(at).toISOString();
		rows = rows.map(row => {
			if (row.id !== id) return row;
			ends.set(id, overall_status);
			const detailed_status = Object.fromEntries(row.kms.map(organization => [organization, text]));
			return { ...row, overall_status, detailed_status, updatedAt, completed_at: updatedAt };
		});
	}

	function vanish(): void {
		const gone = Math.floor(random() * rows.length);
		rows = rows.filter((_, index) => index !== gone);
	}

	for (let job = 0; job < MOST_ROWS; job += 1) begin(origin - (MOST_ROWS - job) * 10 * MINUTE);
	return {
		moveTo(now) {
			while (nextBegin <= now) {
				for (let burst = random() < 0.03 ? 15 : 1; burst > 0; burst -= 1) begin(nextBegin);
				nextBegin += between(random, MINUTE, 60 * MINUTE);
			}
			for (const [id, at] of endings) if (at <= now) end(id, at);
			for (; nextVanish <= now; nextVanish += between(random, 10 * MINUTE, 600 * MINUTE)) vanish();
		},
		rows: () => rows,
		ends,
	};
}
