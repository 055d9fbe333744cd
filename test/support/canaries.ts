import { randomBytes } from 'node:crypto';

/** The secrets that the program is trusted with; each holds a part that is nowhere else, new in each run. */
export interface Canaries {
	readonly password: string;
	/** Shaped as a JWT is, so that it is read as one. */
	readonly token: string;
	readonly refreshToken: string;
	readonly proxyPassword: string;
	/** What opens the client's own key. */
	readonly passphrase: string;
	/** The names of those that a text holds, in whatever encoding. */
	found(text: string): string[];
}

/** All that runs of base64 in a text may stand for, wherever in it they begin. */
function decoded(text: string): string {
	const runs = text.match(/[\w+/-]{16,}/g) ?? [];
	return runs
		.flatMap(run => [0, 1, 2, 3].map(start => Buffer.from(run.slice(start), 'base64').toString('latin1')))
		.join(' ');
}

/** Makes a set of them, with all that needs escaping somewhere. */
export function createCanaries(): Canaries {
	const core = () => randomBytes(12).toString('hex');
	const cores = {
		password: core(),
		token: core(),
		refreshToken: core(),
		proxyPassword: core(),
		passphrase: core(),
	};
	const claims = Buffer.from(JSON.stringify({ preferred_username: 'alice', iat: 1, exp: 301 })).toString('base64url');
	return {
		password: `p"s\\w & ü%${cores.password}`,
		token: `eyJhbGciOiJIUzI1NiJ9.${claims}.${cores.token}`,
		refreshToken: `refresh+/=${cores.refreshToken}`,
		proxyPassword: `proxy-${cores.proxyPassword}`,
		passphrase: `phrase-${cores.passphrase}`,
		found(text) {
			const plain = `${text} ${decoded(text)}`;
			return Object.entries(cores).flatMap(([name, unique]) => (plain.includes(unique) ? [name] : []));
		},
	};
}

/** A secret as a server may send it back. */
export function echoes(secret: string): string {
	const bytes = Buffer.from(secret);
	return [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret),
		bytes.toString('base64'),
		bytes.toString('base64url'),
	].join(' | ');
}
