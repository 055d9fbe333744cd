import * as v from 'valibot';
import { type Failure, FailureError } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { ReadBody } from './body-memory.ts';
import { parseJson, shapeError } from './json.ts';

/** The part of a fetch response that is read. */
export interface FetchResponse {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	arrayBuffer(): Promise<ArrayBuffer>;
}

/** The server's way to say what went wrong: the message is the useful part, the label the same for a whole class. */
const errorSchema = v.object({
	codeDesc: v.fallback(v.nullish(v.string(), null), null),
	message: v.fallback(v.nullish(v.string(), null), null),
});

/** What a server says of itself at the most, in UTF-16 units. */
const MESSAGE_LIMIT = 2000;

/** Makes foreign text fit to be shown, secrets taken out. */
export type Cleaner = (remote: string) => SafeText;

/** A cleaner that first takes secrets out by `redact`. */
export function createCleaner(redact: (text: string) => string): Cleaner {
	return remote => toSafeText(redact(remote), MESSAGE_LIMIT);
}

function mediaType(response: FetchResponse): string {
	return (response.headers.get('content-type') ?? '').split(';', 1).join('').trim().toLowerCase();
}

/** The media type as it may be shown: what has not the form of one could be anything, a secret in small letters too. */
function showType(response: FetchResponse, clean: Cleaner): SafeText {
	const [type = ''] = (response.headers.get('content-type') ?? '').split(';', 1);
	if (type.trim() === '') return safe`no type`;
	return /^[a-z]+\/[a-z\d.+-]{1,40}$/i.test(type.trim()) ? clean(type.trim()) : safe`a type that is none`;
}

/** The server that a redirect leads to: its path may hold what was sent, and is no part of an address to be given. */
function showTarget(target: string | null, clean: Cleaner): SafeText {
	if (target === null) return safe`nowhere`;
	if (!URL.canParse(target)) return safe`a path of its own`;
	const { protocol, host, pathname } = new URL(target);
	return clean(`${protocol}//${host}${pathname === '/' ? '' : '/…'}`);
}

function isJson(type: string): boolean {
	return /^application\/(?:[\w.-]+\+)?json$/.test(type);
}

/**
 * The time by the server's clock, in milliseconds since 1970 and exact to the second; null where it does not tell. An
 * answer that lay in a cache on its way says for how many seconds.
 */
export function readServerTime(response: FetchResponse): number | null {
	const at = Date.parse(response.headers.get('date') ?? '');
	if (Number.isNaN(at)) return null;
	const age = response.headers.get('age') ?? '';
	return /^\d{1,9}$/.test(age) ? at + Number(age) * 1000 : at;
}

/** How many milliseconds the server wants to be left alone; null where it does not say, or not in a way that is defined. */
function readRetryAfter(response: FetchResponse, now: number): number | null {
	const value = response.headers.get('retry-after')?.trim() ?? '';
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	const at = /^[A-Za-z]{3,9}, /.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(at) ? null : Math.max(0, at - (readServerTime(response) ?? now));
}

function readMessage(body: unknown, clean: Cleaner): SafeText | null {
	const { success, output } = v.safeParse(errorSchema, body);
	const text = success ? output.message?.trim() || output.codeDesc?.trim() : '';
	return text ? clean(text) : null;
}

/** What the server says about a refusal; a page for people is named, never shown. */
async function explain(response: FetchResponse, clean: Cleaner): Promise<SafeText> {
	const type = mediaType(response);
	if (!isJson(type)) return safe`it answered with ${showType(response, clean)} instead of JSON`;
	try {
		return readMessage(parseJson(await response.arrayBuffer()), clean) ?? safe`it gave no reason`;
	} catch (error) {
		if (error instanceof FailureError) return safe`its reason could not be read`;
		throw error;
	}
}

async function readRefusal(response: FetchResponse, clean: Cleaner, now: number): Promise<Failure> {
	const { status } = response;
	const retryAfter = readRetryAfter(response, now);
	if (status < 400) {
		const target = response.headers.get('location');
		return { kind: 'redirect', status, target: showTarget(target, clean) };
	}
	if (status === 429 || (status === 503 && retryAfter !== null)) return { kind: 'busy', status, retryAfter };
	const message = await explain(response, clean);
	if (status === 401) return { kind: 'unauthorized', message };
	if (status === 403) return { kind: 'forbidden', message };
	if (status === 404) return { kind: 'not-found', message };
	return { kind: status >= 500 ? 'server' : 'rejected', status, message };
}

/**
 * Reads the JSON of a good answer, null for one without content; throws a {@link FailureError} for every other. `now` is
 * this machine's time, for a `Retry-After` date from a server that does not tell its own.
 */
export async function readResponse(
	response: FetchResponse,
	clean: Cleaner,
	now: number,
	read: ReadBody = parseJson,
): Promise<unknown> {
	const { status } = response;
	if (status < 200 || status > 299) throw new FailureError(await readRefusal(response, clean, now));
	if (status === 204) return null;
	const type = mediaType(response);
	if (!isJson(type)) {
		throw shapeError(safe`${showType(response, clean)} instead of JSON`, safe`Content-Type`);
	}
	const body = read(await response.arrayBuffer());
	if (typeof body === 'object' && body !== null && 'codeDesc' in body) {
		const message = readMessage(body, clean) ?? safe`it gave no reason`;
		throw new FailureError({ kind: 'rejected', status, message });
	}
	return body;
}
