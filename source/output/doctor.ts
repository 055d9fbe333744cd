import { describeFailure, type Failure } from '../model/failure.ts';
import { joinSafe, type SafeText, safe, toSafeJson, toSafeText } from '../model/safe-text.ts';

/** What became of one step on the way to an answer. */
export interface Finding {
	readonly step: SafeText;
	readonly state: 'good' | 'failed' | 'skipped';
	/** What was found, in a line. */
	readonly text: SafeText;
	/** What to do about it; null where there is nothing to be done. */
	readonly advice: SafeText | null;
}

const GLYPHS: Readonly<Record<Finding['state'], SafeText>> = { good: safe`✓`, failed: safe`✗`, skipped: safe`–` };

/** The width of the longest name of a step. */
const STEP_WIDTH = 13;

/** A line for each step, and one with advice below what failed; each without its line feed. */
export function doctorLines(findings: readonly Finding[]): readonly SafeText[] {
	return findings.flatMap(({ step, state, text, advice }) => {
		const line = safe`${GLYPHS[state]} ${toSafeText(step.padEnd(STEP_WIDTH))}  ${text}`;
		return advice === null ? [line] : [line, safe`  ${toSafeText(' '.repeat(STEP_WIDTH))}  ${advice}`];
	});
}

/** All steps as one object, with the first failure as every command tells it. */
export function formatDoctorJson(findings: readonly Finding[], simulated: boolean, failure: Failure | null): SafeText {
	const trouble = failure === null ? {} : { error: { kind: failure.kind, ...describeFailure(failure) } };
	return joinSafe([toSafeJson({ ok: failure === null, simulated, steps: findings, ...trouble })], safe``);
}
