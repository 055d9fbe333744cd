import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createMemoryFiles } from '../../source/journal/files.ts';
import { createStore } from '../../source/live/store.ts';
import type { Job } from '../../source/model/job.ts';
import { NO_MEMORY } from '../../source/model/memory.ts';
import { safe } from '../../source/model/safe-text.ts';
import { eventKeys, storyOf } from '../../source/model/story.ts';
import { describeAlert, describeDropped } from '../../source/session/alert-message.ts';
import type { Alert } from '../../source/session/alerts.ts';
import { type AnnouncerPorts, createAnnouncer } from '../../source/session/announcer.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { ACME, answer, GLOBEX, job, NOW } from '../support/jobs.ts';
import { startJournal } from '../support/journals.ts';
import { fc } from '../support/properties.ts';
import { ALL_WELL } from '../support/stage.ts';

const DONE = 'organization synchronized successfully';
const EXPIRED = 'INVALID_SESSION_ID: Session expired or invalid';
const bad = { [ACME]: EXPIRED, [GLOBEX]: DONE };
const fine = job('fine', { minutes: 20 });
const failed = job('failed', { minutes: 10, texts: bad });
const recovered = job('recovered', { minutes: 5 });

/** An announcer that writes down what it does; without further words all is claimed, the bell is on and a hook is there. */
function createRig(t: Pick<TestContext, 'after'> | null, change: Partial<AnnouncerPorts> = {}) {
	const clock = createFakeClock(NOW);
	const told: Alert[] = [];
	let rings = 0;
	let isBellOn = true;
	const lifetime = new AbortController();
	t?.after(() => lifetime.abort());
	const announcer = createAnnouncer({
		clock,
		memory: createStore({ ...NO_MEMORY, isRead: true }),
		claim: async () => true,
		isBellOn: () => isBellOn,
		ring: () => {
			rings += 1;
		},
		hook: alert => void told.push(alert),
		signal: lifetime.signal,
		...change,
	});
	return {
		announcer,
		clock,
		told,
		kinds: () => told.map(({ kind }) => kind),
		rings: () => rings,
		switchBell: (isOn: boolean) => {
			isBellOn = isOn;
		},
		/** Takes jobs, and lets what comes of them happen. */
		async take(...jobs: readonly Job[]) {
			announcer.take(answer(jobs));
			await clock.settle();
		},
	};
}

test('the first answer announces nothing; one bell tells of all that came together, and none of what got better', async t => {
	const rig = createRig(t);
	await rig.take(failed, fine);
	assert.deepEqual([rig.kinds(), rig.rings()], [[], 0]);
	await rig.take(recovered, failed, fine);
	assert.deepEqual([rig.kinds(), rig.rings()], [['recovered'], 0]);
	const worse = [1, 2, 3].map(minutes => job(`w${minutes}`, { minutes, texts: minutes === 2 ? {} : bad }));
	await rig.take(
		job('x', { minutes: 1, texts: { [ACME]: DONE, [GLOBEX]: EXPIRED } }),
		...worse,
		recovered,
		failed,
		fine,
	);
	assert.equal(rig.rings(), 1);
});

test('bells are ten seconds apart: one rings for all that came meanwhile', async t => {
	const rig = createRig(t);
	const jobs = [fine];
	await rig.take(...jobs);
	for (const [minutes, texts] of [
		[9, bad],
		[8, {}],
		[7, { [GLOBEX]: EXPIRED }],
		[6, { [GLOBEX]: 'other ERROR' }],
	] as const) {
		jobs.unshift(job(`m${minutes}`, { minutes, texts }));
		await rig.take(...jobs);
		await rig.clock.advance(2000);
	}
	assert.equal(rig.rings(), 1);
	await rig.clock.advance(1999);
	assert.equal(rig.rings(), 1);
	await rig.clock.advance(1);
	assert.equal(rig.rings(), 2);
	await rig.clock.advance(60_000);
	assert.equal(rig.rings(), 2);
});

test('what happened before the bell was switched on is not announced', async t => {
	const rig = createRig(t, { hook: null });
	rig.switchBell(false);
	await rig.take(fine);
	await rig.take(failed, fine);
	rig.switchBell(true);
	await rig.take(failed, fine);
	assert.equal(rig.rings(), 0);
	await rig.take(job('more', { minutes: 5, texts: { [ACME]: 'other ERROR' } }), failed, fine);
	assert.equal(rig.rings(), 1);
});

test('nothing is announced before the journal was read', async t => {
	const memory = createStore(NO_MEMORY);
	const rig = createRig(t, { memory });
	await rig.take(fine);
	memory.set({ ...NO_MEMORY, isRead: true });
	await rig.take(failed, fine);
	assert.deepEqual(rig.kinds(), []);
	await rig.take(recovered, failed, fine);
	assert.deepEqual(rig.kinds(), ['recovered']);
});

test('a job that gets stuck is told by the time alone', async t => {
	const rig = createRig(t);
	const running = job('run', { minutes: 14, seconds: null, texts: { [ACME]: 'in_progress' } });
	await rig.take(running, fine);
	await rig.clock.advance(2 * 60_000);
	await rig.take(running, fine);
	await rig.take(running, fine);
	assert.deepEqual([rig.kinds(), rig.rings()], [['stuck'], 1]);
});

