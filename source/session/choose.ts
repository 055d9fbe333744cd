import type { Query } from '../model/view.ts';
import { type Choice, chooseContent, type Material } from './content.ts';
import type { ViewName } from './ui-state.ts';

interface Remembered extends Choice {
	readonly view: ViewName;
	readonly query: Query;
	readonly material: Material;
}

/** Makes a function that chooses the rows of a view; it remembers its last choice, which is the costly part. */
export function createChooser(): (view: ViewName, query: Query, material: Material) => Choice {
	let last: Remembered | null = null;
	return (view, query, material) => {
		const known = last;
		if (
			known !== null &&
			known.view === view &&
			known.query === query &&
			isSame(known.material, material) &&
			(!known.dependsOnTime || known.material.now === material.now)
		)
			return known;
		last = { ...chooseContent(view, query, material), view, query, material };
		return last;
	};
}

/** Whether two views would be made from the same, but for the time. */
function isSame(one: Material, other: Material): boolean {
	return (
		one.jobs === other.jobs &&
		one.organizations === other.organizations &&
		one.seen === other.seen &&
		one.errors === other.errors &&
		one.stuck === other.stuck
	);
}
