import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupErrors } from '../../source/model/error-groups.ts';
import { backgroundOf } from '../../source/model/history.ts';
import type { Job } from '../../source/model/job.ts';
import { rememberErrors } from '../../source/model/memory.ts';
import { summarizeOrganizations } from '../../source/model/organizations.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { ACME, GLOBEX, job, NOW, ORGANIZATIONS } from '../support/jobs.ts';

const DONE = 'organization synchronized successfully';
const EXPIRED = safe`error: EXPIRED`;
const MINUTE = 60_000;

function sync(minutes: number, acme: string, globex = DONE): Job {
	return job(`j${minutes}`, { minutes, texts: { [ACME]: acme, [GLOBEX]: globex } });
}

/** What earlier runs met: the kind of error with an organization, so many minutes ago. */
function met(...troubles: readonly (readonly [organization: string, minutes: number])[]) {
	return rememberErrors(
		troubles.map(([organization, minutes]) => {
			const at = NOW - minutes * MINUTE;
			return { fingerprint: EXPIRED, organization: toSafeText(organization), first: at, last: at };
		}),
	);
}

const nothing = met();
const first = [sync(10, EXPIRED), sync(30, DONE)];

const cases: readonly {
	readonly name: string;
	readonly jobs: readonly Job[];
	readonly errors: ReturnType<typeof met>;
	/** Of the kind, and of the organization. */
	readonly kind: boolean;
	readonly organization: string;
}[] = [
	{ name: 'nobody ever met it', jobs: first, errors: nothing, kind: true, organization: 'new' },
	{
		name: 'an earlier run saw this very sync',
		jobs: first,
		errors: met([ACME, 10]),
		kind: false,
		organization: 'known',
	},
	{
		name: 'an earlier run met it weeks ago',
		jobs: first,
		errors: met([ACME, 30_000]),
		kind: false,
		organization: 'new',
	},
	{ name: 'another had it', jobs: first, errors: met([GLOBEX, 30_000]), kind: false, organization: 'new' },
	{ name: 'it is the oldest held', jobs: [sync(10, EXPIRED)], errors: nothing, kind: false, organization: 'oldest' },
	{
		name: 'it is the oldest held, and an earlier run met it',
		jobs: [sync(10, EXPIRED)],
		errors: met([ACME, 50]),
		kind: false,
		organization: 'known',
	},
	{ name: 'it came again', jobs: [sync(5, EXPIRED), ...first], errors: nothing, kind: false, organization: 'known' },
	{
		name: 'the history that is held knows it',
		jobs: [sync(10, EXPIRED), sync(30, DONE, EXPIRED), sync(40, DONE)],
		errors: nothing,
		kind: false,
		organization: 'new',
	},
];

for (const { name, jobs, errors, kind, organization } of cases) {
	test(`where ${name}, the kind is ${kind ? 'new' : 'known'} and the organization's trouble ${organization}, everywhere`, () => {
		const [group] = groupErrors(jobs, errors);
		assert.equal(group?.isNew, kind);
		const row = summarizeOrganizations(jobs, ORGANIZATIONS, NOW, errors).find(({ id }) => id === ACME);
		const [newest] = jobs;
		assert.ok(newest !== undefined);
		const background = backgroundOf(toSafeText(ACME), newest, jobs, errors);
		assert.deepEqual([row?.novelty, background?.novelty], [organization, organization]);
		if (kind) assert.equal(row?.novelty, 'new', 'a kind is new only where an organization is newly in trouble');
	});
}

test('what was met first before all that is held is told so', () => {
	const [group] = groupErrors(first, met([ACME, 30_000], [GLOBEX, 40_000]));
	assert.equal(group?.firstAt, NOW - 40_000 * MINUTE);
	assert.equal(groupErrors(first)[0]?.firstAt, NOW - 10 * MINUTE);
});
