import { pick, type Random } from '../support/chance.ts';
import { FRAGMENTS, KINDS } from './fragments.ts';

function whole(random: Random, below: number): number {
	return Math.floor(random() * below);
}

function fragment(random: Random): string {
	return pick<string>(random, FRAGMENTS[pick(random, KINDS)]);
}

/** One sequence within another, so that taking out the inner one makes the outer one whole. */
function nested(random: Random): string {
	const [outer, inner] = [fragment(random), fragment(random)];
	const at = whole(random, outer.length + 1);
	return outer.slice(0, at) + inner + outer.slice(at);
}

/** Characters of any kind, those of the first blocks more often. */
function anyCharacters(random: Random): string {
	const below = pick(random, [0x100, 0x100, 0x3000, 0x10000, 0x110000]);
	return String.fromCodePoint(...Array.from({ length: 1 + whole(random, 4) }, () => whole(random, below)));
}

function piece(random: Random): string {
	const chance = random();
	if (chance < 0.7) return fragment(random);
	if (chance < 0.8) return nested(random);
	return chance < 0.9 ? anyCharacters(random) : fragment(random).slice(0, 1 + whole(random, 6));
}

/** A text that means harm: up to so many pieces of any kind beside and within each other. */
export function hostileText(random: Random, longest = 6): string {
	let text = '';
	for (let pieces = 1 + whole(random, longest); pieces > 0; pieces -= 1) text += piece(random);
	return text;
}

/** So many of them. */
export function hostileTexts(random: Random, count: number): string[] {
	return Array.from({ length: count }, () => hostileText(random));
}
