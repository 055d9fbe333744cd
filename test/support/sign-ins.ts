import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Secret } from '../../source/api/credentials.ts';
import type { StoredSignIn } from '../../source/api/stored-auth.ts';
import { openPrivateFolder } from '../../source/store/private-folder.ts';
import { ownMark } from '../../source/store/process-mark.ts';
import type { Account } from '../../source/store/sign-in-record.ts';
import type { StorePlace } from '../../source/store/sign-in-store.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

/** An account like any other. */
export const ALICE: Account = {
	server: 'https://cm.example.net',
	user: 'alice',
	domain: null,
	authDomain: null,
	tenant: null,
	connection: null,
};

/** A sign-in whose secrets bear a number; issued at the beginning of the tests' time unless told otherwise. */
export function signInOf(number: number, issuedAt: number = Date.UTC(2026, 0, 1)): StoredSignIn {
	const secret = (name: string) => new Secret(`${name}-${number}`);
	return { refreshToken: secret('refresh'), token: secret('token'), clientId: 'client', issuedAt, life: 300_000 };
}

/** A folder for states of programs, and what is in it. */
export interface StateHome {
	readonly folder: string;
	readonly place: StorePlace;
	readonly clock: FakeClock;
	/** The names in the folder of sign-ins. */
	names(): string[];
}

/** Makes an empty one, gone after the test. Its clock shows the time of the machine, because files do. */
export function makeStateHome(t: TestContext): StateHome {
	const folder = mkdtempSync(join(tmpdir(), 'cckm-top-state-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	const clock = createFakeClock(Date.now());
	const names = () => readdirSync(folder).sort();
	return {
		folder,
		place: { folder: openPrivateFolder(folder, process.getuid?.() ?? null), self: ownMark(), clock },
		clock,
		names,
	};
}
