import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Box, type Instance, render } from 'ink';
import stringWidth from 'string-width';
import { toSafeText } from '../../source/model/safe-text.ts';
import { type Line, span } from '../../source/session/frame/line.ts';
import { createCellScreen } from '../../source/terminal/screen.ts';
import { LineView } from '../../source/ui/parts/line.tsx';
import { createRandom, pick } from '../support/chance.ts';
import { createTerminal } from '../support/terminal.ts';
import { openTmux } from '../support/tmux.ts';
import { waitFor } from '../support/wait-for.ts';
import { createGlass } from './glass.ts';
import { nextLines } from './random-lines.ts';

/** The lines as the app draws them, some pushed over the left or the right edge. */
function Frame({ lines, columns, shift }: { lines: readonly Line[]; columns: number; shift: number }) {
	return (
		<Box flexDirection="column" width={columns} height={lines.length} overflow="hidden">
			{[...lines.entries()].map(([row, line]) => (
				<Box key={row} flexShrink={0} width={columns + 3} marginLeft={row % 3 === 0 ? shift : 0}>
					<LineView line={line} />
				</Box>
			))}
		</Box>
	);
}

/** Runs Ink on a stream, unthrottled but for its own trailing write. */
function start(stdout: NodeJS.WriteStream, tree: React.JSX.Element, stderr = stdout): Instance {
	const { stdin } = createTerminal();
	return render(tree, { stdin, stdout, stderr, alternateScreen: true, interactive: true, maxFps: 1000 });
}

