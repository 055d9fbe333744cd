import * as v from 'valibot';
import { type SafeText, toSafeText } from '../model/safe-text.ts';
import type { Secret } from './credentials.ts';

/** What a token says of itself; null and empty where it does not. Only for showing: nobody checked its signature. */
export interface Claims {
	readonly user: SafeText | null;
	readonly groups: readonly SafeText[];
	/** The id of the domain that it is for. */
	readonly domain: SafeText | null;
	/** How long it was issued for, in seconds. */
	readonly life: number | null;
}

/** The longest payload that is read, in characters: a real one has some hundreds. */
const LONGEST_PAYLOAD = 65_536;

const NAME_LIMIT = 200;

function optional<Schema extends v.GenericSchema>(schema: Schema) {
	return v.fallback(v.nullish(schema, null), null as v.InferOutput<Schema> | null);
}

const payloadSchema = v.object({
	preferred_username: optional(v.string()),
	iat: optional(v.number()),
	exp: optional(v.number()),
	cust: optional(v.object({ domain_id: optional(v.string()), groups: optional(v.array(v.string())) })),
});

function readPayload(token: string): unknown {
	const [, payload = '', signature] = token.split('.', 4);
	if (signature === undefined || payload.length > LONGEST_PAYLOAD) return null;
	try {
		return JSON.parse(Buffer.from(payload, 'base64url').toString());
	} catch {
		return null;
	}
}

function name(text: string | null | undefined): SafeText | null {
	return text ? toSafeText(text, NAME_LIMIT) : null;
}

/** Reads what a token says of itself. Never throws: a token that is no JWT works all the same, it only tells nothing. */
export function readClaims(token: Secret): Claims {
	const { success, output } = v.safeParse(payloadSchema, readPayload(token.reveal()));
	if (!success) return { user: null, groups: [], domain: null, life: null };
	const { preferred_username: user, iat, exp, cust } = output;
	const life = iat !== null && exp !== null && exp > iat ? exp - iat : null;
	const groups = (cust?.groups ?? []).map(group => toSafeText(group, NAME_LIMIT));
	return { user: name(user), groups, domain: name(cust?.domain_id), life };
}
