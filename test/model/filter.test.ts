import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Organization } from '../../source/model/answer.ts';
import { type FilterContext, parseFilter } from '../../source/model/filter.ts';
import { parseJob } from '../../source/model/job.ts';
import { type SafeText, safe, toSafeText } from '../../source/model/safe-text.ts';

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
	organizations: new Map([organization('00D1', 'Acme Prod'), organization('00D2', 'Globex')]),
	stuck: new Set<SafeText>([safe`cccc`]),
};

function shown(filter: string): string {
	const passes = parseFilter(filter);
	return jobs.flatMap((job, index) => (passes(job, context) ? ['abcdx'[index]] : [])).join('');
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
			fc.constantFrom('!', '"', ':', ' ', 'org:', 'err:', 'status:', 'health:', 'acme', '\\', '(', '[', '*', '+', '$'),
			fc.string({ unit: 'binary', maxLength: 3 }),
		),
	)
	.map(parts => parts.join(''));

test('whatever is typed is a filter', () => {
	fc.assert(fc.property(typed, filter => assert.equal(typeof shown(filter), 'string')));
});

test('a word alone and the same word turned round share the jobs between them', () => {
	fc.assert(
		fc.property(
			fc.constantFrom('', 'org:', 'err:', 'status:', 'health:'),
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
	for (const unit of ['!', '"', ':', 'a', ' ', 'org:', '! ', 'a:', '" ', '!"', 'a" ', '\t\u00a0']) {
		const started = performance.now();
		parseFilter(unit.repeat(200_000 / unit.length));
		assert.ok(performance.now() - started < 1000, JSON.stringify(unit));
	}
});
