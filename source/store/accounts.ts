import { FailureError } from '../model/failure.ts';
import type { Account } from './sign-in-record.ts';
import { readByName, type StorePlace } from './sign-in-store.ts';

/** The part of an account that is known; null fits every user, domain of users, tenant and connection. */
export interface AccountPattern extends Omit<Account, 'user'> {
	readonly user: string | null;
}

function fits(account: Account, pattern: AccountPattern): boolean {
	const { server, domain, user, authDomain, tenant, connection } = pattern;
	if (account.server !== server || account.domain !== domain) return false;
	return Object.entries({ user, authDomain, tenant, connection }).every(
		([part, wanted]) => wanted === null || account[part as 'user'] === wanted,
	);
}

/**
 * The accounts that have a stored sign-in and fit. A file that cannot be used stands in nobody's way, unless nothing else
 * is found: then its failure is what is told.
 */
export async function findAccounts(place: StorePlace, pattern: AccountPattern): Promise<readonly Account[]> {
	const names = (await place.folder.names()).flatMap(file => /^([0-9a-f]{32})\./.exec(file)?.[1] ?? []);
	const found: Account[] = [];
	let trouble: FailureError | null = null;
	for (const name of new Set(names)) {
		try {
			const record = await readByName(place, name);
			if (record !== null && fits(record.account, pattern)) found.push(record.account);
		} catch (error) {
			if (!(error instanceof FailureError)) throw error;
			trouble ??= error;
		}
	}
	if (found.length === 0 && trouble !== null) throw trouble;
	return found;
}
