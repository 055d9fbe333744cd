import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Line } from '../../source/session/frame/line.ts';
import { frameRows } from '../../source/session/frame/text.ts';
import { createFrames } from '../../source/session/frames.ts';
import { chooseLook } from '../../source/ui/look.ts';
import { openScreen } from '../../source/ui/open-screen.ts';
import { startInk } from '../../source/ui/start-ink.tsx';
import { createRandom, type Random } from '../support/chance.ts';
import { startClient } from '../support/client-rig.ts';
import { answer } from '../support/jobs.ts';
import { setStage } from '../support/stage.ts';
import { tally } from '../support/tally.ts';
import { createTerminal } from '../support/terminal.ts';
import { waitFor } from '../support/wait-for.ts';
import { again, effort, SEED } from './effort.ts';
import { flawsOf } from './flaws.ts';
import { differenceOf } from './likeness.ts';
import { hostileText } from './random-text.ts';
import { createWitness } from './witness.ts';

const COLUMNS = 170;
const ROWS = 260;
/** A page holds one job of so many organizations, each with an id, a name, a connection and a text, and more jobs. */
const ORGANIZATIONS = 80;
const JOBS = 250;
const TEXTS_ON_A_PAGE = 4 * ORGANIZATIONS + 3 * JOBS;
const PAGES = Math.ceil(effort(2500, 25_000) / TEXTS_ON_A_PAGE);

/** What a server sends that means harm in every text; the first job is the one that is looked at. */
function hostileAnswer(random: Random): { jobs: unknown[]; organizations: unknown[] } {
	const text = () => hostileText(random, 2);
	const ids = Array.from({ length: ORGANIZATIONS }, text);
	const organizations = ids.map(id => ({ id: text(), organization_id: id, name: text(), connection: text() }));
	const reported = Object.fromEntries(ids.map(id => [id, text()]));
	const jobs = Array.from({ length: JOBS }, (_, index) => ({
		id: `${text()}${index}`,
		overall_status: text(),
		detailed_status: { x: text() },
	}));
	const first = {
		id: 'first',
		createdAt: '2026-11-23T14:00:00Z',
		overall_status: 'completed',
		detailed_status: reported,
	};
	return { jobs: [first, ...jobs], organizations };
}

/** The monitor on a terminal that bears witness. */
function open(t: TestContext) {
	const stage = setStage(COLUMNS, ROWS);
	const { session, poller } = stage;
	const witness = createWitness(COLUMNS, ROWS);
	const { stdout } = witness;
	const props = { session, frames: createFrames(session.frame, [session.ui, poller.store]) };
	const look = chooseLook({ color: true, ascii: false });
	const screen = openScreen(props, look, { stdin: createTerminal().stdin, stdout, stderr: stdout });
	screen.handOver(streams => startInk(props, look, streams));
	t.after(() => {
		screen.leave();
		witness.dispose();
	});
	/** Waits until the terminal shows all that is to be seen, and gives that. */
	const waitUntilShown = async (why: string): Promise<readonly (readonly Line[])[]> => {
		const rows = frameRows(session.frame());
		const differenceIn = (row: number) => {
			const { active } = witness.terminal.buffer;
			const shown = active.getLine(active.baseY + row);
			return shown === undefined ? 'no row' : differenceOf(shown, rows[row] ?? [], COLUMNS);
		};
		let row = 0; // the first that was not seen to be right
		const isShown = () => {
			while (row < rows.length && differenceIn(row) === null) row += 1;
			return row === rows.length;
		};
		await waitFor(isShown, () => `row ${row}, ${differenceIn(row)} in ${witness.lines()[row]}: ${why}`);
		for (row = 0; row < rows.length; row += 1) assert.equal(differenceIn(row), null, why);
		return rows;
	};
	return { stage, witness, waitUntilShown };
}

/** All that a text of the list can do to a terminal or its reader. */
const HELD = Array.from({ length: 22 }, (_, index) => `E${String(index + 1).padStart(2, '0')}`).join(' ');
const ALL = PAGES * TEXTS_ON_A_PAGE;

test(`${HELD} G1 ${ALL} hostile texts from server to screen are drawn and not obeyed`, async t => {
	const { stage, witness, waitUntilShown } = open(t);
	await waitUntilShown('before anything hostile');
	stage.press('g enter');
	witness.takeEffects();
	for (let page = 0; page < PAGES; page += 1) {
		const { jobs, organizations } = await startClient(hostileAnswer(createRandom(SEED + page))).load({ limit: null });
		assert.deepEqual([jobs.length, organizations.size > ORGANIZATIONS / 2], [JOBS + 1, true]);
		stage.know({ data: answer(jobs, { organizations }) });
		// List and detail side by side, or all organizations on the whole screen; errors, all of them or JSON in turn.
		stage.press(page % 2 === 0 ? '_ tab' : '+ tab');
		const rows = await waitUntilShown(again(page));
		assert.deepEqual(witness.takeEffects(), [], again(page));
		for (const { text } of rows.flatMap(lines => lines.flatMap(({ spans }) => spans))) {
			const flaws = flawsOf(text).filter(flaw => !/without|half a/.test(flaw));
			if (flaws.length > 0) assert.fail(`${flaws} in ${text} ${again(page)}`);
		}
	}
	tally(t, 'bad inputs tried', ALL);
});
