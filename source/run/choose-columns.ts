import { usageError } from '../command-line/arguments.ts';
import { nearestName } from '../model/nearest.ts';
import { safe, toSafeText } from '../model/safe-text.ts';
import { type Column, columnsNamed, type Listing, type Shape } from '../output/column.ts';

/** The columns of a shape: those of these names, in whatever letters, else its usual ones. */
export function chooseColumns<Row>(
	listing: Listing<Row>,
	shape: Shape,
	asked: readonly string[] | null,
): readonly Column<Row>[] {
	if (asked === null) return columnsNamed(listing, listing.usual[shape]);
	const names = listing.columns.map(({ name }) => name);
	const known = asked.map(wanted => {
		const found = names.find(name => name.toLowerCase() === wanted.toLowerCase());
		if (found !== undefined) return found;
		const nearest = nearestName(wanted, names);
		const question = nearest === null ? safe`` : safe`Did you mean ${toSafeText(nearest)}? `;
		throw usageError(
			safe`--columns knows no ${toSafeText(wanted, 40)}.`,
			safe`${question}There are ${toSafeText(names.join(', '))}.`,
		);
	});
	const twice = known.find((name, index) => known.indexOf(name) !== index);
	if (twice === undefined) return columnsNamed(listing, known);
	throw usageError(safe`--columns names ${toSafeText(twice)} twice.`, safe`Name each column once.`);
}
