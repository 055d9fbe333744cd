import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safe } from '../../source/model/safe-text.ts';
import { VIEWS } from '../../source/session/ui-state.ts';
import { NOW } from '../support/jobs.ts';
import { ALL_WELL, type Stage, setStage } from '../support/stage.ts';

const MINUTE = 60_000;
const texts = ({ session }: Stage) => session.aloud().map(({ text }) => text);
const about = (stage: Stage, what: string) => stage.session.aloud().find(each => each.about === what)?.text;
/** Glyphs, boxes, and columns of blanks: what means nothing to who hears it. */
const UNSPEAKABLE = /[✗●✓⊘▲‖◄│─┬·→←↑↓≤…]| {2}/;

test('each view is told in sentences without glyphs and columns, with the row under the cursor as one of them', () => {
	for (const view of VIEWS) {
		const stage = setStage(100, 24);
		while (stage.session.ui.get().view !== view) stage.press(']');
		for (const text of texts(stage)) assert.doesNotMatch(text, UNSPEAKABLE, `${view}: ${text}`);
		assert.match(String(about(stage, 'row')), /^(?:Job|Organization|Error|At) .+: .+/);
		assert.match(String(about(stage, 'view')), new RegExp(`^View ${view}: `));
	}
});

test('help, menus, panes, prompts and notices are told too', () => {
	for (const keys of ['?', 'enter', 'I', 's', ':', 'enter i', 'D']) {
		const stage = setStage(100, 24);
		const before = texts(stage);
		stage.press(keys);
		const more = texts(stage).filter(text => !before.includes(text));
		assert.ok(more.length > 0, keys);
		for (const text of more) assert.doesNotMatch(text, UNSPEAKABLE, `${keys}: ${text}`);
	}
	const stage = setStage(100, 24);
	stage.press(': h e l p');
	assert.equal(about(stage, 'prompt'), 'Typing a command: help');
	stage.session.tell(safe`copied`);
	assert.equal(about(stage, 'notice'), 'copied');
});

test('the passing of time alone changes nothing of what is told, in good times and in bad ones', async () => {
	const dataAt = { wall: NOW, monotonic: 0 };
	const failure = { kind: 'network', code: safe`ECONNREFUSED` } as const;
	for (const trouble of [{}, { dataAt, failure, failures: 3, failingSince: dataAt }]) {
		const stage = setStage(100, 24, { ...ALL_WELL, ...trouble });
		await stage.clock.advance(MINUTE);
		const before = texts(stage);
		await stage.clock.advance(3000);
		assert.deepEqual(texts(stage), before);
	}
});

test('the header says who is asked, how true that is, and why where it is not', async () => {
	const stage = setStage(100, 24);
	assert.equal(about(stage, 'link'), 'cm.example.net, user alice: LIVE, asked every 5s.');
	stage.know({ failure: { kind: 'network', code: safe`ECONNREFUSED` }, failures: 3 });
	await stage.clock.advance(MINUTE);
	assert.match(
		String(about(stage, 'link')),
		/^cm\.example\.net, user alice: STALE, .*ECONNREFUSED.*, data as of 14:02:30Z\.$/,
	);
});
