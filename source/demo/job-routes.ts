import * as v from 'valibot';
import { type Collection, SALESFORCE_KEYS, toCollection } from './collections.ts';
import type { Row } from './job-life.ts';
import type { JobSource } from './job-source.ts';
import { listReply, valuesOf } from './list.ts';
import type { DemoOrganization } from './organizations.ts';
import { badRequest, conflict, forbidden, jsonReply, notFound, type Reply } from './reply.ts';
import { readBody } from './request-body.ts';
import type { Role } from './roles.ts';
import { selectRows } from './selection.ts';
import { draftSync } from './sync-jobs.ts';
import type { WorldSettings } from './world.ts';

/** How long a job that was started here takes for each of its containers, in milliseconds. */
const TIME_EACH = 4000;

const SORTABLE = ['id', 'createdAt', 'updatedAt', 'completed_at', 'overall_status', 'cloud', 'abort'];

/** One list of jobs, as one user finds it. */
export interface JobDesk {
	readonly collection: Collection;
	readonly jobs: JobSource;
	readonly role: Role;
	/** Every organization that there is, and how the jobs of them fare. */
	readonly organizations: readonly DemoOrganization[];
	readonly world: WorldSettings;
	readonly maxLimit: number | null;
	/** The status that refuses to cancel a job that has ended: which one it is, is not documented. */
	readonly refusal: 400 | 409;
}

/** What can be asked of a list of jobs. */
export interface JobRoutes {
	list(query: URLSearchParams, now: number): Reply;
	get(id: string, now: number): Reply;
	start(body: string, now: number): Reply;
	cancel(id: string, now: number): Reply;
}

/** The body that starts a job: containers, or all of them. */
function startSchema({ start }: Collection) {
	const names = v.optional(v.array(v.string()), []);
	return v.strictObject({ [start]: names, regions: names, synchronize_all: v.optional(v.boolean(), false) });
}

/** Answers for one list of jobs. What a user may not see is not there, as the server masks it. */
export function createJobRoutes(desk: JobDesk): JobRoutes {
	const { collection, jobs, role, organizations, world, maxLimit, refusal } = desk;
	const visible = role.organizations === null ? organizations : organizations.slice(0, role.organizations);
	const seesAll = visible.length === organizations.length;
	const show = (row: unknown) => (collection === SALESFORCE_KEYS ? row : toCollection(row, collection));

	function find(
		ids: readonly string[] | null,
		statuses: readonly string[] | null,
		named: readonly DemoOrganization[] | null,
	) {
		const wanted = named ?? (seesAll ? null : visible);
		return { ids, statuses, organizations: wanted?.map(({ organizationId }) => organizationId) ?? null };
	}

	function resolve(names: readonly string[]): DemoOrganization[] | null {
		const found = names.flatMap(name => visible.filter(organization => collection.resourceOf(organization) === name));
		return found.length === names.length ? found : null;
	}

	function start(named: readonly DemoOrganization[], now: number): Reply {
		const ids = named.map(({ organizationId }) => organizationId);
		const row = jobs.start(draftSync(world, now, TIME_EACH * ids.length, ids));
		return row === null ? forbidden('saved rows cannot be added to') : jsonReply(200, show(row));
	}

	const readOnly = () => forbidden('the user is not permitted to synchronize');
	return {
		list(query, now) {
			if (visible.length === 0) return forbidden('License not installed yet for feature CCKM');
			const asked = valuesOf(query, collection.filter);
			const named = asked === null ? null : visible.filter(one => asked.includes(collection.resourceOf(one)));
			const filter = find(valuesOf(query, 'id'), valuesOf(query, 'overall_status'), named);
			const found = jobs.select(filter, now);
			const rows = { total: found.total, at: (index: number) => show(found.at(index)) };
			return listReply(query, rows, { sortable: SORTABLE, maxLimit, newestFirst: jobs.newestFirst });
		},
		get(id, now) {
			const found = jobs.select(find([id], null, null), now);
			return found.total === 0 ? notFound('no synchronization job has this id') : jsonReply(200, show(found.at(0)));
		},
		start(body, now) {
			if (!role.maySynchronize) return readOnly();
			const read = readBody(startSchema(collection), body);
			if (read.kind === 'refused') return read.reply;
			const { synchronize_all: all } = read.value;
			const names = read.value[collection.start];
			const given = Array.isArray(names) ? names : [];
			if ((all === true) === given.length > 0) {
				return badRequest(`Validation errors:\n${collection.start}: give this or synchronize_all, and not both`);
			}
			const named = all === true ? visible : resolve(given);
			return named === null ? notFound(`${collection.start}: no such container`) : start(named, now);
		},
		cancel(id, now) {
			if (!role.maySynchronize) return readOnly();
			if (jobs.select(find([id], null, null), now).total === 0) return notFound('no synchronization job has this id');
			const row: Row | 'ended' | 'unknown' = jobs.cancel(id, now);
			if (typeof row !== 'string') return jsonReply(200, show(row));
			const message = 'only a job that is in progress can be cancelled';
			return refusal === 409 ? conflict(message) : badRequest(message);
		},
	};
}

/** A short list that is there already. */
export function fixedList(query: URLSearchParams, rows: readonly unknown[], maxLimit: number | null): Reply {
	return listReply(query, selectRows(rows), { sortable: ['id', 'name', 'createdAt'], maxLimit, newestFirst: true });
}
