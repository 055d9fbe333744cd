import { pageOf } from './fault-server.ts';
import { fc } from './properties.ts';

/** A real page of three jobs: small, so that very many of its kind can be tried. */
export const SMALL_PAGE: unknown = JSON.parse(pageOf(3));

/** Values that no field expects, each of a kind that has broken some reader. */
const ODD_VALUES: readonly unknown[] = [
	null,
	true,
	0,
	-0,
	-1,
	1.5,
	1e21,
	2 ** 53,
	'',
	' ',
	'0',
	'NaN',
	'null',
	'__proto__',
	'paused',
	'COMPLETED\u200b',
	'1970-01-01T00:00:00Z',
	'9999-12-31T23:59:59.999999999Z',
	'2026-02-31T25:61:61Z',
	'2026-01-01T00:00:00',
	'+275760-09-13T00:00:00.001Z',
	'\u001b]0;owned\u0007',
	'\ud800',
	'x'.repeat(70_000),
	[],
	[[]],
	{},
	{ length: 3 },
	{ toString: null, valueOf: 7 },
];

/** Texts that are put into JSON as they stand, because no value of JavaScript is written like this. */
const ODD_TEXTS = [
	'1e400',
	'-1e400',
	'9007199254740993',
	'NaN',
	'undefined',
	'"\\ud800"',
	'"\\u0000"',
	'{"__proto__":{"polluted":true}}',
	'{"constructor":{"prototype":{"polluted":true}}}',
	'{"id":1,"id":2}',
	`${'['.repeat(65)}${']'.repeat(65)}`,
	`${'['.repeat(70)}`,
	'\ufeff',
	'/**/',
] as const;

type Change = (value: unknown) => unknown;

/** What happens to one part of a page. */
const change: fc.Arbitrary<Change> = fc.oneof(
	fc.constantFrom(...ODD_VALUES).map(odd => () => odd),
	fc.jsonValue({ maxDepth: 2 }).map(other => () => other),
	fc.constant<Change>(value => [value]),
	fc.constant<Change>(value => ({ value })),
	fc.constant<Change>(value => (Array.isArray(value) ? [...value, ...value] : JSON.stringify(value))),
	fc.constant<Change>(value => (Array.isArray(value) ? Object.fromEntries(value.entries()) : value)),
	fc.constant<Change>(() => undefined),
	fc.constant<Change>(value => (typeof value === 'object' ? { ...value, extra: 1, ['__proto__']: 2 } : [value, value])),
);

/** Goes down to some part of a value, by the numbers of `path`, and changes that. */
function changeAt(value: unknown, path: readonly number[], by: Change): unknown {
	const [step, ...rest] = path;
	if (step === undefined || typeof value !== 'object' || value === null) return by(value);
	const keys = Object.keys(value);
	const key = keys[step % Math.max(1, keys.length)];
	if (key === undefined) return by(value);
	const part = changeAt((value as Readonly<Record<string, unknown>>)[key], rest, by);
	if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? part : item));
	return { ...value, [key]: part };
}

const path = fc.array(fc.nat({ max: 16 }), { maxLength: 4 });

/** A real page in which up to four parts are something else. */
export const changedPages: fc.Arbitrary<unknown> = fc
	.array(fc.tuple(path, change), { minLength: 1, maxLength: 4 })
	.map(changes => changes.reduce((page, [where, by]) => changeAt(page, where, by), SMALL_PAGE));

const MARK = '"<here>"';

/** A real page as text in which one part is replaced by a text that need not be JSON. */
const spliced: fc.Arbitrary<Uint8Array> = fc
	.tuple(path, fc.constantFrom(...ODD_TEXTS))
	.map(([where, text]) =>
		Buffer.from((JSON.stringify(changeAt(SMALL_PAGE, where, () => '<here>')) ?? '').replace(MARK, text)),
	);

const WHOLE = Buffer.from(JSON.stringify(SMALL_PAGE));

/** A real page in which bytes are others, gone, or there twice. */
const scratched: fc.Arbitrary<Uint8Array> = fc
	.array(fc.tuple(fc.nat({ max: WHOLE.length - 1 }), fc.nat({ max: 255 }), fc.nat({ max: 3 })), {
		minLength: 1,
		maxLength: 5,
	})
	.map(scratches =>
		scratches.reduce<Buffer>((bytes, [at, byte, kind]) => {
			const place = at % Math.max(1, bytes.length);
			if (kind === 0) return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place + 1)]);
			if (kind === 1) return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + byte)]);
			if (kind === 2) return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)]);
			return Buffer.concat([bytes.subarray(0, place + byte), bytes.subarray(place)]);
		}, WHOLE),
	);

/** Bodies as a broken or a hostile server may send them: most of them nearly right. */
export const brokenBodies: fc.Arbitrary<Uint8Array> = fc.oneof(
	changedPages.map(page => Buffer.from(JSON.stringify(page) ?? '')),
	spliced,
	scratched,
	fc.uint8Array({ maxLength: 64 }),
);
