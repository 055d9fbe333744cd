import { PatternError, type PatternNode, parsePattern } from './pattern-syntax.ts';

/** Whether a text contains what a pattern describes. */
export type Pattern = (text: string) => boolean;

/** One step of the machine that a pattern becomes; `next` are the numbers of steps. */
type Step =
	| { readonly kind: 'letter'; readonly matches: (letter: string) => boolean; readonly next: number }
	| {
			readonly kind: 'edge';
			readonly holds: (before: string | undefined, after: string | undefined) => boolean;
			readonly next: number;
	  }
	| { readonly kind: 'fork'; readonly next: readonly number[] }
	| { readonly kind: 'found' };

/** A pattern with more steps, or what lies behind so many letters of a text, would take too long to look at. */
const MOST_STEPS = 300;
const LONGEST_TEXT = 4000;

/**
 * Makes a pattern that finds what `source` describes, see {@link parsePattern}, without regard to case. All ways through it
 * are followed at once: the time grows with text and pattern and never explodes, as it can with JavaScript's own. Of a text
 * the first 4,000 letters are looked at. Throws a {@link PatternError}.
 */
export function compilePattern(source: string): Pattern {
	const steps = assemble(parsePattern(source), source.length);
	return text => run(steps, Array.from(text.slice(0, LONGEST_TEXT).toLowerCase()));
}

/** Builds the machine from its end; the first step is the last one built. */
function assemble(node: PatternNode, length: number): readonly Step[] {
	const steps: Step[] = [{ kind: 'found' }];

	const add = (step: Step): number => {
		if (steps.length >= MOST_STEPS) throw new PatternError(length, 'this is too long to be looked for');
		return steps.push(step) - 1;
	};

	function build(part: PatternNode, next: number): number {
		switch (part.kind) {
			case 'letter':
			case 'edge':
				return add({ ...part, next });
			case 'sequence':
				return part.parts.reduceRight((after, each) => build(each, after), next);
			case 'choice':
				return add({ kind: 'fork', next: part.parts.map(each => build(each, next)) });
			case 'repeat':
				return repeat(part.part, part.least, part.most, next);
		}
	}

	function repeat(part: PatternNode, least: number, most: number, next: number): number {
		let entry = next;
		if (most === Number.POSITIVE_INFINITY) {
			const targets = [next];
			entry = add({ kind: 'fork', next: targets });
			targets.push(build(part, entry));
		} else {
			for (let more = least; more < most; more += 1) entry = add({ kind: 'fork', next: [next, build(part, entry)] });
		}
		for (let times = 0; times < least; times += 1) entry = build(part, entry);
		return entry;
	}

	add({ kind: 'fork', next: [build(node, 0)] });
	return steps;
}

function run(steps: readonly Step[], letters: readonly string[]): boolean {
	const start = steps.length - 1;
	let current: readonly number[] = [];
	for (let at = 0; at <= letters.length; at += 1) {
		const before = letters[at - 1];
		const after = letters[at];
		const reached = new Set<number>();
		const pending = [...current, start];
		const next: number[] = [];
		for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
			if (reached.has(number)) continue;
			reached.add(number);
			const step = steps[number];
			if (step === undefined || step.kind === 'found') return true;
			if (step.kind === 'fork') pending.push(...step.next);
			else if (step.kind === 'edge') {
				if (step.holds(before, after)) pending.push(step.next);
			} else if (after !== undefined && step.matches(after)) next.push(step.next);
		}
		current = next;
	}
	return false;
}
