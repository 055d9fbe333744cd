import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Format } from '../command-line/formats.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { toAscii } from '../model/ascii.ts';
import { formatCount } from '../model/format.ts';
import { type SafeText, safe } from '../model/safe-text.ts';
import { type Column, type Listing, type Shape, tellingColumns } from '../output/column.ts';
import { formatCsv } from '../output/csv.ts';
import { formatJson, formatNdjson, originValue } from '../output/json.ts';
import { formatTable } from '../output/table.ts';
import { askOnce, type Found } from './ask-once.ts';
import { chooseColumns } from './choose-columns.ts';
import { print } from './print.ts';
import { wantsAscii } from './read-terminal.ts';

/** The rows that a command prints, and whether any of them is failed or degraded. */
export interface Rows<Row> {
	readonly rows: readonly Row[];
	readonly isUnhealthy: boolean;
}

const SHAPES: Readonly<Record<Format, Shape>> = {
	table: 'table',
	wide: 'wide',
	text: 'table',
	json: 'json',
	ndjson: 'json',
	csv: 'csv',
};

/** Asks once and prints the rows that `select` makes of the answer, in the format that was asked for. */
export function printRows<Row>(
	listing: Listing<Row>,
	options: Options,
	environment: Environment,
	select: (found: Found) => Rows<Row>,
): Promise<number> {
	const columns = chooseColumns(listing, SHAPES[options.output], options.columns);
	const ascii = wantsAscii(options, environment);
	const showsProgress = process.stderr.isTTY && options.query.limit === null;
	const tell = async (found: Found) => {
		if (showsProgress) process.stderr.write('\n');
		const { rows, isUnhealthy } = select(found);
		await print(write(rows, columns, found, listing.name, { ...options, ascii }));
		if (options.output === 'table' || options.output === 'wide') {
			process.stderr.write(noteOnWhatIsMissing(found, rows.length));
		}
		return options.exitStatus && isUnhealthy ? EXIT_CODES.unhealthy.code : EXIT_CODES.done.code;
	};
	return askOnce(options, environment, tell, showsProgress ? showProgress : undefined);
}

function write<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	{ answer: { total }, complete, context, origin }: Found,
	name: string,
	{ output, ascii, columns: asked }: Options,
): SafeText {
	const width = process.stdout.isTTY ? process.stdout.columns : null;
	switch (output) {
		case 'json':
			return formatJson(name, rows, columns, context, originValue({ complete, total }, origin));
		case 'ndjson':
			return formatNdjson(rows, columns, context);
		case 'csv':
			return formatCsv(rows, columns, context);
		default:
			return formatTable(
				rows,
				asked === null ? tellingColumns(columns, context) : columns,
				context,
				output === 'wide' ? null : width,
				ascii ? toAscii : undefined,
			);
	}
}

/** What a table cannot say of itself: that nothing is in it, or that not everything was looked at. */
function noteOnWhatIsMissing({ complete, answer: { jobs, total, side } }: Found, shown: number): SafeText {
	const lists = side.kind === 'absent' ? safe`the server shows no jobs for certificates\n` : safe``;
	const none = shown === 0 ? safe`${lists}nothing is there of what was asked for\n` : lists;
	if (complete || total === null || total <= jobs.length) return none;
	return safe`${none}${formatCount(jobs.length)} of ${formatCount(total)} jobs were looked at; --limit all looks at the rest\n`;
}

function showProgress(loaded: number, total: number | null): void {
	process.stderr.write(safe`\r${formatCount(loaded)} of ${total === null ? safe`?` : formatCount(total)} jobs`);
}
