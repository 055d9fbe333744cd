import type { TestContext } from 'node:test';
import { type Simulator, type SimulatorOptions, startPlainSimulator } from '../../source/demo/simulator.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { ask, signIn, type Told } from './ask.ts';

export const JOBS = '/api/v1/cckm/sfdc/keys/synchronization-jobs';
export const ORGANIZATIONS_PATH = '/api/v1/cckm/sfdc/organizations';

const NOW = Date.UTC(2026, 10, 23, 14, 2, 7, 431);

/** A simulator that a test has signed in to, and the clock that it lives by. */
export interface Rig {
	readonly clock: FakeClock;
	readonly simulator: Simulator;
	readonly token: string;
	readonly get: (path: string) => Promise<Told>;
}

/** Starts a simulator without TLS, signs in and closes it when the test ends. */
export async function open(t: TestContext, options: Partial<SimulatorOptions> = {}): Promise<Rig> {
	const clock = createFakeClock(NOW);
	const simulator = await startPlainSimulator({ clock, ...options });
	t.after(() => simulator.close());
	const token = await signIn(simulator);
	return { clock, simulator, token, get: path => ask(simulator.url + path, { token }) };
}
