import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { SystemInfo } from '../api/client.ts';
import { exitCodeOf } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { createRecorder } from '../journal/recorder.ts';
import { systemClock } from '../live/clock.ts';
import { createPoller, type Poller, type Snapshot } from '../live/poller.ts';
import { createTicker } from '../live/ticker.ts';
import type { Answer } from '../model/answer.ts';
import { type Failure, isFinal } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { describeAlert, describeDropped } from '../session/alert-message.ts';
import { createAnnouncer } from '../session/announcer.ts';
import { frameText } from '../session/frame/text.ts';
import { createSession } from '../session/session.ts';
import { initialUiState } from '../session/ui-state.ts';
import { visibleChanges } from '../session/visible-changes.ts';
import { openPrivateFolder } from '../store/private-folder.ts';
import { stateFolder } from '../store/state-folder.ts';
import { guardTerminal } from '../terminal/guard.ts';
import { sizeOf } from '../terminal/size.ts';
import { askPassword } from './ask-password.ts';
import { describeQuery, initialQuery } from './asked.ts';
import { boundMemory } from './bound-memory.ts';
import { readSignIn } from './credentials.ts';
import { tracePolls } from './debug-polls.ts';
import { describeCrash } from './describe-crash.ts';
import { evidencePorts } from './evidence.ts';
import { connectionFacts, journalFact } from './facts.ts';
import { createGlances } from './glances.ts';
import { createHook } from './hook.ts';
import { connectLate } from './late-connection.ts';
import { openLate } from './late-journal.ts';
import { watchLate } from './late-watch.ts';
import { readTerminal } from './read-terminal.ts';
import { isReadAloud, lookOf, type Shown, show } from './show.ts';
import { readTarget } from './target.ts';
import { tellFailure } from './tell-failure.ts';

/** How long a quick server's jobs come before Ink, in milliseconds; a slow one's come while it is loaded. */
const JOBS_FIRST = 100;

/** What a terminal rings its bell for. */
const BELL = '\u0007';

/** How many jobs look different from those shown, for a picture that is held still. */
function countChanges(shown: Answer, newest: Answer): number {
	const known = new Set(shown.jobs);
	return newest.jobs.filter(job => !known.has(job)).length;
}

/** A failure that no waiting mends, met before anything was ever seen: the program was started wrongly. */
function hopeless(poller: Pick<Poller<Answer>, 'store'>): Failure | null {
	const { data, failure } = poller.store.get();
	return data === null && failure !== null && isFinal(failure) ? failure : null;
}

/** The failure of either list by which the server is not the one that was trusted. */
function untrusted({ data, failure }: Snapshot<Answer>): Failure | null {
	const failures = [failure, data?.side.kind === 'held' ? data.side.failure : null];
	return failures.find(one => one?.kind === 'tls') ?? null;
}

/**
 * Runs the live monitor until it is quit; the exit code is the process's own business then. What is wrong with the call
 * is told before any screen. Then comes the first frame, which needs neither server nor Ink; then the server is asked, and
 * Ink loaded, which is the longest of all. It takes over the screen, and the keys that were typed by then.
 */
