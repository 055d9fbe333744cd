import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Organization } from '../../source/model/answer.ts';
import { parseFilter } from '../../source/model/filter.ts';
import { parseJob } from '../../source/model/job.ts';
import { type SafeText, safe, toSafeText } from '../../source/model/safe-text.ts';
import { type FilterContext, jobWords } from '../../source/model/vocabularies.ts';
import { ACME, job, NOW, ORGANIZATIONS } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const jobs = [
	parseJob({ id: 'aaaa', overall_status: 'completed', detailed_status: { '00D1': 'synchronized successfully' } }),
	parseJob({
		id: 'bbbb',
		overall_status: 'completed',
		detailed_status: { '00D1': 'synchronized successfully', '00D2': 'INVALID_SESSION_ID: Session expired' },
	}),
	parseJob({ id: 'cccc', overall_status: 'in_progress', kms: ['00D2'] }),
	parseJob({ id: 'dddd', overall_status: 'queued', detailed_status: { '00D3': 'Error listing keys from SFDC: ' } }),
	parseJob({ note: 'no id' }),
];
const organization = (id: string, name: string): [string, Organization] => [
	id,
	{ id: toSafeText(id), name: toSafeText(name), connection: null, resourceId: safe`resource`, verbatim: { name } },
];
const context: FilterContext = {
	jobs,
	now: Date.parse('2026-11-23T12:00:00Z'),
	organizations: new Map([organization('00D1', 'Acme Prod'), organization('00D2', 'Globex')]),
	stuck: new Set<SafeText>([safe`cccc`]),
};

function shown(filter: string): string {
	const passes = parseFilter(filter).over(jobWords(context));
	return jobs.flatMap((job, index) => (passes(job) ? ['abcdx'[index]] : [])).join('');
}

const filters: readonly (readonly [filter: string, shown: string, why: string])[] = [
	['', 'abcdx', 'nothing is asked for'],
	['   ', 'abcdx', 'spaces are no words'],
	['bbb', 'b', 'an id'],
	['GLOBEX', 'bc', 'case does not matter'],
	['acme globex', 'b', 'every word must be found'],
	['"acme prod"', 'ab', 'quotes hold words together'],
	['"prod acme"', '', 'in their order'],
	['queued', 'd', "the server's word"],
	['no id', 'x', 'what is wrong with a row'],
	['org:acme', 'ab', 'a name'],
	['org:00D3', 'd', 'an id without a name'],
	['org:"acme prod"', 'ab', 'a name of two words'],
	['org:session', '', 'an error is no name'],
	['err:session', 'b', 'an error'],
	['err:success', '', 'what went well is no error'],
	['err:"no cause"', 'd', 'what is shown of an empty cause'],
	['status:completed', 'ab', 'a status'],
	['status:in_', 'c', 'the beginning of one'],
	['health:failed', '', 'a completed job is no failed one while one organization is well'],
	['health:degraded', 'b', 'a health'],
	['health:stuck', 'c', 'a stuck job'],
	['health:running', 'c', 'which is running as well'],
	['HEALTH:ok', 'a', 'case does not matter in front of the colon'],
	['!globex', 'adx', 'a word turned round'],
	['!org:acme', 'cdx', 'an organization turned round'],
	['!"acme prod"', 'cdx', 'quoted words turned round'],
	['!health:ok !health:unknown', 'bc', 'two turned round'],
	['status:completed !err:session', 'a', 'one and not the other'],
	['http://x', '', 'a word before a colon that means nothing here'],
	['INVALID_SESSION_ID:', 'b', 'the same, found in a text'],
	['constructor:x', '', 'a word that every object knows'],
];

for (const [filter, expected, why] of filters) {
	test(`${JSON.stringify(filter)} shows ${expected || 'none'}: ${why}`, () => assert.equal(shown(filter), expected));
}

const unfinished = ['!', '"', '!"', '""', '!""', 'org:', '!org:', 'org:"', '!org:"', 'err:', 'status:', 'health:""'];

for (const term of unfinished) {
	test(`${JSON.stringify(term)} asks for nothing yet, wherever it stands`, () => {
		assert.equal(shown(term), 'abcdx');
		assert.equal(shown(`globex ${term}`), 'bc');
		const quoteIsOpen = term.split('"').length % 2 === 0;
		if (!quoteIsOpen) assert.equal(shown(`${term} globex`), 'bc');
	});
}

test('a quoted term filters before its end is typed', () => {
	assert.equal(shown('"acme pr'), 'ab');
	assert.equal(shown('org:"acme pr'), 'ab');
	assert.equal(shown('"acme '), 'ab');
	assert.equal(shown('"acme org:'), '');
});

