import * as v from 'valibot';
import type { Clock } from '../live/clock.ts';
import { FailureError } from '../model/failure.ts';
import { toSafeText } from '../model/safe-text.ts';
import type { Schedule } from '../model/schedules.ts';
import { rowKey } from '../model/share.ts';
import { parseMoment } from '../model/time.ts';
import { type Page, walkPages } from './paging.ts';

/** Knows the schedules that synchronize Salesforce organizations, as far as they may be read. */
export interface ScheduleList {
	/** None where they were not read yet, or may not be. */
	known(): readonly Schedule[];
	/** Whether they were not asked for in the last ten minutes. */
	isDue(): boolean;
	/** Asks for them; in trouble those of before stay. Throws nothing but what `signal` was aborted with. */
	update(signal: AbortSignal): Promise<void>;
}

/** How long schedules are good, in milliseconds. */
const LIFE = 600_000;

/** The most schedules that are looked at, of whatever sort. */
const MOST = 1000;

const given = v.fallback(v.nullish(v.string(), null), null);
const isOn = v.fallback(v.nullish(v.boolean(), false), false);

const parametersSchema = v.object({
	cloud_name: v.literal('sfdc'),
	synchronize_all: isOn,
	organizations: v.fallback(v.nullish(v.array(v.string()), []), []),
});

const rowSchema = v.object({
	name: v.pipe(v.string(), v.nonEmpty()),
	operation: v.literal('cckm_synchronization'),
	run_at: v.string(),
	disabled: isOn,
	start_date: given,
	end_date: given,
	job_config_params: parametersSchema,
});

function readSchedule(row: unknown): Schedule[] {
	const { success, output } = v.safeParse(rowSchema, row);
	if (!success) return [];
	const { synchronize_all: all, organizations } = output.job_config_params;
	return [
		{
			name: toSafeText(output.name, 100),
			cron: output.run_at,
			organizations: all ? null : organizations,
			isOff: output.disabled,
			from: parseMoment(output.start_date)?.at ?? null,
			until: parseMoment(output.end_date)?.at ?? null,
		},
	];
}

/** Creates the list; nothing is sent yet. */
export function createScheduleList(
	fetchPage: (skip: number, limit: number, signal: AbortSignal) => Promise<Page<unknown>>,
	clock: Clock,
): ScheduleList {
	let known: readonly Schedule[] = [];
	let nextUpdate = Number.NEGATIVE_INFINITY;
	return {
		known: () => known,
		isDue: () => clock.monotonic() >= nextUpdate,
		async update(signal) {
			nextUpdate = clock.monotonic() + LIFE;
			try {
				const { rows } = await walkPages({
					fetchPage: (skip, limit) => fetchPage(skip, limit, signal),
					keyOf: rowKey,
					skip: 0,
					limit: MOST,
				});
				known = rows.flatMap(readSchedule);
			} catch (error) {
				if (!(error instanceof FailureError)) throw error;
				if (error.failure.kind === 'forbidden' || error.failure.kind === 'not-found') known = [];
			}
		},
	};
}
