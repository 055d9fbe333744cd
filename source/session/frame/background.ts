import type { JobContext } from '../../model/fields.ts';
import { formatPlural, formatStart } from '../../model/format.ts';
import type { Background } from '../../model/history.ts';
import type { Job } from '../../model/job.ts';
import { type SafeText, safe, sliceSafe } from '../../model/safe-text.ts';
import { causeOf } from '../../model/summary.ts';

/** The id of a job, as short as tells it from the others held. */
export function shortId(job: Job, { idLength }: JobContext): SafeText {
	return sliceSafe(job.id, 0, idLength);
}

/** How trouble compares with what was before it, in a sentence: whether it is new, since when, and when all was well. */
export function backgroundText(
	{ novelty, remembered, previous, since, streak, lastOk }: Background,
	context: JobContext,
	moment = (at: number): SafeText => formatStart(at, context.now, context.zone),
): SafeText {
	const kind =
		remembered === null || remembered >= since.at ? safe`` : safe`, the kind met first ${moment(remembered)}`;
	if (novelty === 'oldest') return safe`nothing held is older: whether it is new is not known${kind}`;
	if (previous === null) return safe`known: an earlier run has seen it${kind}`;
	if (novelty === 'new') return safe`NEW: was ok in ${shortId(previous.job, context)} at ${moment(previous.at)}${kind}`;
	const well = lastOk === null ? safe`` : safe`, last ok ${moment(lastOk.at)}`;
	const known = safe`failing since ${lastOk === null ? safe`before ` : safe``}${moment(since.at)}, ${formatPlural(streak, safe`sync`)} in a row${well}${kind}`;
	return novelty === 'known'
		? safe`known: ${known}`
		: safe`NEW: was ${causeOf(previous.result)} in ${shortId(previous.job, context)}; ${known}`;
}
