/** A kind of fault: the letter that its numbers begin with, what it is about, and how many numbers there are. */
interface Section {
	readonly letter: string;
	readonly about: string;
	readonly last: number;
}

/** The faults that this program is held against. A test names those that it holds at the beginning of its own name. */
export const SECTIONS: readonly Section[] = [
	{ letter: 'E', about: 'hostile text', last: 33 },
	{ letter: 'C', about: 'credentials', last: 26 },
	{ letter: 'T', about: 'TLS and who is at the other end', last: 19 },
	{ letter: 'N', about: 'network and server', last: 32 },
	{ letter: 'W', about: 'writes', last: 10 },
	{ letter: 'L', about: 'the terminal', last: 20 },
	{ letter: 'S', about: 'supply chain, build and simulator', last: 10 },
];

/** A number that was never given. */
const VACANT: readonly string[] = ['E28'];

/** Why no test holds a fault: what it needs does not exist here yet, or not on the machines that run the tests. */
export const NOT_HELD: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		['W01', 'W02', 'W03', 'W04', 'W05', 'W06', 'W07', 'W08', 'W09', 'W10', 'C26', 'E30'].map(id => [
			id,
			'the program starts and cancels nothing yet',
		]),
	),
	C20: 'no keyring is asked: the stored sign-in is a file',
	L20: 'takes a console of Windows',
};

/** Every fault by its id, such as `E01`. */
export const CATALOGUE: readonly string[] = SECTIONS.flatMap(({ letter, last }) =>
	Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`),
).filter(id => !VACANT.includes(id));

/** The faults that the name of a test says it holds: the ids that it begins with. */
export function faultsIn(name: string): readonly string[] {
	const [ids = ''] = /^(?:[ECTNWLS]\d\d\b[ ,]*)*/.exec(name) ?? [];
	return (ids.match(/[ECTNWLS]\d\d/g) ?? []).filter(id => CATALOGUE.includes(id));
}
