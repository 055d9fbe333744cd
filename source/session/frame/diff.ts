import { compareJobs, type Difference, previousOf } from '../../model/comparison.ts';
import { GLYPHS } from '../../model/fields.ts';
import { formatDateTime } from '../../model/format.ts';
import type { Job, OrganizationResult } from '../../model/job.ts';
import { type SafeText, safe } from '../../model/safe-text.ts';
import { causeOf, nameOf } from '../../model/summary.ts';
import { fit } from '../../model/text-width.ts';
import type { Presentation } from '../present.ts';
import { shortId } from './background.ts';
import { STATE_OF_OUTCOME } from './detail-text.ts';
import { clip, type Line, span, type Tone } from './line.ts';

const NAME_WIDTH = 18;
const WORDS: { readonly [kind in Difference['kind']]: { readonly word: SafeText; readonly tone: Tone } } = {
	failed: { word: safe`NEW      `, tone: 'alert' },
	changed: { word: safe`changed  `, tone: 'waiting' },
	recovered: { word: safe`recovered`, tone: 'good' },
	same: { word: safe`same     `, tone: 'dim' },
};

function glyphOf(result: OrganizationResult | null): SafeText {
	return result === null ? safe`·` : GLYPHS[STATE_OF_OUTCOME[result.outcome]];
}

function textOf({ before, after, kind }: Difference): SafeText {
	const now = after === null ? safe`not in this job` : after.outcome === 'ok' ? safe`` : causeOf(after);
	const then = before === null ? safe`not in that job` : before.outcome === 'ok' ? safe`` : causeOf(before);
	if (kind === 'same') return now;
	return then === '' ? now : safe`${now}${now === '' ? safe`` : safe`  `}(was ${then})`;
}

/** What changed for each organization since the last job that synchronized the same ones. */
export function diffLines(job: Job, { jobs, context }: Presentation, columns: number): Line[] {
	const previous = previousOf(job, jobs);
	if (previous === null)
		return [{ spans: clip([span(safe`no earlier job of the same organizations is held`, 'dim')], columns) }];
	const at = previous.createdAt === null ? safe`` : safe` of ${formatDateTime(previous.createdAt.at, context.zone)}`;
	const head = safe`against the previous sync of the same organizations: ${shortId(previous, context)}${at}`;
	return [
		{ spans: clip([span(head, 'dim')], columns) },
		...compareJobs(previous, job).map((difference): Line => {
			const { word, tone } = WORDS[difference.kind];
			const glyphs = safe`${glyphOf(difference.before)}→${glyphOf(difference.after)} `;
			const name = fit(nameOf(difference.id, context.organizations), NAME_WIDTH);
			const spans = [
				span(glyphs, tone),
				span(safe`${name}  `, 'strong'),
				span(safe`${word}  `, tone),
				span(textOf(difference)),
			];
			return { spans: clip(spans, columns) };
		}),
	];
}
