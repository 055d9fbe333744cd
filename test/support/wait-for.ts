import assert from 'node:assert/strict';

/** How long a test waits for what should happen at once; long, for a machine that does much else. */
export const PATIENCE = 15_000;

/** Asks `look` until it finds something, at each `change` where one is told, and fails with what `describe` shows then. */
export async function waitFor<Found>(
	look: () => Found | undefined | false | Promise<Found | undefined | false>,
	describe: () => string,
	timeout = PATIENCE,
): Promise<Found> {
	const deadline = performance.now() + timeout;
	for (;;) {
		const found = await look();
		if (found !== undefined && found !== false) return found;
		if (performance.now() > deadline) assert.fail(`waited ${timeout} ms in vain; there was:\n${describe()}`);
		await new Promise(resolve => setTimeout(resolve, 10));
	}
}
