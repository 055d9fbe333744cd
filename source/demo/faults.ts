import { pick, roll } from './dice.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { badRequest, type Purpose, type Reply, serverError, textReply } from './reply.ts';

/** What goes wrong with one answer on its way; the server has done by then what it was asked for. */
export type Fault =
	/** This answer instead of the right one. */
	| { readonly kind: 'reply'; readonly reply: Reply }
	/** The right answer, held back for so many milliseconds. */
	| { readonly kind: 'delay'; readonly milliseconds: number }
	/** The connection breaks before any answer. */
	| { readonly kind: 'reset' }
	/** The request is taken, and no answer ever comes. */
	| { readonly kind: 'silence' }
	/** Just these bytes, which need not be HTTP, and then the connection ends. */
	| { readonly kind: 'raw'; readonly bytes: string };

/** A request that something may go wrong with; `count` numbers those of the same purpose from 0. */
export interface FaultRequest {
	readonly purpose: Purpose;
	readonly count: number;
	readonly seed: number;
}

/** Decides what goes wrong with a request, null for nothing. */
export type FaultRule = (request: FaultRequest) => Fault | null;

/** A page as a proxy puts it in the place of an answer. */
export function htmlPage(title: string): string {
	return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}

/** The server wants to be left alone for so many seconds. */
export function busy(seconds: string): Reply {
	return { ...textReply(429, 'Too many requests\n'), headers: { 'Retry-After': seconds } };
}

/** All is well. */
export const noFaults: FaultRule = () => null;

/** About a third of the requests for jobs meet what a proxy or a restarting node does to them. */
export const flakyFaults: FaultRule = ({ purpose, count, seed }) => {
	if (purpose !== 'jobs' || roll(seed, count, 'flaky') > 0.35) return null;
	const faults = [
		{ kind: 'reply', reply: textReply(502, htmlPage('502 Bad Gateway'), 'text/html') },
		{ kind: 'reply', reply: serverError(503, 'the service is starting') },
		{ kind: 'reply', reply: busy('3') },
		{ kind: 'reset' },
	] as const;
	return pick(faults, seed, count, 'fault');
};

/** Everything but signing in takes 2 to 9 seconds. */
export const slowFaults: FaultRule = ({ purpose, count, seed }) =>
	purpose === 'sign-in' || purpose === 'refresh' || purpose === 'revoke'
		? null
		: { kind: 'delay', milliseconds: 2000 + 7000 * roll(seed, count, 'slow') };

/** Now and then an error whose message attacks the terminal. */
export const hostileFaults: FaultRule = ({ purpose, count, seed }) => {
	if (purpose !== 'jobs' || roll(seed, count, 'hostile') > 0.2) return null;
	const text = pick(HOSTILE_TEXTS, seed, count, 'text');
	const replies = [
		serverError(500, text),
		badRequest(text),
		textReply(502, htmlPage(text), 'text/html'),
		textReply(503, text),
	] as const;
	return { kind: 'reply', reply: pick(replies, seed, count, 'reply') };
};
