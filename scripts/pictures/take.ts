import { type Camera, openCamera, type Picture } from './camera.ts';
import { PALETTES, type PaletteName } from './palette.ts';
import { FILM, SCENES, type Shot, type Still } from './scenes.ts';
import { drawFilm, drawStill } from './svg.ts';

/** A still as it was taken. */
export interface Taken {
	readonly still: Still;
	readonly text: string;
	readonly picture: Picture;
}

/** Where drawn pictures lie. */
export const FOLDER = 'docs/pictures';

/** The palettes by name. */
export const PALETTE_NAMES = Object.keys(PALETTES) as PaletteName[];

/** Where a picture lies, for light pages or for dark ones. */
export function pathOf(name: string, palette: PaletteName): string {
	return `${FOLDER}/${name}-${palette}.svg`;
}

/** Does what comes before a picture; whoever wants the picture waits for it to be drawn. */
export async function prepare(camera: Camera, { pass = 0, keys = '' }: Shot): Promise<void> {
	if (pass > 0) await camera.pass(pass);
	if (keys !== '') camera.press(keys);
}

/** Takes every still, one after the other. */
export async function takeStills(): Promise<Taken[]> {
	const taken: Taken[] = [];
	for (const scene of SCENES) {
		await using camera = await openCamera(scene);
		for (const still of scene.stills) {
			await prepare(camera, still);
			await camera.settle();
			taken.push({ still, text: camera.text(), picture: camera.picture() });
		}
	}
	return taken;
}

/** Takes the pictures of the film. */
export async function takeFilm(): Promise<Picture[]> {
	await using camera = await openCamera(FILM);
	const pictures: Picture[] = [];
	for (const shot of FILM.shots) {
		await prepare(camera, shot);
		await camera.settle();
		pictures.push(camera.picture());
	}
	return pictures;
}

/** Every drawn picture by its path. */
export function drawAll(stills: readonly Taken[], film: readonly Picture[]): ReadonlyMap<string, string> {
	const drawn = PALETTE_NAMES.flatMap(name => [
		...stills.map(
			({ still, picture }) => [pathOf(still.name, name), drawStill(picture, still.title, PALETTES[name])] as const,
		),
		[pathOf(FILM.name, name), drawFilm({ ...FILM, pictures: film }, PALETTES[name])] as const,
	]);
	return new Map(drawn);
}
