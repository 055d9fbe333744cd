import type { Claim, SignInStore, StoredSignIn } from '../api/stored-auth.ts';
import type { Clock } from '../live/clock.ts';
import { FailureError } from '../model/failure.ts';
import { safe } from '../model/safe-text.ts';
import type { PrivateFolder } from './private-folder.ts';
import { isRunning, type ProcessMark } from './process-mark.ts';
import { type Account, fileNameOf, readRecord, type SignInRecord, writeRecord } from './sign-in-record.ts';

/** Where sign-ins are kept, and who asks for them. */
export interface StorePlace {
	readonly folder: PrivateFolder;
	readonly self: ProcessMark;
	readonly clock: Clock;
}

/** One account's place in the store. */
export interface AccountStore extends SignInStore {
	/** Keeps a new sign-in; false where there is one already. */
	create(signIn: StoredSignIn): Promise<boolean>;
	/** Removes what stands in its place, whatever it is; false where nothing does. */
	discard(): Promise<boolean>;
}

/**
 * The longest that a process may have a sign-in for itself, in milliseconds. It asks the server meanwhile, and that is
 * given up earlier; longer has it only who was stopped, or runs where we cannot see it.
 */
const LONGEST_CLAIM = 60_000;

function writeMark({ pid, started, machine }: ProcessMark): string {
	return `${pid}-${started}-${machine}`;
}

function readMark(name: string): ProcessMark {
	const [, pid, started, machine = ''] = /\.claim-(\d+)-(\d+)-(\w+)/.exec(name) ?? [];
	return { pid: Number(pid), started: Number(started), machine };
}

/** The names under which processes have claimed the file of a name. */
function claimsOf(name: string, names: readonly string[]): readonly string[] {
	return names.filter(other => other.startsWith(`${name}.claim-`) && !LEFT_OVER.test(other));
}

/** What a process leaves behind that is killed while it writes. */
const LEFT_OVER = /\.[0-9a-f]{12}$/;

function notOurs({ folder }: StorePlace, file: string): FailureError {
	return new FailureError({
		kind: 'usage',
		message: safe`${folder.pathOf(file)} is torn or is no sign-in of ours.`,
		advice: safe`Remove it with \`cckm-top logout\`, or by hand.`,
	});
}

/** Reads the record of a name wherever it is at the moment: in its place, or in the hands of a process. */
export async function readByName(place: StorePlace, name: string): Promise<SignInRecord | null> {
	const kept = `${name}.json`;
	for (;;) {
		const names = await place.folder.names();
		const claims = claimsOf(name, names);
		for (const file of [kept, ...claims]) {
			const text = await place.folder.read(file);
			if (text === null) continue;
			const record = readRecord(text);
			if (record === null || fileNameOf(record.account) !== name) throw notOurs(place, file);
			return record;
		}
		// Nothing was there, or it went from hand to hand just now.
		if (claims.length === 0 && !names.includes(kept)) return null;
	}
}

/**
 * The sign-in of one account: a file that at each moment has one name. A process claims it by renaming it to a name of its
 * own, of which one alone can succeed, and renames it back; what a dead process has claimed is taken over in the same way.
 */
export function createAccountStore(place: StorePlace, account: Account): AccountStore {
	const { folder, self, clock } = place;
	const name = fileNameOf(account);
	const kept = `${name}.json`;
	const mine = `${name}.claim-${writeMark(self)}`;

	async function isLeft(file: string): Promise<boolean> {
		if (file.includes('.claim-') && isRunning(readMark(file), self) === false) return true;
		const changedAt = await folder.changedAt(file);
		return changedAt !== null && Math.abs(clock.now() - changedAt) > LONGEST_CLAIM;
	}

	async function sweep(names: readonly string[]): Promise<void> {
		for (const file of names.filter(other => other.startsWith(name) && LEFT_OVER.test(other))) {
			if (await isLeft(file)) await folder.remove(file);
		}
	}

	async function takeOver(): Promise<boolean> {
		const names = await folder.names();
		const claims = claimsOf(name, names);
		for (const claim of claims) {
			if (!(await isLeft(claim))) return false;
		}
		await sweep(names);
		for (const claim of claims) {
			if (await folder.move(claim, mine)) return true;
		}
		return false;
	}

	function claimOf(signIn: StoredSignIn): Claim {
		return {
			signIn,
			async keep(renewed) {
				// Who was stopped for so long that another process took over has nothing to put back.
				if ((await folder.changedAt(mine)) === null) return;
				await folder.write(mine, writeRecord({ account, signIn: renewed }));
				await folder.move(mine, kept);
			},
			giveBack: async () => void (await folder.move(mine, kept)),
			async forget() {
				await folder.remove(mine);
				await sweep(await folder.names());
			},
		};
	}

	return {
		read: async () => (await readByName(place, name))?.signIn ?? null,
		async claim() {
			if (!(await folder.move(kept, mine)) && !(await takeOver())) return null;
			try {
				const record = readRecord((await folder.read(mine)) ?? '');
				if (record !== null) return claimOf(record.signIn);
				throw notOurs(place, kept);
			} catch (error) {
				await folder.move(mine, kept);
				throw error;
			}
		},
		async create(signIn) {
			await sweep(await folder.names());
			return folder.create(kept, writeRecord({ account, signIn }));
		},
		discard: () => folder.remove(kept),
	};
}

/** Claims a sign-in, after the process that has it where one has; null where there is none. */
export async function claimInTurn(store: SignInStore, clock: Clock, signal: AbortSignal): Promise<Claim | null> {
	for (;;) {
		const claim = await store.claim();
		if (claim !== null) return claim;
		if ((await store.read()) === null) return null;
		await clock.sleep(25, signal);
		signal.throwIfAborted();
	}
}
