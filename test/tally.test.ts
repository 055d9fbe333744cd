import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { tallyRun } from '../scripts/tally.ts';
import { CATALOGUE, faultsIn, NOT_HELD } from './support/catalogue.ts';
import { TALLIES, tally } from './support/tally.ts';

test('the catalogue holds 149 faults, and a reason for those that it lists as not held', () => {
	assert.equal(CATALOGUE.length, 149);
	assert.equal(new Set(CATALOGUE).size, 149);
	for (const [id, reason] of Object.entries(NOT_HELD)) assert.ok(CATALOGUE.includes(id) && reason !== '', id);
});

test('a test holds the faults that its name begins with', () => {
	assert.deepEqual(faultsIn('N01 N29 ECONNREFUSED: a wait that grows'), ['N01', 'N29']);
	assert.deepEqual(faultsIn('E24, E25 names'), ['E24', 'E25']);
	assert.deepEqual(faultsIn('see N01'), []);
	assert.deepEqual(faultsIn('E28 never given'), []);
	assert.deepEqual(faultsIn('L1 x'), []);
});

/** A run of tests that ended like this. */
function runOf(...ends: readonly (readonly [type: 'pass' | 'fail' | 'skip', name: string])[]) {
	const events = new EventEmitter();
	const counted = tallyRun(events as never);
	for (const [type, name] of ends) {
		events.emit(type === 'fail' ? 'test:fail' : 'test:pass', { name, ...(type === 'skip' ? { skip: 'no' } : {}) });
	}
	const says = { diagnostic: (message: string) => void events.emit('test:diagnostic', { message }) };
	return { counted, says };
}

test('a fault is survived where all of its tests pass, and counts are summed', () => {
	const { counted, says } = runOf(
		['pass', 'E01 one'],
		['pass', 'E01 another'],
		['pass', 'E02 E03 two'],
		['fail', 'E03 not so'],
		['skip', 'E04 left out'],
	);
	tally(says, 'bad inputs tried', 250_000);
	tally(says, 'bad inputs tried', 25);
	tally(says, 'simulated days', 30.2);
	says.diagnostic('another word');
	says.diagnostic('tally nonsense: 3');
	assert.equal(
		counted.line(),
		'2 faults survived, 250,025 bad inputs tried, 30 simulated days, 0 ways out, 0 lost, 0 leaked, 0 orphans',
	);
	for (const name of TALLIES) assert.ok(counted.line().includes(name));
});

test('a fault that no test names is excused by a reason or told', () => {
	const held = CATALOGUE.filter(id => !Object.hasOwn(NOT_HELD, id) && id !== 'N01');
	const { counted } = runOf(['pass', `${held.join(' ')} all`], ['skip', 'N01 left out']);
	assert.deepEqual(counted.unexplained(), ['N01']);
	assert.deepEqual(
		counted.notHeld().filter(line => line.includes('L20')),
		[`not held: L20 (${NOT_HELD.L20})`],
	);
	assert.deepEqual(runOf(['fail', `${CATALOGUE.join(' ')} all`]).counted.unexplained(), [], 'a failing test is one');
});
