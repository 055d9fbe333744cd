import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIncidentWorld, STRICKEN_ORGANIZATION } from '../../source/demo/incident-world.ts';
import { rowsAt } from '../../source/demo/world.ts';
import { parseJob } from '../../source/model/job.ts';
import { summarizeOrganizations } from '../../source/model/organizations.ts';
import { type StoryEvent, storyOf } from '../../source/model/story.ts';

const ORIGIN = Date.UTC(2026, 10, 23, 14, 2, 7, 431);
const SECOND = 1000;

function jobsAt(seconds: number) {
	return rowsAt(createIncidentWorld({ origin: ORIGIN, seed: 1 }), ORIGIN + seconds * SECOND).map(row => parseJob(row));
}

function failing(seconds: number): string[] {
	const now = ORIGIN + seconds * SECOND;
	return summarizeOrganizations(jobsAt(seconds), new Map(), now)
		.filter(({ standing }) => standing === 'failing')
		.map(({ id }) => id);
}

test('one tenant fails, then all, then that one alone, then none, within three minutes', () => {
	assert.deepEqual(failing(29), []);
	assert.deepEqual(failing(60), [STRICKEN_ORGANIZATION.organizationId]);
	assert.equal(failing(110).length, 12);
	assert.deepEqual(failing(135), [STRICKEN_ORGANIZATION.organizationId]);
	assert.deepEqual(failing(160), []);
	assert.deepEqual(failing(3600), []);
});

test('the jobs tell the incident: who fails, with what, and who recovers', () => {
	const story = storyOf(jobsAt(175)).toReversed();
	const isTurn = (event: StoryEvent) => 'organizations' in event;
	assert.deepEqual(
		story.filter(isTurn).map(event => [event.kind, 'organizations' in event && event.organizations.length]),
		[
			['failed', 1],
			['changed', 1],
			['failed', 11],
			['recovered', 11],
			['changed', 1],
			['recovered', 1],
		],
	);
});
