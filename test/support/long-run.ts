/** How often something is tried: `usual` times, or as often as `npm run test:long` has time for. */
export function triesOf(usual: number, long: number): number {
	return process.env.CCKM_TOP_TEST_LONG === '1' ? long : usual;
}
