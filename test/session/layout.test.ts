import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLayout } from '../../source/session/layout.ts';
import { initialUiState } from '../../source/session/ui-state.ts';
import { fc } from '../support/properties.ts';

const sizes: readonly (readonly [columns: number, rows: number, kind: string, list: number, detail: number | null])[] =
	[
		[1, 1, 'line', 0, null],
		[80, 3, 'line', 0, null],
		[11, 40, 'line', 0, null],
		[19, 40, 'tiny', 38, null],
		[20, 6, 'tiny', 4, null],
		[39, 24, 'tiny', 22, null],
		[40, 12, 'compact', 6, null],
		[79, 40, 'compact', 34, null],
		[80, 24, 'stacked', 10, 8],
		[120, 40, 'stacked', 20, 14],
		[159, 60, 'stacked', 33, 21],
		[200, 49, 'side', 44, 45],
		[200, 60, 'side', 37, 38],
	];

for (const [columns, rows, kind, list, detail] of sizes) {
	test(`${columns}x${rows} is ${kind}`, () => {
		const layout = chooseLayout(initialUiState({ columns, rows }), false);
		assert.deepEqual([layout.kind, layout.list?.rows ?? 0, layout.detail?.rows ?? null], [kind, list, detail]);
	});
}

test('a terminal of any size has its parts inside', () => {
	const size = fc.record({ columns: fc.integer({ min: 0, max: 400 }), rows: fc.integer({ min: 0, max: 200 }) });
	const mode = fc.constantFrom('list' as const, 'detail' as const);
	const zoom = fc.constantFrom('none' as const, 'list' as const, 'detail' as const);
	const place = fc.constantFrom('auto' as const, 'below' as const, 'right' as const);
	fc.assert(
		fc.property(
			size,
			mode,
			zoom,
			place,
			fc.integer({ min: -5, max: 5 }),
			fc.boolean(),
			(given, where, zoomed, placed, growth, insecure) => {
				const ui = {
					...initialUiState(given),
					mode: where,
					zoom: zoomed,
					preview: { shown: true, place: placed, growth },
				};
				const { kind, list, detail, columns, rows, overview } = chooseLayout(ui, insecure);
				for (const area of [list, detail])
					assert.ok(area === null || (area.rows >= 1 && area.rows <= rows && area.columns <= columns));
				if (kind === 'side') assert.equal((list?.columns ?? 0) + (detail?.columns ?? 0) + 1, columns);
				if (overview !== null) {
					assert.ok(Math.min(overview.pivots, overview.timeline) >= 3 && zoomed === 'none');
					assert.ok((detail?.rows ?? 0) + overview.pivots + overview.timeline <= rows - 4);
				}
				if (kind === 'stacked' && list !== null && detail !== null) assert.ok(list.rows + detail.rows <= rows - 6);
			},
		),
	);
});
