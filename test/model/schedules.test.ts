import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { nextRunOf, nextRunText, type Schedule, schedulesOf } from '../../source/model/schedules.ts';
import { ACME, GLOBEX, INITECH, NOW, ORGANIZATIONS } from '../support/jobs.ts';

const HOURLY: Schedule = {
	name: safe`hourly`,
	cron: '0 * * * *',
	organizations: null,
	isOff: false,
	from: null,
	until: null,
};
const HOUR = 3_600_000;

for (const [name, fields, words] of [
	['one that runs', {}, 'next run 2026-11-23 15:00:00Z'],
	['one that is switched off', { isOff: true }, 'switched off'],
	['one that begins later', { from: NOW + 2 * HOUR }, 'next run 2026-11-23 17:00:00Z'],
	['one that begins on its minute', { from: Date.parse('2026-11-23T17:00:00Z') }, 'next run 2026-11-23 17:00:00Z'],
	['one that has ended', { until: NOW - HOUR }, 'ended 2026-11-23 13:02:30Z'],
	['one that ends before it runs', { until: NOW + 60_000 }, 'next run not known'],
	['one that nobody can read', { cron: '@hourly' }, 'next run not known'],
] as const) {
	test(`a schedule tells when it runs: ${name}`, () => {
		const schedule = { ...HOURLY, ...fields };
		assert.equal(nextRunText(schedule, NOW, 'utc'), words);
		assert.equal(nextRunOf(schedule, NOW) !== null, words.startsWith('next run 2'));
	});
}

test('an organization is named by any of its ids, or not at all', () => {
	const names = (id: string) =>
		schedulesOf(
			toSafeText(id),
			[
				HOURLY,
				{ ...HOURLY, name: safe`by id`, organizations: [ACME] },
				{ ...HOURLY, name: safe`by record`, organizations: ['resource-Acme-Prod', GLOBEX] },
				{ ...HOURLY, name: safe`by name`, organizations: ['Acme-Prod'] },
				{ ...HOURLY, name: safe`deleted`, organizations: [INITECH] },
				{ ...HOURLY, name: safe`none`, organizations: [] },
			],
			ORGANIZATIONS,
		).map(({ name }) => String(name));
	assert.deepEqual(names(ACME), ['hourly', 'by id', 'by record', 'by name']);
	assert.deepEqual(names(GLOBEX), ['hourly', 'by record']);
	assert.deepEqual(names(INITECH), ['hourly', 'deleted']);
});
