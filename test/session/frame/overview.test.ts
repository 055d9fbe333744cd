import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../../support/stage.ts';

/** The lines from the rule of the organizations on, each with the number of its row. */
function overviewOf(lines: readonly string[]): readonly string[] {
	return lines.slice(lines.findIndex(line => line.startsWith('── orgs')));
}

test('a large screen has the other views below the jobs, in the words that they have as views', () => {
	const stage = setStage(200, 60);
	const lines = stage.lines();
	assert.equal(lines.length, 60);
	const overview = overviewOf(lines);
	assert.match(overview[0] ?? '', /^── orgs 3 ─+┼── errors 2 ─+$/);
	const [organization = ''] = overview.filter(line => line.includes('FAILING'));
	const [, name = ''] = /✗ (\S+)/.exec(organization) ?? [];
	stage.press(']');
	const alone = stage.lines().find(line => line.includes(`✗ ${name}`)) ?? '';
	// A view of its own has more columns; what both have is the same.
	for (const word of organization
		.split('│')[0]
		?.trim()
		.split(/\s{2,}/) ?? []) {
		assert.ok(alone.includes(word.replace(/…$/, '')), `${word} is not in ${alone}`);
	}
	assert.ok(!stage.lines().some(line => /^── timeline/.test(line)), 'a view is not below itself');
});

test('the timeline is last and newest first', () => {
	const lines = setStage(200, 60).lines();
	const from = lines.findIndex(line => /^── timeline ─/.test(line));
	assert.equal(from, lines.length - 9);
	assert.match(lines[from + 1] ?? '', /TIME +S NEW +WHAT HAPPENED/);
	const times = lines.slice(from + 2, -1).flatMap(line => /\d\d:\d\d:\d\d/.exec(line)?.[0] ?? []);
	assert.ok(times.length > 1);
	assert.deepEqual(times, [...times].sort().reverse());
});

test('a filter of the jobs leaves it alone, and without the detail pane or with one that fills the screen it is not there', () => {
	const stage = setStage(200, 60);
	const before = overviewOf(stage.lines()).slice(0, -1);
	stage.press('/ z e b r a enter');
	assert.deepEqual(overviewOf(stage.lines()).slice(0, -1), before);
	stage.press('escape');
	for (const key of ['p', '+']) {
		stage.press(key);
		assert.ok(!stage.lines().some(line => line.startsWith('── orgs')), key);
		stage.press(key === '+' ? '_' : key);
	}
	assert.deepEqual(overviewOf(stage.lines()).slice(0, -1), before);
});

test('below the size that it takes there is no overview', () => {
	for (const [columns, rows] of [
		[159, 60],
		[200, 49],
	] as const) {
		assert.ok(
			!setStage(columns, rows)
				.lines()
				.some(line => line.startsWith('── orgs')),
			`${columns}x${rows}`,
		);
	}
});
