import * as v from 'valibot';
import type { Clock } from '../live/clock.ts';
import type { Organization, Organizations } from '../model/answer.ts';
import { FailureError } from '../model/failure.ts';
import { NAME_LIMIT } from '../model/job.ts';
import { toSafeText } from '../model/safe-text.ts';
import { rowKey, shareOrganizations } from '../model/share.ts';
import { type Page, walkPages } from './paging.ts';

/** Knows the names of organizations, and keeps them fresh without asking more than it must. */
export interface OrganizationList {
	/** What is known now; the same map for as long as nothing changes. */
	known(): Organizations;
	/** Asks if it was never asked, or long ago. */
	update(signal: AbortSignal): Promise<void>;
	/** Asks earlier if one of these Salesforce ids is new. */
	updateFor(ids: ReadonlySet<string>, signal: AbortSignal): Promise<void>;
}

/** How long names are good, and how long a server that does not permit the list is left alone, in milliseconds. */
const LIFE = 300_000;

/** The least time between two attempts, in milliseconds. */
const LEAST_APART = 60_000;

const text = v.pipe(v.string(), v.nonEmpty());

const rowSchema = v.object({
	id: text,
	organization_id: text,
	name: text,
	connection: v.fallback(v.nullish(v.string(), null), null),
});

function readOrganization(row: unknown): Organization[] {
	const { success, output } = v.safeParse(rowSchema, row);
	if (!success) return [];
	const { id, organization_id, name, connection } = output;
	return [
		{
			id: toSafeText(organization_id, NAME_LIMIT),
			name: toSafeText(name, NAME_LIMIT),
			connection: connection === null ? null : toSafeText(connection, NAME_LIMIT),
			resourceId: toSafeText(id, NAME_LIMIT),
			verbatim: { name },
		},
	];
}

/**
 * Creates the list. It never fails the one who asks: without the right to read it, or in trouble, jobs are shown with bare
 * ids. Only what is no {@link FailureError} passes through.
 */
export function createOrganizationList(
	fetchPage: (skip: number, limit: number, signal: AbortSignal) => Promise<Page<unknown>>,
	clock: Clock,
): OrganizationList {
	let known: Organizations = new Map();
	/** Ids that no organization had when the list was read last: deleted ones stay unknown for ever. */
	let nameless: ReadonlySet<string> = new Set();
	let nextUpdate = Number.NEGATIVE_INFINITY;
	let nextAttempt = Number.NEGATIVE_INFINITY;

	async function load(signal: AbortSignal): Promise<void> {
		nextAttempt = clock.monotonic() + LEAST_APART;
		nextUpdate = nextAttempt;
		try {
			const { rows } = await walkPages({
				fetchPage: (skip, limit) => fetchPage(skip, limit, signal),
				keyOf: rowKey,
				skip: 0,
				limit: null,
			});
			known = shareOrganizations(known, rows.flatMap(readOrganization));
			nextUpdate = clock.monotonic() + LIFE;
		} catch (error) {
			if (!(error instanceof FailureError)) throw error;
			const { kind } = error.failure;
			if (kind !== 'forbidden' && kind !== 'not-found') return;
			nextAttempt = clock.monotonic() + LIFE;
			nextUpdate = nextAttempt;
		}
	}

	async function update(signal: AbortSignal): Promise<void> {
		if (clock.monotonic() >= nextUpdate) await load(signal);
	}

	return {
		known: () => known,
		update,
		async updateFor(ids, signal) {
			const unknown = () => [...ids].filter(id => !known.has(id));
			const isNew = unknown().some(id => !nameless.has(id));
			if (isNew && clock.monotonic() >= nextAttempt) await load(signal);
			else await update(signal);
			nameless = new Set(unknown());
		},
	};
}
