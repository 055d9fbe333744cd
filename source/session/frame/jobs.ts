import { areMixed, FIELDS, type Field, type FieldId, type JobContext } from '../../model/fields.ts';
import type { Job } from '../../model/job.ts';
import { stateOf } from '../../model/summary.ts';
import type { Tone } from './line.ts';
import type { TableColumn } from './table.ts';

/** The columns of the list, left to right. */
const COLUMNS: readonly FieldId[] = [
	'glyph',
	'job',
	'kind',
	'health',
	'status',
	'started',
	'age',
	'duration',
	'usual',
	'organizations',
	'errors',
	'novelty',
	'error',
];
/** The columns of the list on a small screen, which has no heads. */
const COMPACT_COLUMNS: readonly FieldId[] = ['glyph', 'job', 'kind', 'start', 'share', 'age', 'plight'];

/** What gives way first where there is no room for all; glyph, job and errors never do, and an age only late. */
export const JOBS_GIVE_WAY: readonly FieldId[] = [
	'usual',
	'start',
	'share',
	'age',
	'novelty',
	'organizations',
	'status',
	'health',
	'kind',
	'duration',
	'started',
	'error',
];

/** The columns under the cursor's bar. */
const BAR: readonly FieldId[] = ['glyph', 'job'];
const WORDS_FROM = 100;
/** Where there is no room for shares, an age gives way to the word that nothing else says. */
const PLIGHT_BELOW = 30;
/** What a job usually takes is worth less than the words of its error. */
const USUAL_FROM = 132;

function isShown(id: FieldId, { jobs }: JobContext, width: number): boolean {
	if (id === 'kind') return areMixed(jobs);
	if (id === 'plight') return width < PLIGHT_BELOW;
	if (id === 'age' && width < PLIGHT_BELOW) return false;
	if (id === 'health' || id === 'status') return width >= WORDS_FROM;
	return id !== 'usual' || width >= USUAL_FROM;
}

function toneOf({ id }: Field, job: Job, { stuck }: JobContext): Tone {
	const state = stateOf(job, stuck);
	if (id === 'glyph' || id === 'health' || id === 'errors') return state;
	if (id === 'error') return state === 'failed' || state === 'degraded' ? 'plain' : state;
	if (id === 'novelty') return 'alert';
	return id === 'job' ? 'strong' : id === 'usual' ? 'dim' : 'plain';
}

/** The columns of the list of jobs on a screen of this width. */
export function jobColumns(context: JobContext, width: number, compact: boolean): readonly TableColumn<Job>[] {
	return (compact ? COMPACT_COLUMNS : COLUMNS)
		.filter(id => isShown(id, context, width))
		.map((id): TableColumn<Job> => {
			const field = FIELDS[id];
			return {
				...field,
				width: id === 'job' ? Math.max(context.idLength, field.width) : field.width,
				grows: id === 'error',
				isInBar: BAR.includes(id),
				text: job => field.text(job, context),
				tone: job => toneOf(field, job, context),
			};
		});
}
