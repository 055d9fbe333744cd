/** Milliseconds since 1970 as the server writes a time: RFC 3339 in UTC, six digits of fraction. */
export function formatMoment(milliseconds: number): string {
	const microseconds = Math.round(milliseconds * 1000);
	const fraction = microseconds % 1_000_000;
	const seconds = new Date((microseconds - fraction) / 1000).toISOString().slice(0, 19);
	return `${seconds}.${String(fraction).padStart(6, '0')}Z`;
}
