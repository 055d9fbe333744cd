import type { Agent } from 'node:http';
import type { TestContext } from 'node:test';
import { fetch as nodeFetch } from 'cross-fetch';
import { createAuth } from '../../source/api/auth.ts';
import { type Client, createClient } from '../../source/api/client.ts';
import { type Credentials, createRedactor, Secret } from '../../source/api/credentials.ts';
import { createHttp, type Fetch } from '../../source/api/http.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import { type Clock, systemClock } from '../../source/live/clock.ts';
import { createPoller, type Poller, type Snapshot } from '../../source/live/poller.ts';
import type { Answer } from '../../source/model/answer.ts';
import { safe } from '../../source/model/safe-text.ts';
import { frameText } from '../../source/session/frame/text.ts';
import { createSession, type Session } from '../../source/session/session.ts';
import type { Status } from '../../source/session/status.ts';
import { initialUiState } from '../../source/session/ui-state.ts';
import { everything } from './client-rig.ts';
import { NO_JOURNAL } from './journals.ts';
import { waitFor } from './wait-for.ts';

/** A ready token, for tests that are not about signing in. */
const TOKEN: Credentials = { kind: 'token', renewable: false, read: async () => new Secret('a.b.c') };

/** How to build the way from a server to the screen; only what is said differs from the product's own. */
export interface FaultRigOptions {
	readonly url?: string;
	readonly agent?: Agent;
	readonly fetch?: Fetch;
	readonly clock?: Clock;
	readonly credentials?: Credentials;
	/** A request's deadline, in milliseconds. */
	readonly timeout?: number;
	/** The wait between polls, in milliseconds. */
	readonly interval?: number;
	readonly random?: () => number;
}

/** All of the monitor but its terminal: requests, client, poller and session. */
export interface FaultRig {
	readonly client: Client;
	readonly poller: Poller<Answer>;
	readonly session: Session;
	/** One load, past the poller. */
	load(): Promise<Answer>;
	snapshot(): Snapshot<Answer>;
	status(): Status;
	/** The first line of the screen, and all of them. */
	header(): string;
	screen(): string;
	/** Begins to poll; the end of the test ends it. */
	start(): void;
	/** Waits until `found` holds of what is known. */
	until(found: (snapshot: Snapshot<Answer>) => boolean): Promise<Snapshot<Answer>>;
}

/** Puts the monitor together without its terminal; it ends with the test. */
export function createFaultRig(t: TestContext, options: FaultRigOptions = {}): FaultRig {
	const { clock = systemClock, interval = 5000, timeout = 10_000, random = Math.random } = options;
	const agent = options.agent ?? createLoopbackAgent();
	const redactor = createRedactor();
	const fetch = options.fetch ?? (nodeFetch as unknown as Fetch);
	const http = createHttp({ baseUrl: options.url ?? 'http://127.0.0.1', fetch, agent, clock, timeout, redactor });
	const auth = createAuth({ http, credentials: options.credentials ?? TOKEN, clock, redactor });
	const client = createClient({ http, auth, clock });
	const lifetime = new AbortController();
	const load = (signal: AbortSignal) => client.load(everything, signal);
	const watch = client.watch(everything);
	const between = { isWanted: watch.isMoreWanted, load: watch.more };
	const poller = createPoller<Answer>({ load: watch.poll, between, interval, clock, random });
	const session = createSession(
		{
			poller,
			loading: { older: watch.loadOlder, load: watch.load, stop: watch.stopLoading },
			clock,
			interval,
			identity: () => ({ server: safe`cm.test`, user: safe`alice`, simulated: false, verified: true, asked: safe`` }),
			facts: () => [],
			journal: NO_JOURNAL,
			taking: { copy: async () => ({ kind: 'terminal' }), save: async () => safe`nowhere` },
			tool: safe`cckm-top 1.2.3`,
			quit: () => undefined,
			redraw: () => undefined,
			suspend: () => undefined,
		},
		initialUiState({ columns: 140, rows: 40 }),
	);
	let running: Promise<void> = Promise.resolve();
	t.after(async () => {
		lifetime.abort();
		agent.destroy();
		await running;
	});
	const screen = () => frameText(session.frame());
	const header = () => screen().split('\n', 1).join('');
	return {
		client,
		poller,
		session,
		load: () => load(lifetime.signal),
		snapshot: () => poller.store.get(),
		status: () => session.status(),
		header,
		screen,
		start() {
			running = poller.run(lifetime.signal);
		},
		async until(found) {
			await waitFor(() => found(poller.store.get()), header);
			return poller.store.get();
		},
	};
}
