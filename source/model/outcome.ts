import type { SafeText } from './safe-text.ts';
import { safe } from './safe-text.ts';

/**
 * How one organization fared in one job: `none` is listed in an ended job but never reported, `unknown` is a text that no
 * rule knows, which is shown as it is and never as good.
 */
export type Outcome = 'ok' | 'error' | 'running' | 'none' | 'unknown';

/** An outcome and the name of the rule that decided it, so that a reader can tell why. */
export interface Verdict {
	readonly outcome: Outcome;
	readonly rule: SafeText;
}

interface OutcomeRule extends Verdict {
	readonly matches: (text: string) => boolean;
}

const SUCCESS = /success/i;
/** "unsuccessful", "not successful" and their kin say success and mean the opposite. */
const DENIED_SUCCESS = /\b(?:un|in|non-?)success|\b(?:no|not|without|never)\s+(?:\w+\s+)?success/i;
const ERROR_OR_FAIL = /error|fail/i;
const TROUBLE =
	/denied|unable|invalid|timed? ?-?out|refused|exceeded|not found|unauthor|forbidden|abort|cancel|expired/i;
const ERRNO = /\bE[A-Z]{4,}\b/;

/** The rules for the text of one organization, first match wins. Thales publishes the literal and one error text only. */
export const OUTCOME_RULES: readonly OutcomeRule[] = [
	{ outcome: 'running', rule: safe`in-progress`, matches: text => text === 'in_progress' },
	{
		outcome: 'ok',
		rule: safe`says-success`,
		matches: text => SUCCESS.test(text) && !ERROR_OR_FAIL.test(text) && !DENIED_SUCCESS.test(text),
	},
	{ outcome: 'error', rule: safe`denies-success`, matches: text => DENIED_SUCCESS.test(text) },
	{ outcome: 'error', rule: safe`says-error-or-fail`, matches: text => ERROR_OR_FAIL.test(text) },
	{ outcome: 'error', rule: safe`names-trouble`, matches: text => TROUBLE.test(text) },
	{ outcome: 'error', rule: safe`names-system-error`, matches: text => ERRNO.test(text) },
];

const NO_RULE: Verdict = { outcome: 'unknown', rule: safe`no-rule-matched` };
const NOT_REPORTED: Verdict = { outcome: 'none', rule: safe`not-reported` };
const NOT_YET_REPORTED: Verdict = { outcome: 'running', rule: safe`not-yet-reported` };

/** What the text that the server keeps for one organization means; null is no text. `ended` tells of the whole job. */
export function judgeText(text: string | null, ended: boolean): Verdict {
	if (text === null) return ended ? NOT_REPORTED : NOT_YET_REPORTED;
	const trimmed = text.trim();
	return OUTCOME_RULES.find(rule => rule.matches(trimmed)) ?? NO_RULE;
}
