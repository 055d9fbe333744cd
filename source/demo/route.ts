import { COLLECTIONS, type Collection, SALESFORCE_KEYS } from './collections.ts';
import type { Purpose } from './reply.ts';

/** A path of the API, and what a request for it wants. */
export interface Route {
	readonly purpose: Purpose;
	/** What stands in the place of the path that varies, such as a job's id. */
	readonly captured: string;
	/** The list of jobs that it is about. */
	readonly collection: Collection;
}

interface Pattern {
	readonly method: string;
	readonly path: RegExp;
	readonly purpose: Purpose;
}

const PATTERNS: readonly Pattern[] = [
	{ method: 'POST', path: /^auth\/tokens\/?$/, purpose: 'sign-in' },
	{ method: 'GET', path: /^(auth\/tokens)\/?$/, purpose: 'tokens' },
	{ method: 'DELETE', path: /^auth\/tokens\/([^/]+)$/, purpose: 'tokens' },
	{ method: 'POST', path: /^auth\/revoke$/, purpose: 'revoke' },
	{ method: 'GET', path: /^auth\/self\/user$/, purpose: 'user' },
	{ method: 'GET', path: /^system\/info$/, purpose: 'system' },
	{ method: 'GET', path: /^cckm\/sfdc\/organizations$/, purpose: 'organizations' },
	{
		method: 'GET',
		path: /^(auth\/self\/domains|system\/services\/status|cluster|nodes|scheduler\/job-configs|scheduler\/jobs)$/,
		purpose: 'other',
	},
];

/** What can be asked of each list of jobs, by what follows its path. */
const JOB_PATTERNS: readonly Pattern[] = [
	{ method: 'GET', path: /^$/, purpose: 'jobs' },
	{ method: 'POST', path: /^$/, purpose: 'start' },
	{ method: 'GET', path: /^\/([^/]+)$/, purpose: 'job' },
	{ method: 'POST', path: /^\/([^/]+)\/cancel$/, purpose: 'cancel' },
];

const API = '/api/v1/';

/** Faults are ordered here; no real server has it. */
const SIMULATOR: Pattern = { method: 'POST', path: /^\/simulator\/faults$/, purpose: 'simulator' };

function match(patterns: readonly Pattern[], method: string, path: string, collection: Collection): Route | null {
	for (const pattern of patterns) {
		const found = pattern.method === method ? pattern.path.exec(path) : null;
		if (found !== null) return { purpose: pattern.purpose, captured: found[1] ?? '', collection };
	}
	return null;
}

/** What a request wants, told from its first line; `unknown` for all that the simulator does not serve. */
export function findRoute(method: string, path: string): Route {
	const collection = COLLECTIONS.find(({ path: base }) => path.startsWith(`${API}cckm/${base}`));
	const rest = collection === undefined ? '' : path.slice(`${API}cckm/${collection.path}`.length);
	const found =
		collection !== undefined
			? match(JOB_PATTERNS, method, rest, collection)
			: path.startsWith(API)
				? match(PATTERNS, method, path.slice(API.length), SALESFORCE_KEYS)
				: match([SIMULATOR], method, path, SALESFORCE_KEYS);
	return found ?? { purpose: 'unknown', captured: path, collection: SALESFORCE_KEYS };
}
