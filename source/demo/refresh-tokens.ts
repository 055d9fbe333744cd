import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../live/clock.ts';

const MINUTE = 60_000;

/** How many are remembered, revoked ones included; the oldest is forgotten first. */
const REMEMBERED = 1000;

/** Bounds of a refresh token in minutes; null for none. */
export interface RefreshBounds {
	readonly lifetime: number | null;
	readonly unusedLife: number | null;
}

/** A refresh token as the server keeps it. Times are milliseconds since 1970, `Infinity` for never. */
export interface RefreshToken {
	readonly id: string;
	readonly token: string;
	readonly domain: string;
	readonly bounds: RefreshBounds;
	readonly expiresAt: number;
	readonly unusedAt: number;
	readonly revoked: boolean;
}

/** The refresh tokens that were given out. */
export interface RefreshTokens {
	issue(domain: string, bounds: RefreshBounds): RefreshToken;
	/** Counts as a use, which prolongs an unused life; `revoked` and `invalid` are the two ways of being no good. */
	use(token: string): RefreshToken | 'revoked' | 'invalid';
	/** From now on the token is no good; one that nobody knows is none already. */
	revoke(token: string): void;
	/** Those that are still good, oldest first. */
	list(): readonly RefreshToken[];
}

function after(now: number, minutes: number | null): number {
	return minutes === null ? Number.POSITIVE_INFINITY : now + minutes * MINUTE;
}

/** The seconds until a token ends for want of use or of life, null where nothing bounds it. */
export function secondsLeft(token: RefreshToken, now: number): number | null {
	const end = Math.min(token.expiresAt, token.unusedAt);
	return Number.isFinite(end) ? Math.max(0, Math.floor((end - now) / 1000)) : null;
}

/** A store of refresh tokens that lives as long as the simulator. */
export function createRefreshTokens(clock: Clock): RefreshTokens {
	const known = new Map<string, RefreshToken>();
	return {
		issue(domain, bounds) {
			const now = clock.now();
			const token = randomBytes(48).toString('base64url');
			const issued = {
				id: randomUUID(),
				token,
				domain,
				bounds,
				expiresAt: after(now, bounds.lifetime),
				unusedAt: after(now, bounds.unusedLife),
				revoked: false,
			};
			known.set(token, issued);
			for (const oldest of known.keys()) {
				if (known.size <= REMEMBERED) break;
				known.delete(oldest);
			}
			return issued;
		},
		use(text) {
			const token = known.get(text);
			const now = clock.now();
			if (token?.revoked) return 'revoked';
			if (token === undefined || now >= token.expiresAt || now >= token.unusedAt) return 'invalid';
			const used = { ...token, unusedAt: after(now, token.bounds.unusedLife) };
			known.set(text, used);
			return used;
		},
		revoke(text) {
			const token = known.get(text);
			if (token !== undefined) known.set(text, { ...token, revoked: true });
		},
		list() {
			const now = clock.now();
			return [...known.values()].filter(token => !token.revoked && now < token.expiresAt && now < token.unusedAt);
		},
	};
}
