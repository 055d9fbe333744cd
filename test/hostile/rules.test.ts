import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSafeText } from '../../source/model/safe-text.ts';
import { createRandom } from '../support/chance.ts';
import { tally } from '../support/tally.ts';
import { again, effort, SEED } from './effort.ts';
import { hostileTexts } from './random-text.ts';
import { tryRule } from './verdict.ts';
import { OTHERS, OURS_WITHOUT } from './weaker-rules.ts';

const COUNT = effort(2000, 20_000);
/** By then every weaker rule has failed, most of them long before. */
const ENOUGH = effort(500, 5000);

test(`E03 E04 E05 E06 E08 E10 E11 E12 E15 E16 E18 E20 E21 G2 in a frame on a terminal our rule lets none of ${COUNT} hostile texts do anything`, async t => {
	const verdict = await tryRule(toSafeText, hostileTexts(createRandom(SEED), COUNT));
	assert.deepEqual(verdict, { effects: 0, damaged: 0, flawed: 0, examples: [] }, again(0));
	tally(t, 'bad inputs tried', COUNT);
});

for (const [name, rule] of Object.entries({ ...OTHERS, ...OURS_WITHOUT })) {
	const isOurs = Object.hasOwn(OURS_WITHOUT, name);
	test(`G2 a weaker rule is found out: ${isOurs ? `ours without ${name}` : name}`, async t => {
		const { effects, damaged, flawed } = await tryRule(rule, hostileTexts(createRandom(SEED), ENOUGH));
		t.diagnostic(`${effects} effects, ${damaged} rows damaged, ${flawed} texts flawed`);
		assert.ok(effects + damaged + flawed > 0);
		if (name === 'nothing') assert.ok(Math.min(effects, damaged, flawed) > 50);
	});
}
