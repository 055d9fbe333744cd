import { formatCount } from '../../model/format.ts';
import { type SafeText, safe } from '../../model/safe-text.ts';
import type { Overview } from '../layout.ts';
import type { Presentation } from '../present.ts';
import { fill, type Line, rule, span } from './line.ts';
import type { Table } from './table.ts';
import { VIEW_TITLES } from './tabs.ts';
import { createViewTables } from './view-tables.ts';

const tables = createViewTables();

/** The other views below the jobs: two side by side, and one below them. They are looked at, not walked through. */
export interface OverviewLines {
	readonly left: readonly Line[];
	readonly right: readonly Line[];
	readonly below: readonly Line[];
}

/** Draws what the other views have first, in exactly the rows that they are given. */
export function overviewLines(
	presentation: Presentation,
	{ pivots, timeline }: Overview,
	widths: { readonly left: number; readonly right: number },
): OverviewLines {
	const { overview, context, knowledge, layout } = presentation;
	if (overview === null) return { left: [], right: [], below: [] };
	const draw = <Row>(
		title: SafeText,
		order: SafeText,
		rows: readonly Row[],
		{ head, lines }: Table<Row>,
		width: number,
		height: number,
	): Line[] => {
		const room = height - 2;
		const shown = rows.length > room ? [span(safe`${order} ${room}`, 'dim')] : [];
		return [rule([span(title, 'strong')], shown, width), head, ...fill(lines(rows.slice(0, room)), room)];
	};
	const { organizations, errors } = overview;
	return {
		left: draw(
			safe`${VIEW_TITLES.organizations} ${formatCount(organizations.length)}`,
			safe`worst`,
			organizations,
			tables.organizations(widths.left, context, knowledge),
			widths.left,
			pivots,
		),
		right: draw(
			safe`${VIEW_TITLES.errors} ${formatCount(errors.length)}`,
			safe`worst`,
			errors,
			tables.errors(widths.right, context, knowledge),
			widths.right,
			pivots,
		),
		below: draw(
			VIEW_TITLES.timeline,
			safe`newest`,
			overview.timeline,
			tables.timeline(layout.columns, context),
			layout.columns,
			timeline,
		),
	};
}
