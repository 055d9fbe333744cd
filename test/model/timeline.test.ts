import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safe } from '../../source/model/safe-text.ts';
import { storyOf } from '../../source/model/story.ts';
import { type LinkEvent, type LookEvent, timelineOf } from '../../source/model/timeline.ts';
import { effort, SEED } from '../hostile/effort.ts';
import { job, NOW } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const story = storyOf(Array.from({ length: 8 }, (_, index) => job(`j${index}`, { minutes: index * 3 })));
const at = fc.integer({ min: -30, max: 2 }).map(minutes => NOW + minutes * 60_000);
const seenEvents: fc.Arbitrary<(LinkEvent | LookEvent)[]> = fc.array(
	fc.oneof(
		fc.record({ kind: fc.constant('looked' as const), at }),
		fc.record({ kind: fc.constant('lost' as const), at, reason: fc.constant(safe`ETIMEDOUT`) }),
	),
);

test('everything that happened is told once, newest first, and of one moment what was seen comes first, the last above', () => {
	fc.assert(
		fc.property(seenEvents, seen => {
			const events = timelineOf(story, seen).map(({ event }) => event);
			assert.equal(events.length, story.length + seen.length);
			assert.deepEqual(
				events.filter(event => 'job' in event),
				story,
			);
			for (const [index, event] of events.entries()) {
				const before = events[index - 1];
				if (before === undefined) continue;
				assert.ok(before.at >= event.at);
				if (before.at === event.at && !('job' in event)) {
					assert.ok(!('job' in before));
					assert.ok(seen.lastIndexOf(before) >= seen.indexOf(event));
				}
			}
		}),
		{ numRuns: effort(300, 5000), seed: SEED },
	);
	assert.equal(timelineOf(story, []), timelineOf(story, []), 'worked out once');
});
