import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { HOSTILE_TEXTS } from '../../source/demo/hostile-texts.ts';
import { describeFailure, nameFailure } from '../../source/model/failure.ts';
import { createRandom } from '../support/chance.ts';
import { JOBS, ORGANIZATIONS, startClient } from '../support/client-rig.ts';
import { failureOf } from '../support/failure-of.ts';
import { startHttp } from '../support/http-rig.ts';
import { jsonAnswer } from '../support/peer.ts';
import { DOORS } from './doors.ts';
import { effort, SEED } from './effort.ts';
import { flawsOf } from './flaws.ts';
import { hostileTexts } from './random-text.ts';
import { createWitness } from './witness.ts';

/** The worst that there is, and some more of chance. */
const WORST = [...HOSTILE_TEXTS, ...hostileTexts(createRandom(SEED), effort(80, 2000))];

/** What a build service takes for a command where a line begins with it. */
const COMMAND = /^\s*::|##\w*\[|^\s*(?:---|\+\+\+|\^\^\^) /;

const witness = createWitness(200, 50);
after(() => witness.dispose());

/** That what was said does nothing to a terminal, a log or a build service. */
async function assertHarmless(said: string, lines: number, text: string): Promise<void> {
	const why = `${JSON.stringify(said)} for ${JSON.stringify(text)}`;
	const told = said.replace(/\n$/, '').split('\n');
	assert.ok(told.length <= lines, why);
	for (const line of told) {
		assert.deepEqual(
			flawsOf(line).filter(flaw => !/without|half a/.test(flaw)),
			[],
			why,
		);
		assert.doesNotMatch(line, COMMAND, why);
	}
	await witness.write(said.replaceAll('\n', '\r\n'));
	assert.deepEqual(witness.takeEffects(), [], why);
}

for (const { cases, what, say, lines } of DOORS) {
	test(`${cases} whatever it is made to say, it does no harm: ${what}`, async () => {
		let said = 0;
		for (const text of WORST) {
			const words = await say(text);
			if (words === null) continue;
			said += 1;
			await assertHarmless(words, lines, text);
		}
		assert.ok(said > WORST.length / 2, `said of ${said} only`);
	});
}

/** What can stand in a header, as it would arrive byte by byte. */
const inHeader = (text: string) => text.replace(/[\r\n\0]/g, ' ');

const answers: readonly (readonly [what: string, answer: (text: string) => string, encoding: 'utf8' | 'latin1'])[] = [
	['a message', text => jsonAnswer({ message: text }, '500 X'), 'utf8'],
	['the word for a class of errors', text => jsonAnswer({ codeDesc: text }, '403 X'), 'utf8'],
	['a refusal in a good answer', text => jsonAnswer({ codeDesc: 'NCERR', message: text }), 'utf8'],
	['where it leads', text => jsonAnswer({}, '302 X', { Location: `https://x/${inHeader(text)}` }), 'latin1'],
	['the type of an error page', text => jsonAnswer('', '502 X', { 'Content-Type': inHeader(text) }), 'latin1'],
	['the type of an answer', text => jsonAnswer('', '200 X', { 'Content-Type': inHeader(text) }), 'latin1'],
	['a wish to be left alone', text => jsonAnswer({}, '429 X', { 'Retry-After': inHeader(text) }), 'latin1'],
	['the reason beside the status', text => jsonAnswer({ message: 'no' }, `404 ${inHeader(text)}`), 'latin1'],
	['the name of a header', text => jsonAnswer({ message: 'no' }, '404 X', { [inHeader(text)]: 'x' }), 'latin1'],
];

for (const [what, answer, encoding] of answers) {
	test(`E24 what a server says beside its data does no harm: ${what}`, async t => {
		let bytes = Buffer.alloc(0);
		const { ask } = await startHttp(t, socket => void socket.end(bytes));
		for (const text of WORST.filter((_, index) => index % 8 === 0)) {
			bytes = Buffer.from(answer(text), encoding);
			const failure = await failureOf(ask());
			const { message, advice } = describeFailure(failure);
			await assertHarmless(`cckm-top: ${message}\n${advice}\n${nameFailure(failure)}\n`, 3, text);
		}
	});
}

test('E31 no id and no name is ever part of a path, and as a parameter each is what it was to the letter', async () => {
	for (const text of WORST.filter(each => each.isWellFormed()).slice(0, 60)) {
		const paths = new Set<string>();
		const { load, asked } = startClient({
			jobs: [{ id: text, overall_status: text }],
			organizations: [{ id: `${text}r`, organization_id: `${text}o`, name: `${text}n` }],
			intercept: ({ path }) => {
				paths.add(path);
				return null;
			},
		});
		await load({ limit: null });
		await load({ id: text, status: text, organizations: [`${text}o`] });
		assert.deepEqual([...paths].sort(), ['/v1/auth/tokens', JOBS, ORGANIZATIONS].sort());
		const { id, overall_status: status } = asked(JOBS).at(-1) ?? {};
		assert.deepEqual([id, status], [text, text]);
	}
});
