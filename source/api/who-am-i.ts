import * as v from 'valibot';
import { FailureError } from '../model/failure.ts';
import { type SafeText, toSafeText } from '../model/safe-text.ts';
import { type Auth, requestAs } from './auth.ts';
import type { Http } from './http.ts';

/** Who is signed in, and what that is good for; null and empty where nobody says. */
export interface Self {
	readonly user: SafeText | null;
	/** Where the server looks the user up. */
	readonly connection: SafeText | null;
	/** The id of the domain that is looked at. */
	readonly domain: SafeText | null;
	readonly groups: readonly SafeText[];
	/** How long the token still lives, in milliseconds. */
	readonly tokenLife: number | null;
}

const optionalText = v.fallback(v.nullish(v.pipe(v.string(), v.nonEmpty()), null), null);

const userSchema = v.object({
	username: optionalText,
	connection: optionalText,
	groups: v.fallback(v.nullish(v.array(v.string()), null), null),
});

const NOBODY: v.InferOutput<typeof userSchema> = { username: null, connection: null, groups: null };

const LONGEST_NAME = 200;

/** Failures that say nothing about the sign-in: the token was taken, the question was not. */
const UNANSWERED = /^(?:forbidden|not-found|rejected|shape)$/;

async function askServer(auth: Auth, http: Http, signal: AbortSignal): Promise<typeof NOBODY> {
	try {
		const { body } = await requestAs(auth, http, { path: '/v1/auth/self/user', signal });
		const { success, output } = v.safeParse(userSchema, body);
		return success ? output : NOBODY;
	} catch (error) {
		if (error instanceof FailureError && UNANSWERED.test(error.failure.kind) && auth.facts().user !== null)
			return NOBODY;
		throw error;
	}
}

/** Asks the server who we are; what it does not tell, the token may. */
export async function whoAmI(auth: Auth, http: Http, signal: AbortSignal): Promise<Self> {
	const { username, connection, groups } = await askServer(auth, http, signal);
	const said = auth.facts();
	return {
		user: username === null ? said.user : toSafeText(username, LONGEST_NAME),
		connection: connection === null ? null : toSafeText(connection, LONGEST_NAME),
		domain: said.domain,
		groups: groups === null ? said.groups : groups.map(group => toSafeText(group, LONGEST_NAME)),
		tokenLife: said.tokenLife,
	};
}
