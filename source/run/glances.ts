import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { systemClock } from '../live/clock.ts';
import type { Answer } from '../model/answer.ts';
import { type Glance, glanceOf, isFresh, isGlanced } from '../model/glance.ts';
import { type SafeText, toSafeText } from '../model/safe-text.ts';
import type { GlanceStore } from '../store/glance-store.ts';
import { openPrivateFolder } from '../store/private-folder.ts';
import { stateFolder } from '../store/state-folder.ts';

/** Loaded when it is first needed, which is after the first jobs are on the screen. */
async function openStore(environment: Environment): Promise<GlanceStore> {
	const { createGlanceStore } = await import('../store/glance-store.ts');
	const path = join(stateFolder(environment, homedir()), 'glances');
	return createGlanceStore(openPrivateFolder(path, process.getuid?.() ?? null));
}

/**
 * Makes what leaves behind, after each poll, what a status line says. Nothing is left by a monitor that keeps nothing, that
 * looks at a part of the jobs, or that does not know whether the server is the right one.
 */
export function createGlances(
	{ server, query, interval, journal }: Options,
	environment: Environment,
): (answer: Answer, user: SafeText) => void {
	if (server.kind === 'demo' || server.insecure || !journal || !isGlanced(query)) return () => undefined;
	let store: Promise<GlanceStore> | null = null;
	const leave = async (glance: Glance) => {
		store ??= openStore(environment);
		await (await store).write(server.url.origin, server.domain, glance);
	};
	let isWriting = false;
	return (answer, user) => {
		// A disk that is slow gets no queue.
		if (isWriting) return;
		isWriting = true;
		void leave(glanceOf(answer, { at: systemClock.now(), interval, user })).finally(() => {
			isWriting = false;
		});
	};
}

/** What a monitor of the same server, domain and user saw a moment ago; null where the server is to be asked. */
export async function readGlance({ server, query }: Options, environment: Environment): Promise<Glance | null> {
	if (server.kind === 'demo' || server.insecure || !isGlanced(query) || query.kinds.length > 1) return null;
	const glance = await (await openStore(environment)).read(server.url.origin, server.domain);
	if (glance === null || !isFresh(glance, systemClock.now())) return null;
	return server.user === null || toSafeText(server.user) === glance.user ? glance : null;
}
