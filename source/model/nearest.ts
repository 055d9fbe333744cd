/** The name that was begun, else the one that differs in the fewest letters, where these are few enough to be meant. */
export function nearestName(typed: string, names: readonly string[]): string | null {
	const begun = names.find(name => typed.length > 2 && name.startsWith(typed));
	if (begun !== undefined) return begun;
	const most = Math.max(1, Math.floor(typed.length * 0.4)); // two letters that swapped places count as two
	const ranked = names
		.map(name => ({ name, distance: editDistance(typed, name) }))
		.sort((a, b) => a.distance - b.distance);
	const best = ranked[0];
	return best !== undefined && best.distance <= most ? best.name : null;
}

function editDistance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (const [line, letter] of Array.from(one).entries()) {
		const next = [line + 1];
		for (const [column, candidate] of Array.from(other).entries()) {
			const replace = (row[column] ?? 0) + (letter === candidate ? 0 : 1);
			next.push(Math.min(replace, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
}
