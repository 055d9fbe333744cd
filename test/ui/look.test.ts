import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLook } from '../../source/ui/look.ts';

test('without colour nothing is coloured, and what is urgent still stands out', () => {
	const { style } = chooseLook({ color: false, ascii: false });
	for (const one of Object.values(style)) assert.ok(!('color' in one));
	assert.ok(style.alert.inverse && style.banner.inverse && style.escape.inverse && style.failed.bold);
});
