import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../support/fake-clock.ts';
import { ANSWER_FAULTS } from '../support/fault-answers.ts';
import { BYTE_FAULTS } from '../support/fault-bytes.ts';
import { createFaultRig } from '../support/fault-rig.ts';
import { answerWell, startFaultServer } from '../support/fault-server.ts';
import type { WireFault } from '../support/fault-wire.ts';
import { waitFor } from '../support/wait-for.ts';

const INTERVAL = 5000;
const DEADLINE = 10_000;

/** The first line, without the server, the user and the clock at its end. */
function told(header: string): string {
	return header.replace(/^cm\.test {2}alice {3}/, '').replace(/ {2,}\S+Z\s*$/, '');
}

/** What the header says right after an attempt that failed: how old the data is, why, and when it tries next. */
function expected({ says, late, retry = '5s' }: WireFault): RegExp {
	const words = says instanceof RegExp ? `${says.source.replace('^', '')}\\w+` : says?.replace(/[()]/g, '\\$&');
	const age = late ? '▲ STALE 15s' : '● LIVE 5s old';
	return new RegExp(`^${age}  ${words}  ${late ? 'as of 00:00:00Z  ' : ''}retry 1 in ${retry}$`);
}

for (const fault of [...BYTE_FAULTS, ...ANSWER_FAULTS]) {
	test(`${fault.name}: ${fault.says ?? 'good all the same'}`, async t => {
		const server = await startFaultServer();
		t.after(() => server.close());
		const clock = createFakeClock();
		const rig = createFaultRig(t, { url: server.url, clock, timeout: DEADLINE, random: () => 0 });
		rig.start();
		const { data } = await rig.until(({ polls }) => polls === 1);
		assert.equal(data?.jobs.length, 19);
		const rows = rig.screen().match(/[0-9a-f]{8} {2}[A-Z]+ /g);

		server.react(fault.reaction);
		await clock.advance(INTERVAL);
		if (fault.late) {
			await waitFor(() => server.jobRequests() === 2, rig.header);
			await clock.advance(DEADLINE);
		}
		const after = await rig.until(({ polls }) => polls === 2);
		if (fault.says === null) {
			assert.equal(after.failure, null);
			assert.equal(after.data?.jobs.length, 19);
		} else {
			assert.equal(after.data?.jobs, data?.jobs, 'the data stays');
			assert.match(told(rig.header()), expected(fault));
			assert.deepEqual(rig.screen().match(/[0-9a-f]{8} {2}[A-Z]+ /g), rows, 'the rows stay');
			assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(rig.screen()));
		}

		server.react(answerWell);
		const { activity } = after;
		await clock.advance(activity.kind === 'waiting' ? activity.until - clock.monotonic() : 0);
		const recovered = await rig.until(({ polls }) => polls === 3);
		assert.equal(recovered.failure, null);
		assert.match(told(rig.header()), /^● LIVE ≤5s$/);
		await waitFor(
			() => server.open() <= 1,
			() => `${server.open()} connections are open`,
		);
	});
}