const typed = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'!',
				'"',
				':',
				' ',
				'org:',
				'err:',
				'status:',
				'health:',
				'new:',
				'age<',
				'dur>',
				'2h',
				'/',
				'acme',
				'\\',
				'(',
				'[',
				'*',
				'+',
				'$',
			),
			fc.string({ unit: 'binary', maxLength: 3 }),
		),
	)
	.map(parts => parts.join(''));

const LATER: readonly (readonly [filter: string, shown: string, why: string])[] = [
	['/session (expired|ended)/', 'b', 'a pattern'],
	['err:/^error.*sfdc/', 'd', 'a pattern over errors'],
	['org:/^acme/', 'ab', 'a pattern over names'],
	['!/0{2}D2|globex/', 'adx', 'a pattern turned round'],
	['/services/data', '', 'a path is no pattern'],
	['/sess', 'b', 'a pattern before its end is typed'],
	['new:', '', 'nothing is new where nothing has a time'],
];

for (const [filter, expected, why] of LATER) {
	test(`${filter} shows ${expected || 'none'}: ${why}`, () => assert.equal(shown(filter), expected));
}

/** Told with their times: how long ago each began and how long it took. */
const timed = [
	job('run', { minutes: 3, seconds: null, texts: { [ACME]: 'in_progress' } }),
	job('new', { minutes: 30, seconds: 20, texts: { [ACME]: 'connect ETIMEDOUT 10.0.0.1:443' } }),
	job('old', { minutes: 60 * 24 * 3, seconds: 400 }),
];

const TIMES: readonly (readonly [filter: string, shown: string])[] = [
	['age<1h', 'run new'],
	['age>2d', 'old'],
	['age<5m !dur<1m', 'run'],
	['dur>90s', 'run old'],
	['dur<30s', 'new'],
	['DUR>1.5m age>1w', ''],
	['new:', 'new'],
	['new:acme', 'new'],
	['new:globex', ''],
	['!new:', 'run old'],
	['age<', 'run new old'],
];

for (const [filter, expected] of TIMES) {
	test(`${filter} shows ${expected || 'none'} of jobs with times`, () => {
		const words = jobWords({ jobs: timed, organizations: ORGANIZATIONS, stuck: new Set(), now: NOW });
		const found = timed.filter(parseFilter(filter).over(words));
		assert.equal(found.map(({ id }) => id.slice(0, 3)).join(' '), expected);
		assert.equal(parseFilter(filter).problem, null);
	});
}

test('only measures make a filter depend on time', () => {
	assert.deepEqual(
		['acme', 'age<1h', 'x dur>2s'].map(filter => parseFilter(filter).dependsOnTime),
		[false, true, true],
	);
});

const PROBLEMS: readonly (readonly [filter: string, at: number, message: RegExp])[] = [
	['age<soon', 4, /90s, 15m/],
	['!ok dur>5 globex', 8, /90s, 15m/],
	['/a(b/', 2, /never closed/],
	['err:/*/', 5, /nothing stands before/],
	['health:fialed', 7, /failed, degraded/],
	['!health:fialed age<x', 8, /failed, degraded/],
];

for (const [filter, at, message] of PROBLEMS) {
	test(`${filter} is wrong at ${at}, and the rest of it counts`, () => {
		const { problem } = parseFilter(filter);
		assert.equal(problem?.at, at);
		assert.match(problem?.message ?? '', message);
		assert.equal(shown(`${filter} globex`), 'bc');
	});
}

test('whatever is typed is a filter', () => {
	fc.assert(fc.property(typed, filter => assert.equal(typeof shown(filter), 'string')));
});

test('a word alone and the same word turned round share the jobs between them', () => {
	fc.assert(
		fc.property(
			fc.constantFrom('', 'org:', 'err:', 'status:', 'job:', 'new:'),
			fc.stringMatching(/^[a-z0-9_.]+$/),
			(of, word) => {
				assert.equal([...shown(`${of}${word}`), ...shown(`!${of}${word}`)].sort().join(''), 'abcdx');
			},
		),
	);
});

test('more words never show more', () => {
	const word = fc.constantFrom(
		'acme',
		'globex',
		'!ok',
		'err:session',
		'status:completed',
		'health:stuck',
		'!"acme prod"',
	);
	fc.assert(
		fc.property(fc.array(word), word, (words, another) => {
			const fewer = shown([...words, another].join(' '));
			assert.ok([...fewer].every(job => shown(words.join(' ')).includes(job)));
		}),
	);
});

test('a long line is read in time that grows with its length and no faster', () => {
	for (const unit of ['/', '/\\', 'age<', '!', '"', ':', 'a', ' ', 'org:', '! ', 'a:', '" ', '!"', 'a" ', '\t\u00a0']) {
		assert.ok(parseFilter(unit.repeat(200_000 / unit.length)));
	}
});
