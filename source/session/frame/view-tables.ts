import type { JobContext } from '../../model/fields.ts';
import { rememberLast } from '../../model/remember.ts';
import type { ErrorKnowledge } from '../knowledge.ts';
import { ERRORS_GIVE_WAY, errorColumns } from './errors.ts';
import { JOBS_GIVE_WAY, jobColumns } from './jobs.ts';
import { ORGANIZATIONS_GIVE_WAY, organizationColumns } from './organizations.ts';
import { fitTable, layTable, type Table, type TableColumn } from './table.ts';
import { TIMELINE_GIVES_WAY, timelineColumns } from './timeline.ts';

/** Ready for `width` columns, and faded where the data is too old for ages to be true. */
function lay<Row>(
	wanted: readonly TableColumn<Row>[],
	givingWay: readonly string[],
	width: number,
	{ agesAreTrue }: JobContext,
): Table<Row> {
	return layTable(fitTable(wanted, givingWay, width), width, !agesAreTrue);
}

/** Functions that lay out the tables of the views, each anew only when it is to be made from something else than last. */
export function createViewTables() {
	return {
		jobs: rememberLast((width: number, context: JobContext, compact: boolean) =>
			lay(jobColumns(context, width, compact), JOBS_GIVE_WAY, width, context),
		),
		organizations: rememberLast((width: number, context: JobContext, knowledge: ErrorKnowledge) =>
			lay(organizationColumns(context, knowledge), ORGANIZATIONS_GIVE_WAY, width, context),
		),
		errors: rememberLast((width: number, context: JobContext, knowledge: ErrorKnowledge) =>
			lay(errorColumns(context, knowledge), ERRORS_GIVE_WAY, width, context),
		),
		timeline: rememberLast((width: number, context: JobContext) =>
			lay(timelineColumns(context), TIMELINE_GIVES_WAY, width, context),
		),
	};
}
