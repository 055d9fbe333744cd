import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { fenced, readPart } from '../../scripts/documents.ts';
import { openCamera, type Picture } from '../../scripts/pictures/camera.ts';
import { PALETTES } from '../../scripts/pictures/palette.ts';
import { FILM, SCENES } from '../../scripts/pictures/scenes.ts';
import { drawFilm, drawRow, drawStill } from '../../scripts/pictures/svg.ts';
import { FOLDER, PALETTE_NAMES, pathOf, prepare } from '../../scripts/pictures/take.ts';

const AGAIN = 'run `npm run docs -- pictures`';
const MOST_BYTES = 150_000;
const LONGEST = 20_000;

const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

for (const scene of SCENES) {
	test(`the program draws on ${scene.columns}x${scene.rows} what the documents show of it`, async () => {
		await using camera = await openCamera(scene);
		for (const still of scene.stills) {
			await prepare(camera, still);
			const parts = readPart(`frame ${still.name}`);
			assert.equal(parts.length, 1, `one document shows the frame ${still.name}`);
			// What is drawn comes when it comes, and then stays.
			await camera.waitFor(() => fenced(camera.text()) === parts[0], `${AGAIN}: ${still.name} is not\n${parts[0]}`);
			for (const name of PALETTE_NAMES) {
				assert.equal(
					read(pathOf(still.name, name)) === drawStill(camera.picture(), still.title, PALETTES[name]),
					true,
					`${AGAIN}: ${pathOf(still.name, name)}`,
				);
			}
		}
	});
}

/** The rows of each picture of a film, as they are drawn there. */
function readFilm(svg: string): string[][] {
	const rows = new Map(Array.from(svg.matchAll(/^<g id="(r\d+)">(.*)<\/g>$/gm), ([, id, row]) => [id, row ?? '']));
	return Array.from(svg.matchAll(/^<g transform="[^"]*">(<use .*)<\/g>$/gm), ([, uses = '']) =>
		Array.from(uses.matchAll(/href="#(r\d+)"/g), ([, id]) => rows.get(id) ?? ''),
	);
}

test('the program draws the incident as the recording shows it, picture by picture', async () => {
	const svg = read(pathOf(FILM.name, 'light'));
	const recorded = readFilm(svg);
	assert.equal(recorded.length, FILM.shots.length, AGAIN);
	await using camera = await openCamera(FILM);
	const pictures: Picture[] = [];
	for (const [at, shot] of FILM.shots.entries()) {
		await prepare(camera, shot);
		const wanted = recorded[at]?.join('\n');
		await camera.waitFor(() => camera.picture().map(drawRow).join('\n') === wanted, `${AGAIN}: picture ${at}`);
		pictures.push(camera.picture());
	}
	for (const name of PALETTE_NAMES) {
		assert.equal(read(pathOf(FILM.name, name)) === drawFilm({ ...FILM, pictures }, PALETTES[name]), true, AGAIN);
	}
});

test('drawn pictures have no script, ask for nothing from elsewhere, and are small; the recording is short', () => {
	const wanted = [...SCENES.flatMap(({ stills }) => stills), FILM].flatMap(({ name }) =>
		PALETTE_NAMES.map(palette => basename(pathOf(name, palette))),
	);
	assert.deepEqual(readdirSync(FOLDER).sort(), wanted.sort());
	for (const name of wanted) {
		const svg = read(`${FOLDER}/${name}`);
		assert.doesNotMatch(svg, /<script|\son\w+=|https?:\/\/(?!www\.w3\.org\/2000\/svg")|@import|url\(/, name);
		assert.match(svg, /<title>[^<]{10,}<\/title>/, name);
		assert.ok(statSync(`${FOLDER}/${name}`).size <= MOST_BYTES, name);
	}
	assert.ok(FILM.pace * FILM.shots.length <= LONGEST);
});
