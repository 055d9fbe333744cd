import { randomUUID } from 'node:crypto';

/** What a request is for, so that a test can count how often a client does what. */
export type Purpose =
	| 'sign-in'
	| 'refresh'
	| 'revoke'
	| 'jobs'
	| 'job'
	| 'start'
	| 'cancel'
	| 'organizations'
	| 'system'
	| 'user'
	| 'tokens'
	| 'other'
	| 'simulator'
	| 'unknown';

/** What the simulator answers to one request. */
export interface Reply {
	readonly status: number;
	/** The media type of `body`, null for none. */
	readonly type: string | null;
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>>;
}

/** An answer in JSON. */
export function jsonReply(status: number, value: unknown): Reply {
	return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

/** An answer in words, as proxies and the layers in front of the API give it. */
export function textReply(status: number, text: string, type = 'text/plain; charset=utf-8'): Reply {
	return { status, type, body: text };
}

/** Done, and nothing to say about it. */
export const EMPTY_REPLY: Reply = { status: 204, type: null, body: '' };

function errorReply(status: number, code: number, codeDesc: string, message: string): Reply {
	return jsonReply(status, { code, codeDesc, message, requestID: randomUUID() });
}

/** The request makes no sense to the server. */
export function badRequest(message: string): Reply {
	return errorReply(400, 15, 'NCERRBadRequest: Bad HTTP request', message);
}

/** The server does not believe who is asking. */
export function unauthorized(message: string): Reply {
	return errorReply(401, 5, 'NCERRUnauthorizedAccess', message);
}

/** Known, and not permitted; a missing licence is told like this as well. */
export function forbidden(message: string): Reply {
	return errorReply(403, 36, 'NCERRInsufficientPermissions: Insufficient permissions', message);
}

/** What is asked for and what is there already do not go together. */
export function conflict(message: string): Reply {
	return errorReply(409, 10, 'NCERRConflict: Conflict', message);
}

/** Understood, and not as it has to be. */
export function invalid(message: string): Reply {
	return errorReply(422, 15, 'NCERRBadRequest: Bad HTTP request', `Validation errors:\n${message}`);
}

/** Not there, or not for this user. */
export function notFound(message: string): Reply {
	return errorReply(404, 16, 'NCERRResourceNotFound: Resource not found', message);
}

/** Something broke within the server; `message` may be anything. */
export function serverError(status: number, message: string): Reply {
	return errorReply(status, 1, 'NCERRInternalServerError: unexpected error', message);
}
