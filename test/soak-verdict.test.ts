import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, type Minute } from '../scripts/soak-verdict.ts';

/** Two hours of a monitor, of which each minute may differ. */
function hours(differ: (minute: number) => Partial<Minute> = () => ({})): Minute[] {
	const usual = { memory: 90, processor: 0.5, descriptors: 24, bytes: 900 };
	return Array.from({ length: 120 }, (_, minute) => ({ ...usual, ...differ(minute) }));
}

for (const [name, minutes, wrong] of [
	['one that uses what it used', hours(), /^$/],
	['one busy minute', hours(minute => (minute === 60 ? { processor: 80, descriptors: 90 } : {})), /^$/],
	['memory that grows', hours(minute => ({ memory: 90 + minute / 6 })), /^memory grew by 1\d\.\d MB, 10 are allowed$/],
	['too much memory at any time', hours(minute => (minute === 60 ? { memory: 131 } : {})), /^it held 131\.0 MB/],
	['too much work', hours(() => ({ processor: 3 })), /^it took 3\.0 % of a core/],
	['files that stay open', hours(minute => ({ descriptors: 24 + minute })), /^it has 90 more files open/],
	['no time to judge', hours().slice(0, 1), /^fewer than two minutes/],
] as const) {
	test(`a soak tells ${name}`, () => assert.match(judge(minutes).join('\n'), wrong));
}
