import assert from 'node:assert/strict';

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABELS = String.raw`\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*")*\}`;
const SAMPLE = new RegExp(`^((${NAME})(?:${LABELS})?) (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`);
const HELP = new RegExp(`^# HELP (${NAME}) ([^\\n\\\\]+)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) gauge$`);

/**
 * Reads text that must be Prometheus' format 0.0.4 and OpenMetrics both: gauges alone, each with help, then type, then its
 * samples in one piece, no series twice, names by the guidelines, an end that says so. Gives the series and their values.
 */
export function readMetrics(text: string): ReadonlyMap<string, number> {
	assert.ok(text.endsWith('\n# EOF\n'), 'the end says so');
	const values = new Map<string, number>();
	const families = new Set<string>();
	let family = '';
	let isTyped = false;
	for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
		const [, helped] = HELP.exec(line) ?? [];
		if (helped !== undefined) {
			assert.ok(!families.has(helped), `${helped} comes twice`);
			assert.match(helped, /^cckm_top_/);
			assert.doesNotMatch(
				helped,
				/_(?:total|count|sum|bucket|info|created|ms|milliseconds)$/,
				'no name of another type or unit',
			);
			families.add(helped);
			family = helped;
			isTyped = false;
			continue;
		}
		const [, typed] = TYPE.exec(line) ?? [];
		if (typed !== undefined) {
			assert.deepEqual([typed, isTyped], [family, false]);
			isTyped = true;
			continue;
		}
		const [, series = '', name, value] = SAMPLE.exec(line) ?? [];
		assert.deepEqual([name, isTyped], [family, true], line);
		assert.ok(!values.has(series), `${series} comes twice`);
		values.set(series, Number(value));
	}
	return values;
}