test('a lost link is told after two minutes, and when it is back', async t => {
	const rig = createRig(t);
	const failure = { kind: 'network', code: safe`ECONNREFUSED` } as const;
	const lost = { ...ALL_WELL, failure, failures: 3, failingSince: { wall: NOW, monotonic: 0 } };
	for (const wait of [60_000, 59_999, 1, 60_000]) {
		await rig.clock.advance(wait);
		rig.announcer.watch(lost);
		await rig.clock.settle();
	}
	rig.announcer.watch(ALL_WELL);
	await rig.clock.settle();
	assert.deepEqual([rig.kinds(), rig.rings()], [['link-lost', 'link-restored'], 1]);
});

test('of two panes with one journal one rings and one runs its hook; a pane that only rings keeps no hook from running', async t => {
	const files = createMemoryFiles();
	const panes = await Promise.all(
		[null, 'hook', 'hook'].map(async way => {
			const journal = await startJournal(files);
			t.after(() => journal.close());
			return createRig(t, { memory: journal.memory, claim: journal.announce, ...(way === null ? { hook: null } : {}) });
		}),
	);
	for (const jobs of [[fine], [failed, fine]]) {
		for (const pane of panes) pane.announcer.take(answer(jobs));
		for (let turn = 0; turn < 20; turn += 1) await Promise.all(panes.map(pane => pane.clock.settle()));
	}
	assert.equal(
		panes.reduce((sum, pane) => sum + pane.rings(), 0),
		1,
	);
	assert.deepEqual(
		panes.flatMap(pane => pane.kinds()),
		['failed'],
	);
});

test('whoever polls when, and is started again when, each edge that anybody saw is announced once', async () => {
	const text = fc.constantFrom(DONE, EXPIRED, 'UNABLE_TO_LOCK_ROW');
	const drawn = fc.array(fc.record({ [ACME]: text, [GLOBEX]: text }), { minLength: 2, maxLength: 10 });
	const step = fc.record({ who: fc.nat(1), more: fc.nat(2), isRestart: fc.boolean() });
	await fc.assert(
		fc.asyncProperty(drawn, fc.array(step, { maxLength: 14 }), async (texts, steps) => {
			const all = texts.map((each, index) => job(`p${index}`, { minutes: 5 + index * 1.5, texts: each }));
			const files = createMemoryFiles();
			const told: string[] = [];
			const seen = new Set<string>();
			const start = async () => {
				const journal = await startJournal(files);
				const claims: Promise<unknown>[] = [];
				const claim = (...given: Parameters<typeof journal.announce>) => {
					const claimed = journal.announce(...given);
					claims.push(claimed);
					return claimed;
				};
				const hook = (alert: Alert) => void told.push(...alert.organizations.map(({ key }) => key));
				return {
					journal,
					claims,
					from: null as number | null,
					...createRig(null, { memory: journal.memory, claim, hook }),
				};
			};
			type Monitor = Awaited<ReturnType<typeof start>>;
			const settle = async ({ claims, clock }: Monitor) => {
				for (let count = -1; count !== claims.length; ) {
					count = claims.length;
					await Promise.all(claims);
					await clock.settle();
				}
			};
			const monitors = [await start(), await start()];
			let from = all.length - 1;
			for (const { who, more, isRestart } of steps) {
				let monitor = monitors[who] ?? (await start());
				if (isRestart) {
					await settle(monitor);
					await monitor.journal.close();
					monitor = await start();
					monitors[who] = monitor;
				}
				from = Math.max(0, from - more);
				monitor.announcer.take(answer(all.slice(from)));
				if (monitor.from !== null) for (const { id } of all.slice(from, monitor.from)) seen.add(id);
				monitor.from = from;
				// The other one may look meanwhile.
				if (more === 2) await settle(monitor);
			}
			for (const monitor of monitors) {
				await settle(monitor);
				await monitor.journal.close();
			}
			const edges = storyOf(all).filter(event => 'organizations' in event && seen.has(event.job.id));
			assert.deepEqual(told.sort(), edges.flatMap(eventKeys).sort());
		}),
		{ numRuns: 60 },
	);
});

test('a program is told of an alert by its ids and names, and nothing of keys and claims', async t => {
	const rig = createRig(t);
	await rig.take(fine);
	await rig.take(failed, fine);
	const [alert] = rig.told;
	assert.ok(alert !== undefined);
	assert.deepEqual(describeAlert(alert, safe`cm.example.com`), {
		server: 'cm.example.com',
		kind: 'failed',
		at: '2026-11-23T13:53:30.000Z',
		since: '2026-11-23T13:52:30.000Z',
		job: failed.id,
		organizations: [{ id: ACME, name: 'Acme-Prod' }],
		error: EXPIRED,
		novelty: 'new',
		dropped: null,
	});
	assert.deepEqual(
		Object.keys(describeDropped(3, safe`cm`, NOW)).sort(),
		Object.keys(describeAlert(alert, safe`cm`)).sort(),
	);
});
