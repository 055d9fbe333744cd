/** The value that `share` (0 to 1) of the values do not exceed; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle of the values, between the two middle ones where their count is even; NaN of none. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const half = sorted.length / 2;
	const [low = Number.NaN, high = low] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
	return (low + high) / 2;
}

/** The medians of some contestants, by name. Each round runs all of them, and each starts the round in its turn. */
export async function alternate<Name extends string>(
	rounds: number,
	contestants: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number>> {
	const names = Object.keys(contestants) as Name[];
	const times = new Map<Name, number[]>(names.map(name => [name, []]));
	for (let round = 0; round < rounds; round++) {
		for (let turn = 0; turn < names.length; turn++) {
			const name = names[(round + turn) % names.length] as Name;
			times.get(name)?.push(await contestants[name]());
		}
	}
	return Object.fromEntries(names.map(name => [name, median(times.get(name) ?? [])])) as Record<Name, number>;
}
