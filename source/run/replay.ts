import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { Environment } from '../command-line/option-values.ts';
import type { ReplayOptions } from '../command-line/options.ts';
import { systemClock } from '../live/clock.ts';
import { NEVER_ASKED, type Snapshot } from '../live/poller.ts';
import { createStore } from '../live/store.ts';
import type { Answer } from '../model/answer.ts';
import { formatPlural } from '../model/format.ts';
import { safe, toSafeText } from '../model/safe-text.ts';
import { frameText } from '../session/frame/text.ts';
import type { JournalPort } from '../session/journal-port.ts';
import { createSession } from '../session/session.ts';
import { initialUiState } from '../session/ui-state.ts';
import { openPrivateFolder } from '../store/private-folder.ts';
import { stateFolder } from '../store/state-folder.ts';
import { guardTerminal } from '../terminal/guard.ts';
import { initialQuery } from './asked.ts';
import { describeCrash } from './describe-crash.ts';
import { evidencePorts } from './evidence.ts';
import { type ReadJournal, readJournalFile } from './read-journal-file.ts';
import { readTerminal } from './read-terminal.ts';
import { isReadAloud, lookOf, type Shown, show } from './show.ts';

function nothing(): void {}

/** The journal as the session sees it: read, and written to no more. */
function portOf({ memory, changes, organizations }: ReadJournal): JournalPort {
	return {
		memory: createStore(memory),
		problem: () => null,
		record: nothing,
		changes: async () => changes,
		organizations,
	};
}

/** Plays the file of a journal until it is quit; it asks no server and changes no file. */
export async function runReplay(options: ReplayOptions, environment: Environment): Promise<never> {
	const { stdout } = process;
	const capabilities = readTerminal(environment);
	const journal = await readJournalFile(options.file);
	const server = safe`replay of ${toSafeText(basename(options.file), 40)}`;
	const guard = guardTerminal({ process, onEnd: async () => undefined, describeCrash, temporaryFolder: tmpdir() });
	const store = createStore<Snapshot<Answer>>(NEVER_ASKED);
	const size = { columns: stdout.columns, rows: stdout.rows };
	const session = createSession(
		{
			poller: { store, refresh: nothing, pause: nothing, resume: nothing },
			loading: { older: nothing, load: nothing, stop: nothing },
			clock: systemClock,
			interval: Number.POSITIVE_INFINITY,
			identity: () => ({ server, user: safe``, simulated: false, verified: true, asked: safe`` }),
			facts: () => [
				{ what: safe`replay`, value: journal.name },
				{ what: safe`holds`, value: formatPlural(journal.changes.length, safe`change`) },
				{ what: safe`skipped`, value: formatPlural(journal.skipped, safe`line`) },
			],
			quit: leaving => {
				guard.leaveScreen();
				if (leaving) stdout.write(frameText(session.frame()));
				void guard.end(0);
			},
			taking: evidencePorts({
				environment,
				clock: systemClock,
				folder: openPrivateFolder(join(stateFolder(environment, homedir()), 'saved'), process.getuid?.() ?? null),
				pass: sequence => screen.pass(sequence),
			}),
			journal: portOf(journal),
			tool: safe`cckm-top ${toSafeText(packageJson.version)}`,
			redraw: () => screen.repaint(),
			suspend: () => guard.suspend(),
		},
		{ ...initialUiState(size, initialQuery(options), options), past: Number.POSITIVE_INFINITY },
	);
	const look = lookOf(options, capabilities);
	guard.enterScreen({
		leave: () => screen.leave(),
		pause: () => screen.pause(),
		repaint: () => screen.repaint(),
		isAlternate: !isReadAloud(environment),
	});
	const { frames, screen }: Shown = show(session, [session.ui], look, environment);
	const { startInk } = await import('../ui/start-ink.tsx');
	screen.handOver(streams => startInk({ frames, session }, look, streams));
	return new Promise<never>(() => {});
}
