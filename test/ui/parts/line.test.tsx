import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { render } from 'ink-testing-library';
import { safe, toSafeText } from '../../../source/model/safe-text.ts';
import { type Line, span } from '../../../source/session/frame/line.ts';
import { chooseLook } from '../../../source/ui/look.ts';
import { LookContext } from '../../../source/ui/look-context.ts';
import { Lines, LineView, sameLine } from '../../../source/ui/parts/line.tsx';

/** What is drawn of a tree, without its colours. */
function drawn(tree: React.JSX.Element): string {
	return stripVTControlCharacters(render(tree).lastFrame() ?? '');
}

test('draws lines one below the other, empty ones too', () => {
	const lines: Line[] = [
		{ spans: [span(safe`one`), span(safe` two`, 'failed')] },
		{ spans: [] },
		{ spans: [span(safe`three`)] },
	];
	assert.equal(drawn(<Lines lines={lines} />), 'one two\n\nthree');
});

test('cuts a line rather than breaking it', () => {
	const frame = render(<LineView line={{ spans: [span(toSafeText('x'.repeat(300)))] }} />).lastFrame() ?? '';
	assert.equal(frame.split('\n').length, 1);
});

test('draws ASCII where nothing else can be shown', () => {
	const line = { spans: [span(safe`● LIVE ≤5s`, 'good')] };
	const tree = (
		<LookContext value={chooseLook({ color: true, ascii: true })}>
			<LineView line={line} />
		</LookContext>
	);
	assert.equal(drawn(tree), '* LIVE <5s');
});

test('a spinner turns at the end of a line that waits', () => {
	const { lastFrame, unmount } = render(<LineView line={{ spans: [span(safe`asking`)], spinner: true }} />);
	assert.match(lastFrame() ?? '', /^asking \.+ *$/);
	unmount();
});

test('a line is drawn again only when it looks different', () => {
	const line: Line = { spans: [span(safe`a`), span(safe`b`, 'dim')] };
	const alike: Line = { spans: [span(safe`a`), span(safe`b`, 'dim')] };
	assert.ok(sameLine({ line }, { line: alike }));
	for (const other of [
		{ ...line, faded: true },
		{ ...line, spinner: true },
		{ spans: [span(safe`a`), span(safe`c`, 'dim')] },
		{ spans: [span(safe`a`), span(safe`b`)] },
		{ spans: [span(safe`a`)] },
	] satisfies Line[])
		assert.ok(!sameLine({ line }, { line: other }));
});
