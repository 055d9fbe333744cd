import type { Answer } from '../model/answer.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import type { JobContext } from '../model/fields.ts';
import { joinSafe, type SafeText, safe, toSafeJson } from '../model/safe-text.ts';
import type { Column } from './column.ts';

/** Where an answer came from and how, as JSON tells it. */
export interface Origin {
	/** The server's address. */
	readonly server: string;
	readonly simulated: boolean;
	/** Whether the server's certificate was checked; `none` is plain http to this machine itself. */
	readonly tls: 'verified' | 'unverified' | 'none';
	/** When it was asked, in milliseconds since 1970. */
	readonly fetchedAt: number;
}

function objectOf<Row>(row: Row, columns: readonly Column<Row>[], context: JobContext): unknown {
	return Object.fromEntries(columns.map(({ name, value }) => [name, value(row, context)]));
}

/** Where an answer came from and how whole it is: the beginning of what `-o json` prints. */
export function originValue({ complete, total }: Pick<Answer, 'complete' | 'total'>, origin: Origin): object {
	const { server, simulated, tls, fetchedAt } = origin;
	return { server, simulated, tls, fetchedAt: new Date(fetchedAt).toISOString(), complete, total };
}

/** What `-o json` prints: one object on one line, with the rows in a list of this name. */
export function formatJson<Row>(
	name: string,
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	context: JobContext,
	origin: object,
): SafeText {
	return safe`${toSafeJson({ ...origin, [name]: rows.map(row => objectOf(row, columns, context)) })}\n`;
}

/** What `-o ndjson` prints: an object for each row, on a line of its own. */
export function formatNdjson<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	context: JobContext,
): SafeText {
	return joinSafe(
		rows.map(row => safe`${toSafeJson(objectOf(row, columns, context))}\n`),
		safe``,
	);
}

/** What a command prints instead, under `-o json`, when it could not do its work. */
export function formatJsonFailure(failure: Failure): SafeText {
	return safe`${toSafeJson({ error: { kind: failure.kind, ...describeFailure(failure) } })}\n`;
}
