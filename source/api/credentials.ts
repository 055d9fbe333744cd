import { inspect } from 'node:util';
import type { SafeText } from '../model/safe-text.ts';
import type { SignInStore } from './stored-auth.ts';

const REDACTED = '‹redacted›' as SafeText;

/** A password or token that cannot be printed by accident: every way to turn it into text but `reveal` hides it. */
export class Secret {
	readonly #value: string;

	constructor(value: string) {
		this.#value = value;
	}

	/** The value itself; only for the request that needs it. */
	reveal(): string {
		return this.#value;
	}

	equals(other: Secret): boolean {
		return this.#value === other.#value;
	}

	toString(): string {
		return REDACTED;
	}

	toJSON(): string {
		return REDACTED;
	}

	[inspect.custom](): string {
		return REDACTED;
	}
}

/** Who signs in, and how. */
export type Credentials =
	| {
			readonly kind: 'password';
			readonly username: string;
			readonly password: Secret;
			/** The domain to look at; the server's root domain without it. */
			readonly domain?: string;
			/** The domain that the user belongs to. */
			readonly authDomain?: string;
			/** The tenant of the cloud service, which is a path of domains. */
			readonly tenant?: string;
			/** Where the server looks the user up, such as an LDAP connection. */
			readonly connection?: string;
	  }
	/** The client's own certificate, which its connections show, says who it is. */
	| { readonly kind: 'certificate'; readonly domain?: string; readonly authDomain?: string }
	/** A token that somebody else got; `read` fetches the present one, and `renewable` says whether it may change. */
	| { readonly kind: 'token'; readonly read: () => Promise<Secret>; readonly renewable: boolean }
	/** What an earlier sign-in left in a store that other processes use too. */
	| { readonly kind: 'stored'; readonly store: SignInStore };

/** Takes secrets out of foreign text, in case a server sends back what it was given. */
export interface Redactor {
	/** From now on this value is taken out. */
	add(secret: Secret): void;
	redact(text: string): string;
}

/** How many values are remembered; older ones, long-dead tokens, are forgotten. */
const REMEMBERED = 32;

/** Shorter values occur by chance: hiding them would eat up ordinary words and tell what they are. */
const SHORTEST_HIDDEN = 4;

/** The forms in which a value may come back: as it is, and in the encodings of JSON, URLs and headers. */
function writings(value: string): string[] {
	const bytes = Buffer.from(value);
	const encoded = [encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
	return [...encoded, bytes.toString('base64'), bytes.toString('base64url'), value].sort((a, b) => b.length - a.length);
}

/** Creates a redactor that knows no secret yet. */
export function createRedactor(): Redactor {
	const known = new Map<string, readonly string[]>();
	return {
		add(secret) {
			const value = secret.reveal();
			if (value.length < SHORTEST_HIDDEN) return;
			known.delete(value);
			known.set(value, writings(value.toWellFormed()));
			const [oldest] = known.keys();
			if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
		},
		redact(text) {
			const found = [...known.values()].flat().filter(writing => text.includes(writing));
			return found.reduce((rest, writing) => rest.replaceAll(writing, REDACTED), text);
		},
	};
}
