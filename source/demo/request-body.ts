import * as v from 'valibot';
import { badRequest, type Reply } from './reply.ts';

/** A body that was read, or the answer that refuses it. */
export type Body<Value> =
	| { readonly kind: 'read'; readonly value: Value }
	| { readonly kind: 'refused'; readonly reply: Reply };

/** The object that a text is, undefined for any other text; a schema of objects would take a list for one. */
function parseObject(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? undefined : value;
	} catch {
		return undefined;
	}
}

function describe(issue: v.BaseIssue<unknown>): string {
	const field = v.getDotPath(issue) ?? 'body';
	return issue.type === 'strict_object' && issue.expected === 'never'
		? `json: unknown field "${field}"`
		: `Validation errors:\n${field}: ${issue.message}`;
}

/** Reads a request's body by a schema; a field that the schema does not name is refused, as the server does by default. */
export function readBody<Schema extends v.GenericSchema>(schema: Schema, text: string): Body<v.InferOutput<Schema>> {
	const parsed = v.safeParse(schema, parseObject(text));
	return parsed.success
		? { kind: 'read', value: parsed.output }
		: { kind: 'refused', reply: badRequest(describe(parsed.issues[0])) };
}
