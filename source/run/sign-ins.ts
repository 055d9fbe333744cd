import { homedir } from 'node:os';
import { join } from 'node:path';
import { usageError } from '../command-line/arguments.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Clock } from '../live/clock.ts';
import { joinSafe, safe, toSafeText } from '../model/safe-text.ts';
import { type AccountPattern, findAccounts } from '../store/accounts.ts';
import { openPrivateFolder } from '../store/private-folder.ts';
import { ownMark } from '../store/process-mark.ts';
import type { Account } from '../store/sign-in-record.ts';
import type { StorePlace } from '../store/sign-in-store.ts';
import { stateFolder } from '../store/state-folder.ts';
import type { Remote } from './credentials.ts';

/** Where sign-ins are stored for this user. */
export function openSignIns(environment: Environment, clock: Clock): StorePlace {
	const folder = join(stateFolder(environment, homedir()), 'sign-ins');
	return { folder: openPrivateFolder(folder, process.getuid?.() ?? null), self: ownMark(), clock };
}

/** The account that the options speak of, as far as they do. */
export function patternOf({ url, user, domain, authDomain, tenant, connection }: Remote): AccountPattern {
	return { server: url.origin, user, domain, authDomain, tenant, connection };
}

/** The one account with a stored sign-in that the options fit; null where there is none. */
export async function findAccount(place: StorePlace, server: Remote): Promise<Account | null> {
	const accounts = await findAccounts(place, patternOf(server));
	const [account, another] = accounts;
	if (account === undefined) return null;
	if (another === undefined) return account;
	const users = joinSafe(
		accounts.map(({ user }) => toSafeText(user, 60)),
		safe`, `,
	);
	throw usageError(
		safe`Several sign-ins are stored that fit: ${users}.`,
		safe`Choose one with --user NAME (and --auth-domain, --tenant or --connection where they differ in that).`,
	);
}
