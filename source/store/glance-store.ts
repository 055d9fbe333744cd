import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { FailureError } from '../model/failure.ts';
import type { Glance } from '../model/glance.ts';
import { toSafeText } from '../model/safe-text.ts';
import { HEALTH_GROUPS } from '../model/view.ts';
import type { PrivateFolder } from './private-folder.ts';

/** What monitors of this user saw last, by server and domain: for those who would otherwise ask again. */
export interface GlanceStore {
	/** Null where nothing is kept, or nothing that can be read: then it is asked for. */
	read(server: string, domain: string | null): Promise<Glance | null>;
	/** Never fails: whoever cannot write it down loses nothing. */
	write(server: string, domain: string | null, glance: Glance): Promise<void>;
}

const glanceSchema = v.object({
	at: v.number(),
	interval: v.pipe(v.number(), v.minValue(0)),
	user: v.pipe(
		v.string(),
		v.transform(text => toSafeText(text)),
	),
	counts: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.length(HEALTH_GROUPS.length)),
	partial: v.boolean(),
});

/** The same for the same server and domain, and nothing to be read from it. */
function nameOf(server: string, domain: string | null): string {
	return `${createHash('sha256')
		.update(JSON.stringify([server, domain]))
		.digest('hex')
		.slice(0, 32)}.json`;
}

function forgive(error: unknown): null {
	if (error instanceof FailureError || error instanceof SyntaxError) return null;
	throw error;
}

/** Creates the store in a folder of its own. */
export function createGlanceStore(folder: PrivateFolder): GlanceStore {
	return {
		async read(server, domain) {
			try {
				const text = await folder.read(nameOf(server, domain));
				const { success, output } = v.safeParse(glanceSchema, JSON.parse(text ?? 'null'));
				return success ? output : null;
			} catch (error) {
				return forgive(error);
			}
		},
		write: (server, domain, glance) =>
			folder
				.write(nameOf(server, domain), JSON.stringify(glance), true)
				.catch(forgive)
				.then(() => undefined),
	};
}
