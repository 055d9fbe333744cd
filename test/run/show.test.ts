import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCamera } from '../../scripts/pictures/camera.ts';

const SECOND = 1000;

test('the monitor tells an incident in sentences where INK_SCREEN_READER says so, and touches nothing of the terminal', async () => {
	await using camera = await openCamera({
		columns: 80,
		rows: 24,
		flags: ['--demo=incident'],
		env: { INK_SCREEN_READER: 'true' },
	});
	const heard = (pattern: RegExp) => camera.waitFor(() => pattern.test(camera.output()), String(pattern));
	await heard(/LIVE, asked every 5s\.\r\nJobs: 0 failed, 0 degraded, 0 running, 60 ok, 0 unknown\./);
	await heard(/Job \w{8} for keys: OK, the server says completed, began 13:52:20/);
	camera.press('j');
	await heard(/began 13:42:20/);
	for (let passed = 0; passed < 40; passed += 5) {
		const before = camera.output();
		await camera.pass(5 * SECOND);
		await camera.waitFor(() => camera.output() !== before, 'something was told');
	}
	await heard(/Acme-Prod error: INVALID_SESSION_ID/);
	camera.press(']');
	await heard(/View organizations: .*\r\nOrganization \S+: /);

	const told = camera.output();
	assert.doesNotMatch(told, /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/, 'no sequence, no bell');
	assert.doesNotMatch(told, /[\u2500-\u257f]| {2}/, 'no table');
	const events = told.split('\r\n').filter(line => /^\d\d:\d\d:\d\d: /.test(line));
	assert.equal(new Set(events).size, events.length, 'nothing that happened is told twice');
	assert.equal(told.match(/LIVE/g)?.length, 1, 'what did not change is not told again');
	camera.press('q');
	await camera.ended();
	assert.doesNotMatch(camera.output(), /\x1b/, 'nor on the way out');
});
