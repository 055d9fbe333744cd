import { type SafeText, safe } from '../model/safe-text.ts';
import { MisfitError } from './arguments.ts';

/** The address is not repeated: a password may be part of it, be it in the wrong place. */
function wrongUrl(expected: SafeText): never {
	throw new MisfitError('url', safe`The address of --url does not fit.`, safe`It takes ${expected}.`);
}

/** Reads the server's address: https where no scheme is given, `/api` and slashes at the end tolerated. */
export function readUrl(text: string): URL {
	const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(whole)) return wrongUrl(safe`an address such as https://cm.example.com`);
	const url = new URL(whole);
	if (url.username !== '' || url.password !== '') {
		throw new MisfitError(
			'url',
			safe`The address holds a user or password.`,
			safe`Give them with --user and --password-file.`,
		);
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return wrongUrl(safe`an https address`);
	const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
	if (url.protocol === 'http:' && !loopback) {
		throw new MisfitError(
			'url',
			safe`Plain http would show the password to the network.`,
			safe`Use https; http is taken for loopback only.`,
		);
	}
	if (!/^\/?(api\/?)?(v1\/?)?$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
		return wrongUrl(safe`an address without a path beyond /api`);
	}
	return new URL(url.origin);
}
