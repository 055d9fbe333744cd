import { areMixed, FIELDS, type Field, type JobContext } from '../model/fields.ts';
import { formatDateTime } from '../model/format.ts';
import type { Job } from '../model/job.ts';
import { joinSafe, type SafeText, safe } from '../model/safe-text.ts';
import { fit, trimEnd, truncate, widthOf } from '../model/text-width.ts';

type Column = Pick<Field, 'id' | 'title' | 'align' | 'text'>;

/**
 * The columns of the printed table. A word of ours comes first, so that no text from the server begins a line, where a
 * program that reads the output might take it for a command. Ids are whole, to be used again. The kind is told where there are several.
 */
const COLUMNS: readonly Column[] = [
	FIELDS.health,
	{ ...FIELDS.job, text: job => (job.broken === null ? job.id : safe`(broken)`) },
	FIELDS.kind,
	FIELDS.status,
	{
		...FIELDS.started,
		align: 'left',
		text: (job, { zone }) => (job.createdAt === null ? safe`—` : formatDateTime(job.createdAt.at, zone)),
	},
	FIELDS.duration,
	FIELDS.organizations,
	FIELDS.errors,
	FIELDS.error,
];

/** The most that a column takes but for the last: a word that never ends must not push the others away. */
const WIDEST = 64;

/**
 * What `list` prints for people: a head and a line for each job, cut at `width` where the output has one. `write` has the
 * last say on each line, such as to make it ASCII.
 */
export function formatTable(
	jobs: readonly Job[],
	context: JobContext,
	width: number | null,
	write: (line: SafeText) => SafeText = line => line,
): SafeText {
	const columns = COLUMNS.filter(({ id }) => id !== 'kind' || areMixed(context.jobs));
	const last = columns.length - 1;
	const rows = [
		columns.map(({ title }) => title),
		...jobs.map(job => columns.map(({ text }) => text(job, context))),
	].map(row => row.map((text, column) => (column === last ? text : truncate(text, WIDEST))));
	const widths = columns.map((_, column) =>
		column === last ? 0 : rows.reduce((widest, row) => Math.max(widest, widthOf(row[column] ?? safe``)), 0),
	);
	const lines = rows.map(row => {
		const cells = row.map((text, column) =>
			column === last ? text : fit(text, widths[column] ?? 0, columns[column]?.align),
		);
		const line = joinSafe(cells, safe`  `);
		return safe`${write(trimEnd(width === null ? line : truncate(line, width)))}\n`;
	});
	return joinSafe(lines, safe``);
}