export async function runMonitor(options: Options, environment: Environment): Promise<never> {
	const { stdout } = process;
	const capabilities = readTerminal(environment);
	const clock = systemClock;
	const target = await readTarget(options.server, environment, server =>
		readSignIn(server, { environment, clock, ask: askPassword }),
	);
	const connection = connectLate(target, options.timeout, clock);
	const lifetime = new AbortController();
	const guard = guardTerminal({
		process,
		onEnd: async () => {
			lifetime.abort();
			hook?.close();
			await Promise.all([journal.close(), connection.close()]);
		},
		describeCrash,
		temporaryFolder: tmpdir(),
	});

	const journal = openLate(async () => {
		const { journalFiles, makeJournal } = await import('./journal.ts');
		return makeJournal(options.journal ? journalFiles(options.server, environment, clock) : null, clock);
	});
	const recorder = createRecorder();
	const identity = () => (connection.current() ?? target).identity;
	const hook =
		options.hook === null
			? null
			: createHook({
					words: options.hook,
					environment,
					describeDropped: count => describeDropped(count, identity().server, clock.now()),
					onFailure: told => session.tell(told),
				});
	const announcer = createAnnouncer({
		clock,
		memory: journal.memory,
		claim: journal.announce,
		isBellOn: () => session.ui.get().bell,
		ring: () => screen.pass(BELL),
		hook: hook && (alert => hook.send(describeAlert(alert, identity().server))),
		signal: lifetime.signal,
	});
	/** Whatever comes is kept and announced, be the picture held still or not. */
	const keep = (load: (signal: AbortSignal) => Promise<Answer>) => async (signal: AbortSignal) => {
		const answer = await load(signal);
		journal.record(recorder.take(answer, clock.now() + (answer.clockOffset ?? 0)));
		announcer.take(answer);
		return answer;
	};
	const watch = watchLate(connection, options.query);
	const leaveGlance = createGlances(options, environment);
	const poll = async (signal: AbortSignal) => {
		const answer = await keep(watch.poll)(signal);
		leaveGlance(answer, identity().user);
		return answer;
	};
	const poller = createPoller<Answer>({
		load: poll,
		between: { isWanted: watch.isMoreWanted, load: keep(watch.more) },
		interval: options.interval,
		clock,
		random: Math.random,
		countChanges,
	});
	let description: SystemInfo | null = null;
	let isAsked = false;
	/** Asked once, after the first jobs: the overlay can do without it, the server shall not be asked again and again. */
	const describeServer = async () => {
		if (isAsked || poller.store.get().data === null) return;
		isAsked = true;
		const { client } = await connection.get();
		description = await client.describe(lifetime.signal).catch(() => null);
	};

	const end = (code: number, lastWords?: SafeText) => {
		guard.leaveScreen();
		if (lastWords !== undefined) stdout.write(lastWords);
		void guard.end(code);
	};
	/** The reader's own word also lifts the ban on signing in again. */
	const refresh = () => {
		connection.current()?.client.retry();
		watch.doubt();
		poller.refresh();
	};
	/** What is wanted now is asked for at once, if nothing else is. */
	const waking =
		<Given extends readonly unknown[]>(want: (...given: Given) => void) =>
		(...given: Given) => {
			want(...given);
			poller.wake();
		};
	const session = createSession(
		{
			poller: { ...poller, refresh },
			loading: { older: waking(watch.loadOlder), load: waking(watch.load), stop: watch.stopLoading },
			clock,
			interval: options.interval,
			identity: () => ({ ...identity(), asked: describeQuery(options.query) }),
			facts: () => {
				const made = connection.current();
				if (made === null) return [{ what: safe`server`, value: target.identity.server }];
				const kept = journalFact(journal.keeping(), options);
				return [...connectionFacts(made, poller.store.get(), description, options.interval, clock), kept];
			},
			quit: leaving => {
				const failure = untrusted(poller.store.get());
				end(failure === null ? 0 : exitCodeOf(failure), leaving ? frameText(session.frame()) : undefined);
				// What the screen had no room for: whom the server was taken for, and what to do about it.
				if (failure !== null) tellFailure(failure);
			},
			taking: evidencePorts({
				environment,
				clock,
				folder: openPrivateFolder(join(stateFolder(environment, homedir()), 'saved'), process.getuid?.() ?? null),
				pass: sequence => screen.pass(sequence),
			}),
			journal,
			tool: safe`cckm-top ${toSafeText(packageJson.version)}`,
			redraw: () => screen.repaint(),
			suspend: () => guard.suspend(),
		},
		initialUiState(sizeOf(stdout), initialQuery(options), options),
	);
	const ticker = createTicker(clock, () => session.status().changesIn);
	const look = lookOf(options, capabilities);
	const comeBack = () => {
		screen.repaint();
		// Nobody knows how long we were stopped.
		poller.refresh();
	};
	guard.enterScreen({
		leave: () => screen.leave(),
		pause: () => screen.pause(),
		repaint: comeBack,
		isAlternate: !isReadAloud(environment),
	});
	const polled = visibleChanges(poller.store, options.interval);
	const causes = [session.ui, polled, ticker.store, journal.memory];
	const { frames, screen }: Shown = show(session, causes, look, environment);

	const answered = new Promise<void>(resolve => {
		poller.store.subscribe(() => {
			if (poller.store.get().polls > 0) resolve();
		});
	});
	tracePolls(poller.store);
	session.ui.subscribe(ticker.rearm);
	const watchLink = () => announcer.watch(poller.store.get());
	poller.store.subscribe(watchLink);
	// A link that is lost says nothing of that by itself.
	ticker.store.subscribe(watchLink);
	poller.store.subscribe(() => {
		ticker.rearm();
		const failure = hopeless(poller);
		if (failure !== null) {
			guard.leaveScreen();
			tellFailure(failure);
			void guard.end(exitCodeOf(failure));
		}
		void describeServer();
	});
	const polling = Promise.all([poller.run(lifetime.signal), ticker.run(lifetime.signal)]);

	await Promise.race([answered, clock.sleep(JOBS_FIRST), polling]);
	const reading = journal.open();
	const { startInk } = await import('../ui/start-ink.tsx');
	screen.handOver(streams => startInk({ frames, session }, look, streams));
	// To load all that took room, and would take longer with less.
	boundMemory();
	await Promise.all([polling, reading]);
	return new Promise<never>(() => {});
}
