import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFrames } from '../../source/session/frames.ts';
import { answer, job, STORY } from '../support/jobs.ts';
import { setStage } from '../support/stage.ts';

/** A stage whose frames are counted. */
function watch() {
	const stage = setStage(120, 40);
	const { session, poller } = stage;
	const frames = createFrames(session.frame, [session.ui, poller.store]);
	let told = 0;
	frames.subscribe(() => told++);
	return { ...stage, frames, told: () => told };
}

test('a poll that changes nothing to be seen is not told of', () => {
	const { frames, told, know } = watch();
	const before = frames.get();
	know({ activity: { kind: 'loading', since: { wall: 0, monotonic: 0 } } });
	know({ activity: { kind: 'waiting', until: 5000 }, polls: 2 });
	assert.equal(told(), 0);
	assert.equal(frames.get(), before);
});

test('whatever can be seen is told of: another job, a key, another size, a pause', () => {
	const { frames, told, know, press, session } = watch();
	const steps = [
		() => know({ data: answer([job('f0000001', { minutes: 0 }), ...STORY]) }),
		() => press('j'),
		() => session.resize({ columns: 80, rows: 24 }),
		() => know({ pause: { since: { wall: 0, monotonic: 0 }, held: 0 } }),
	];
	for (const [index, step] of steps.entries()) {
		step();
		assert.ok(told() > index, `step ${index}`);
		assert.deepEqual(frames.get(), session.frame());
	}
});
