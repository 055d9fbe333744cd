import { formatCount } from '../../model/format.ts';
import { type SafeText, safe } from '../../model/safe-text.ts';
import type { Overview } from '../layout.ts';
import type { Presentation } from '../present.ts';
import { ERRORS_GIVE_WAY, errorColumns } from './errors.ts';
import { fill, type Line, rule, span } from './line.ts';
import { ORGANIZATIONS_GIVE_WAY, organizationColumns } from './organizations.ts';
import { fitTable, type TableColumn, tableHead, tableRow } from './table.ts';
import { VIEW_TITLES } from './tabs.ts';
import { TIMELINE_GIVES_WAY, timelineColumns } from './timeline.ts';

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
		wanted: readonly TableColumn<Row>[],
		givingWay: readonly string[],
		width: number,
		height: number,
	): Line[] => {
		const columns = fitTable(wanted, givingWay, width);
		const room = height - 2;
		const shown = rows.length > room ? [span(safe`${order} ${room}`, 'dim')] : [];
		const lines = rows.slice(0, room).map(row => tableRow(row, columns, 'none', false, width));
		const faded = !context.agesAreTrue;
		return [
			rule([span(title, 'strong')], shown, width),
			tableHead(columns, width),
			...fill(lines, room).map(line => ({ ...line, faded })),
		];
	};
	const { organizations, errors } = overview;
	return {
		left: draw(
			safe`${VIEW_TITLES.organizations} ${formatCount(organizations.length)}`,
			safe`worst`,
			organizations,
			organizationColumns(context, knowledge),
			ORGANIZATIONS_GIVE_WAY,
			widths.left,
			pivots,
		),
		right: draw(
			safe`${VIEW_TITLES.errors} ${formatCount(errors.length)}`,
			safe`worst`,
			errors,
			errorColumns(context, knowledge),
			ERRORS_GIVE_WAY,
			widths.right,
			pivots,
		),
		below: draw(
			VIEW_TITLES.timeline,
			safe`newest`,
			overview.timeline,
			timelineColumns(context),
			TIMELINE_GIVES_WAY,
			layout.columns,
			timeline,
		),
	};
}
