import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../../source/model/job.ts';
import { troubleKey } from '../../source/model/journal-entry.ts';
import { NO_MEMORY, rememberErrors } from '../../source/model/memory.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { eventKeys, storyOf } from '../../source/model/story.ts';
import { type AlertContext, findAlerts, isLoud } from '../../source/session/alerts.ts';
import { ACME, certificateJob, GLOBEX, INITECH, idOf, job, NOW, ORGANIZATIONS } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const DONE = 'organization synchronized successfully';
const LOCKED = 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access';
const EXPIRED = 'INVALID_SESSION_ID: Session expired or invalid';

const CONTEXT: AlertContext = { organizations: ORGANIZATIONS, memory: NO_MEMORY, now: NOW };
const well = job('well', { minutes: 20 });

/** The alerts between two lists of jobs: what happened, to whom, and what else is asked for. */
function alertsBetween(before: readonly Job[], after: readonly Job[], context: Partial<AlertContext> = {}) {
	return findAlerts({ jobs: before, stuck: new Set() }, { jobs: after, stuck: new Set() }, { ...CONTEXT, ...context });
}

function tellAll(alerts: ReturnType<typeof findAlerts>): string[] {
	return alerts.map(({ kind, organizations, error, novelty }) =>
		[kind, organizations.map(({ name }) => name).join('+'), error ?? '', novelty ?? ''].join(' '),
	);
}

const failed = job('bad', { minutes: 10, texts: { [ACME]: EXPIRED, [GLOBEX]: DONE } });
const changed = job('other', { minutes: 5, texts: { [ACME]: LOCKED, [GLOBEX]: DONE } });
const running = job('run', { minutes: 10, seconds: null, texts: { [ACME]: 'in_progress', [GLOBEX]: 'in_progress' } });
const half = job('run', { minutes: 10, seconds: null, texts: { [ACME]: EXPIRED, [GLOBEX]: 'in_progress' } });

const edges: readonly (readonly [
	why: string,
	before: readonly Job[],
	after: readonly Job[],
	told: readonly string[],
])[] = [
	['begins to fail', [well], [failed, well], [`failed Acme-Prod ${EXPIRED} new`]],
	['fails otherwise', [failed, well], [changed, failed, well], [`changed Acme-Prod ${LOCKED} new`]],
	['still fails', [failed, well], [job('again', { minutes: 5, texts: { [ACME]: EXPIRED } }), failed, well], []],
	['recovers', [failed, well], [job('now', { minutes: 5 }), failed, well], [`recovered Acme-Prod ${EXPIRED} known`]],
	[
		'both at once',
		[well],
		[job('b', { texts: { [ACME]: LOCKED, [GLOBEX]: LOCKED } }), well],
		[`failed Acme-Prod+Globex-UAT ${LOCKED} new`],
	],
	[
		'several syncs between two looks',
		[well],
		[changed, failed, well],
		[`failed Acme-Prod ${EXPIRED} new`, `changed Acme-Prod ${LOCKED} new`],
	],
	['fails while the job runs', [running, well], [half, well], [`failed Acme-Prod ${EXPIRED} new`]],
	['the job ends after that', [half, well], [failedLater(), well], [`failed Globex-UAT ${LOCKED} new`]],
	[
		'a text nobody knew becomes an error',
		[job('run', { minutes: 10, texts: { [ACME]: 'deferred' } }), well],
		[job('run', { minutes: 10, texts: { [ACME]: EXPIRED } }), well],
		[`failed Acme-Prod ${EXPIRED} new`],
	],
	['an older job comes to light', [failed], [failed, well], []],
	[
		'certificates come to light after keys, with all of their past',
		[well],
		[certificateJob('d', { texts: { [ACME]: LOCKED } }), certificateJob('c', { minutes: 15 }), well],
		[],
	],
	[
		'certificates failed before the newest keys, and are asked for less often',
		[job('now', { minutes: 2 }), well, certificateJob('c', { minutes: 30 })],
		[
			job('now', { minutes: 2 }),
			well,
			certificateJob('d', { minutes: 9, texts: { [ACME]: LOCKED } }),
			certificateJob('c', { minutes: 30 }),
		],
		[`failed Acme-Prod ${LOCKED} new`],
	],
	['an older failure comes to light', [job('now', { minutes: 5 })], [job('now', { minutes: 5 }), failed, well], []],
	[
		'an old job that was running ends',
		[job('now', { minutes: 2, texts: { [INITECH]: DONE } }), running, well],
		[job('now', { minutes: 2, texts: { [INITECH]: DONE } }), failedLater(), well],
		[`failed Acme-Prod ${EXPIRED} new`, `failed Globex-UAT ${LOCKED} new`],
	],
	[
		'a job ends badly after a later one ended well',
		[job('now', { minutes: 8 }), running, well],
		[job('now', { minutes: 8 }), job('run', { minutes: 10, seconds: 400, texts: { [ACME]: EXPIRED } }), well],
		[],
	],
	[
		'its certificates fail, its keys do not',
		[certificateJob('c', { minutes: 20 }), well],
		[certificateJob('d', { texts: { [ACME]: LOCKED } }), certificateJob('c', { minutes: 20 }), well],
		[`failed Acme-Prod ${LOCKED} new`],
	],
	['the first sync ever', [], [failed], []],
];