/** Lines that are deleted or inserted. */
const MOVES_LINES = /\u001b\[\d*[LM]/;

const sizes = [
	[60, 12],
	[47, 9],
	[80, 16],
	[61, 12],
] as const;

const list = (selected: number, ages: readonly number[] = []) => (
	<Frame
		columns={120}
		shift={0}
		lines={Array.from({ length: 40 }, (_, row) => ({
			spans: [
				span(
					toSafeText(`${'a job of a list '.repeat(8).slice(0, 117)}${100 + (ages[row] ?? 0)}`),
					row === selected ? 'cursor' : 'plain',
				),
			],
		}))}
	/>
);

/** A screen that shows a tree, and how many bytes it takes to show another. */
async function show(first: React.JSX.Element) {
	const glass = createGlass(120, 40);
	const screen = createCellScreen(glass, stringWidth);
	const app = start(screen.stdout, first, glass.stdout);
	await app.waitUntilRenderFlush();
	glass.take();
	return {
		glass,
		screen,
		bytesFor: async (tree: React.JSX.Element) => {
			app.rerender(tree);
			await app.waitUntilRenderFlush();
			return glass.take();
		},
		[Symbol.asyncDispose]: async () => {
			app.unmount();
			await app.waitUntilExit();
			screen.close();
			glass.dispose();
		},
	};
}

test('writes no more than what changed', async () => {
	await using stage = await show(list(1));
	assert.equal(await stage.bytesFor(list(1)), '');
	assert.equal(await stage.bytesFor(list(1, Array(40).fill(0, 39).with(39, 7))), '\u001b[40;120H7');
	assert.equal(await stage.bytesFor(list(1)), '\u001b[40;120H0');
	const bar = await stage.bytesFor(list(2));
	assert.ok(Buffer.byteLength(bar) <= 260, `${Buffer.byteLength(bar)} bytes: ${bar}`);
});

test('hands modes on at once and in order, and only those that change', async () => {
	const glass = createGlass(120, 40);
	const screen = createCellScreen(glass, stringWidth);
	const app = start(screen.stdout, list(1));
	await app.waitUntilRenderFlush();
	assert.match(glass.take(), /^\u001b\[\?1049h\u001b\[\?25l\u001b\[m\u001b\[H\u001b\[J[^?]*$/);
	app.unmount();
	assert.equal(glass.take(), '\u001b[?25h\u001b[?1049l');
	screen.repaint();
	glass.resize(80, 24);
	assert.equal(glass.take(), '', 'off the alternate screen nothing is drawn');
	screen.close();
	glass.dispose();
});

test('moves the rows of a list instead of writing them again', async () => {
	const letters = 'abcdefghijklmnopqrstuvwxyz'.repeat(2);
	const word = (row: number) =>
		letters
			.slice(row % 26)
			.slice(0, 26)
			.repeat(4);
	const jobs = (newest: number) => (
		<Frame
			columns={120}
			shift={0}
			lines={Array.from({ length: 40 }, (_, row) => ({
				spans: [span(toSafeText(row < 3 || row > 30 ? `stays where it is ${row}` : word(newest - row)))],
			}))}
		/>
	);
	await using stage = await show(jobs(103));
	assert.equal(await stage.bytesFor(jobs(104)), `\u001b[31H\u001b[M\u001b[4H\u001b[L${word(101)}`);
	assert.equal(
		await stage.bytesFor(jobs(102)),
		`\u001b[4H\u001b[2M\u001b[30H\u001b[2L${word(73)}\u001b[B\r${word(72)}`,
	);
});

test('repaints everything over what others have written', async () => {
	await using stage = await show(list(1));
	const before = await stage.glass.cells();
	stage.glass.stdout.write('\u001b[H\u001b[41mrubbish\n\n\u001b[2K');
	assert.notDeepEqual(await stage.glass.cells(), before);
	stage.screen.repaint();
	assert.deepEqual(await stage.glass.cells(), before);
});

test('repaints everything where Ink had to make room for others', async () => {
	await using stage = await show(list(1));
	const before = await stage.glass.cells();
	console.error('a word from elsewhere');
	assert.match(stage.glass.take(), /a word from elsewhere/);
	assert.deepEqual(await stage.glass.cells(), before);
});

test('draws the newest frame once the terminal takes bytes again', async () => {
	const taken: string[] = [];
	let free: (() => void) | undefined;
	const terminal = Object.assign(
		new Writable({
			decodeStrings: false,
			write(chunk, _encoding, done) {
				taken.push(String(chunk));
				if (taken.length < 4) done();
				else free = done;
			},
		}),
		{ isTTY: true, columns: 3, rows: 2 },
	) as unknown as NodeJS.WriteStream;
	const { stdout, close } = createCellScreen({ stdout: terminal, stderr: terminal }, stringWidth);
	for (const chunk of ['\u001b[?1049h', 'ab', 'cd', 'ef', 'gh', 'ij', 'ik']) stdout.write(chunk);
	assert.equal(taken.length, 4);
	free?.();
	await new Promise(setImmediate);
	assert.deepEqual(taken.slice(1), ['\u001b[m\u001b[H\u001b[Jab', '\u001b[Hcd', '\u001b[Hef', '\u001b[Hik']);
	close();
});

for (const seed of [1, 2, 3, 4]) {
	test(`shows in each cell what plain Ink shows, seed ${seed}`, async () => {
		const random = createRandom(seed);
		let [columns, rows] = pick(random, sizes);
		let lines = nextLines(random, [], columns, rows);
		const draw = () => <Frame lines={lines} columns={columns} shift={pick(random, [0, -1, -2])} />;
		const glasses = [createGlass(columns, rows), createGlass(columns, rows)] as const;
		const [plain, ours] = glasses;
		const screen = createCellScreen(ours, stringWidth);
		const tree = draw();
		const apps = [start(plain.stdout, tree), start(screen.stdout, tree)];
		let shifts = 0;
		for (let step = 0; step < 40; step++) {
			if (random() < 0.1) [columns, rows] = pick(random, sizes);
			lines = nextLines(random, lines, columns, rows);
			const next = draw();
			const isResized = plain.stdout.columns !== columns || plain.stdout.rows !== rows;
			for (const app of apps) app.rerender(next);
			if (isResized) for (const glass of glasses) glass.resize(columns, rows);
			for (const app of apps) await app.waitUntilRenderFlush();
			const [wanted, shown] = await Promise.all(glasses.map(glass => glass.cells()));
			assert.deepEqual(shown, wanted, `seed ${seed}, step ${step}`);
			if (MOVES_LINES.test(ours.take())) shifts++;
		}
		assert.ok(shifts >= 3, `rows were moved in ${shifts} frames only`);
		for (const app of apps) app.unmount();
		screen.close();
		for (const glass of glasses) glass.dispose();
	});
}

test('looks in tmux as plain Ink does', async () => {
	const app = fileURLToPath(new URL('../fixtures/random-app.tsx', import.meta.url));
	const looks = await Promise.all(
		[{}, { PLAIN: '1' }].map(async env => {
			await using tmux = await openTmux({
				argv: [process.execPath, '--import', 'tsx', app],
				columns: 80,
				rows: 24,
				env: { SEED: '7', ...env },
			});
			await waitFor(
				async () => (await tmux.value('#{pane_title}')) === 'done',
				() => 'not done',
				60_000,
			);
			// Read by a terminal again, so that only what can be seen counts.
			const glass = createGlass(80, 24);
			glass.stdout.write(await tmux.styled());
			return glass.cells();
		}),
	);
	assert.deepEqual(looks[0], looks[1]);
});
