import { BOUNDS, type Bound, type BoundName, isMet, judged } from './bounds.ts';

/** What figures are counted in; nothing for what is a count itself. */
export type Unit = 'ms' | 'B' | 'B/s' | '%' | 'MB' | '';

/** One thing that was measured. */
export interface Figure {
	readonly what: string;
	readonly value: number;
	readonly unit: Unit;
	/** The same of something else, measured in the same run. */
	readonly against?: { readonly what: string; readonly value: number };
	readonly bound?: BoundName;
}

/** Figures that belong together, and what is to be said of them. */
export interface Section {
	readonly title: string;
	readonly figures: readonly Figure[];
	/** How they were measured, what was left out. */
	readonly notes: readonly string[];
}

const DIGITS: Readonly<Record<Unit, number>> = { ms: 1, B: 0, 'B/s': 1, '%': 2, MB: 1, '': 2 };

/** A number with its unit: `12.5 ms`; a dash for what could not be measured. */
export function formatFigure(value: number, unit: Unit): string {
	const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : DIGITS[unit];
	return Number.isNaN(value) ? '—' : `${value.toFixed(digits)} ${unit}`.trimEnd();
}

function formatRatio(ratio: number): string {
	return Number.isFinite(ratio) ? `${ratio.toFixed(ratio < 0.1 ? 3 : 2)} ×` : '—';
}

function formatBound({ on, most }: Bound, unit: Unit): string {
	switch (on) {
		case 'value':
			return `≤ ${formatFigure(most, unit)}`;
		case 'ratio':
			return `≤ ${most} ×`;
		case 'growth':
			return `≤ +${formatFigure(most, unit)}`;
	}
}

/** The cells of one figure's row. */
export function cellsOf({ what, value, unit, against, bound }: Figure): string[] {
	const figure = against === undefined ? { value } : { value, against: against.value };
	const verdict = bound === undefined ? '' : isMet(figure, BOUNDS[bound]) ? 'met' : '**not met**';
	return [
		what,
		formatFigure(value, unit),
		against === undefined ? '' : `${against.what}: ${formatFigure(against.value, unit)}`,
		against === undefined ? '' : formatRatio(judged(figure, 'ratio')),
		bound === undefined ? '' : formatBound(BOUNDS[bound], unit),
		verdict,
	];
}

/** A Markdown table; a bar inside a cell does not end it. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A section as Markdown. */
export function formatSection({ title, figures, notes }: Section): string {
	const heads = ['what', 'measured', 'against', 'ratio', 'bound', ''];
	const table = figures.length === 0 ? [] : [markdownTable(heads, figures.map(cellsOf))];
	return [`## ${title}`, ...table, ...notes].join('\n\n');
}