/** The job that ran, ended for both. */
function failedLater(): Job {
	return job('run', { minutes: 10, texts: { [ACME]: EXPIRED, [GLOBEX]: LOCKED } });
}

for (const [why, before, after, told] of edges) {
	test(`alerts: ${why}`, () => {
		assert.deepEqual(tellAll(alertsBetween(before, after)).sort(), [...told].sort());
		assert.deepEqual(alertsBetween(after, after), []);
		assert.deepEqual(alertsBetween(after, [...after]), []);
	});
}

test('an alert says since when, and of what is over when it began', () => {
	const now = job('now', { minutes: 2 });
	const [first] = alertsBetween([failed, well], [changed, failed, well]);
	const [over] = alertsBetween([changed, failed, well], [now, changed, failed, well]);
	const began = failed.createdAt?.at;
	assert.deepEqual([first?.since, first?.at, first?.job], [began, changed.completedAt?.at, idOf('other')]);
	assert.deepEqual([over?.kind, over?.since, over?.at], ['recovered', began, now.completedAt?.at]);
	assert.ok(first !== undefined && over !== undefined && isLoud(first) && !isLoud(over));
});

test('an error that was met before is known, be it by another organization or in an earlier run', () => {
	const before = [job('old', { minutes: 30, texts: { [INITECH]: EXPIRED } }), well];
	assert.match(tellAll(alertsBetween(before, [failed, ...before]))[0] ?? '', / known$/);
	const met = {
		fingerprint: toSafeText(EXPIRED),
		organization: toSafeText(INITECH),
		first: NOW - 9e6,
		last: NOW - 9e6,
	};
	const memory = { ...NO_MEMORY, errors: rememberErrors([met]) };
	assert.match(tellAll(alertsBetween([well], [failed, well], { memory }))[0] ?? '', / known$/);
});

test('trouble that was acknowledged is silent for this organization until its error changes', () => {
	const trouble = { fingerprint: toSafeText(EXPIRED), organization: toSafeText(ACME) };
	const acknowledgement = { ...trouble, at: NOW, who: safe`alice`, note: null };
	const memory = { ...NO_MEMORY, acknowledgements: new Map([[troubleKey(trouble), acknowledgement]]) };
	const both = job('both', { minutes: 10, texts: { [ACME]: EXPIRED, [GLOBEX]: EXPIRED } });
	assert.deepEqual(alertsBetween([well], [failed, well], { memory }), []);
	assert.deepEqual(tellAll(alertsBetween([well], [both, well], { memory })), [`failed Globex-UAT ${EXPIRED} new`]);
	assert.equal(alertsBetween([failed, well], [changed, failed, well], { memory }).length, 1);
});

test('a job that is stuck is told when it becomes so, not when it comes to light', () => {
	const stuck = new Set([running.id]);
	const told = findAlerts({ jobs: [running], stuck: new Set() }, { jobs: [running], stuck }, CONTEXT);
	assert.deepEqual(
		told.map(({ kind, since, job: id }) => [kind, since, id]),
		[['stuck', running.createdAt?.at, running.id]],
	);
	assert.deepEqual(findAlerts({ jobs: [running], stuck }, { jobs: [running], stuck }, CONTEXT), []);
	const later = job('later', { minutes: 2 });
	assert.deepEqual(findAlerts({ jobs: [later], stuck: new Set() }, { jobs: [later, running], stuck }, CONTEXT), []);
});

test('whenever one looks, and however much of the past one holds, each edge is told once', () => {
	const text = fc.constantFrom(DONE, LOCKED, EXPIRED);
	const drawn = fc.array(fc.record({ [ACME]: text, [GLOBEX]: text }), { minLength: 2, maxLength: 14 });
	const looks = fc.array(fc.record({ more: fc.nat(4), back: fc.nat(14) }), { maxLength: 10 });
	fc.assert(
		fc.property(drawn, looks, (texts, moments) => {
			// Newest first, as the server has them; a minute and a half apart, so that none overlaps another.
			const all = texts.map((each, index) =>
				job(`p${String(index).padStart(2, '0')}`, { minutes: 5 + index * 1.5, texts: each }),
			);
			const listAt = (from: number, back: number) =>
				all.slice(from, all.length - Math.min(back, all.length - from - 1));
			let from = all.length - 1;
			let before = listAt(from, 0);
			const told: string[] = [];
			for (const { more, back } of moments) {
				const next = Math.max(0, from - more);
				// What came since the look before is held, and the one before that.
				const after = listAt(next, Math.min(back, all.length - from - 1));
				for (const alert of alertsBetween(before, after)) told.push(...alert.organizations.map(({ key }) => key));
				[from, before] = [next, after];
			}
			const watched = all.slice(from, -1).map(({ id }) => id);
			const happened = storyOf(all).filter(event => 'organizations' in event && watched.includes(event.job.id));
			assert.deepEqual(told.sort(), happened.flatMap(eventKeys).sort());
		}),
	);
});
