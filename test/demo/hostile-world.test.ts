import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE_TEXTS } from '../../source/demo/hostile-texts.ts';
import { createHostileWorld, HOSTILE_ORGANIZATIONS } from '../../source/demo/hostile-world.ts';
import { rowsAt } from '../../source/demo/world.ts';
import { parseJob } from '../../source/model/job.ts';

const ORIGIN = Date.UTC(2026, 10, 23, 14, 2, 7, 431);
const rows = rowsAt(createHostileWorld({ origin: ORIGIN, seed: 1 }), ORIGIN);

/** The attacks by what tells them, each of which the texts must hold. */
const ATTACKS: Readonly<Record<string, RegExp>> = {
	title: /\x1b\][012];/,
	link: /\x1b\]8;;/,
	clipboard: /\x1b\]52;c;/,
	'cursor and screen': /\x1b\[2J.*\x1b\[\?1049h/,
	questions: /\x1b\[6n/,
	'eight-bit controls': /\x9b2J/,
	overprint: /\r.*success/,
	backspace: /\x08/,
	bell: /\x07{100}/,
	bidi: /\u202e/,
	'zero width': /\u200b/,
	tags: /\u{e0041}|\u{e006f}/u,
	'combining flood': /\u0301{1000}/,
	newline: /\n/,
	tab: /\t/,
	cjk: /株/,
	emoji: /👩‍👩‍👧‍👦/,
};

test('every attack reaches whoever reads the list: in errors, and in names', () => {
	const list = rows.map(row => JSON.parse(JSON.stringify(row)));
	const strings = list.flatMap(row => Object.values(row.detailed_status ?? {})).map(String);
	for (const [attack, mark] of Object.entries(ATTACKS)) {
		assert.ok(
			strings.some(text => mark.test(text)),
			attack,
		);
	}
	assert.ok(strings.some(text => text.length >= 65_536));
	assert.ok(HOSTILE_ORGANIZATIONS.some(({ name }) => name.includes('\x1b]52;')));
	for (const field of ['id', 'overall_status']) {
		assert.ok(
			list.some(row => String(row[field]).includes('\x1b')),
			field,
		);
	}
});

test('no row brings the reader down, and what is read is fit to be drawn', () => {
	for (const row of rows) {
		const job = parseJob(JSON.parse(JSON.stringify(row)));
		for (const text of [job.id, job.status, ...job.results.flatMap(({ id, text }) => [id, text ?? ''])]) {
			assert.doesNotMatch(text, /[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]/);
		}
	}
	assert.ok(rows.length >= HOSTILE_TEXTS.length);
});
