import { GLYPHS } from './fields.ts';
import type { OrganizationSummary, Standing, StripCell } from './organizations.ts';
import { joinSafe, type SafeText, safe } from './safe-text.ts';
import { causeOf } from './summary.ts';

/** What stands for each place of a strip. */
export const STRIP_GLYPHS: { readonly [cell in StripCell]: SafeText } = {
	ok: GLYPHS.ok,
	error: GLYPHS.failed,
	running: GLYPHS.running,
	none: safe`-`,
	unknown: GLYPHS.unknown,
	absent: safe`·`,
};

const WORDS: { readonly [standing in Standing]: SafeText } = {
	failing: safe`FAILING`,
	unknown: safe`UNKNOWN`,
	waiting: safe`waiting`,
	ok: safe`ok`,
};

/** The last outcomes of an organization, oldest first. */
export function stripText({ strip }: OrganizationSummary): SafeText {
	return joinSafe(
		strip.map(cell => STRIP_GLYPHS[cell]),
		safe``,
	);
}

/** How it stands: `FAILING`, `ok`, or `OVERDUE` where all was well and then nothing came. */
export function standingText({ overdue, standing }: OrganizationSummary): SafeText {
	return overdue !== null && standing === 'ok' ? safe`OVERDUE` : WORDS[standing];
}

/** How its trouble compares with its sync before: `NEW` after a good one or another error. */
export function noveltyWord({ novelty }: OrganizationSummary): SafeText {
	return novelty === 'new' || novelty === 'changed' ? safe`NEW` : safe``;
}

/** What its newest sync says, where that was not good. */
export function troubleText({ current, standing }: OrganizationSummary): SafeText {
	return current === null || standing === 'ok' ? safe`` : causeOf(current.result);
}
