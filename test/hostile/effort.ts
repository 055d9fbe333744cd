const { CCKM_TOP_TEST_LONG, CCKM_TOP_TEST_SEED } = process.env;

/** Whether there is time for more than the usual, as `npm run test:long` says. */
export const IS_LONG = CCKM_TOP_TEST_LONG === '1';

/** Where chance begins: told by every failure, and given to see that one again. A long run tries something new each time. */
export const SEED = Number(CCKM_TOP_TEST_SEED ?? (IS_LONG ? Date.now() % 1_000_000_000 : 1));

/** How many to try: the usual number, or that of a long run. */
export function effort(usual: number, long: number): number {
	return IS_LONG ? long : usual;
}

/** What to say beside a failure, so that it can be had again. */
export function again(step: number): string {
	return `again with CCKM_TOP_TEST_SEED=${SEED}${IS_LONG ? ' CCKM_TOP_TEST_LONG=1' : ''}, step ${step}`;
}
