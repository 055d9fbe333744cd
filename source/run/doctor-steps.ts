import type { SystemInfo } from '../api/client.ts';
import type { Answer } from '../model/answer.ts';
import { describeFailure, type Failure, FailureError } from '../model/failure.ts';
import { formatCount, formatElapsed } from '../model/format.ts';
import { joinSafe, type SafeText, safe } from '../model/safe-text.ts';
import type { Finding } from '../output/doctor.ts';
import type { Connection } from './connect.ts';
import { type Probing, probeName, probeProxy, probeRoute, probeTls, type Way } from './doctor-probes.ts';

/** A server that is ready to be asked, and what is known of the way to it. */
export interface Patient {
	readonly connection: Connection;
	readonly approach: Way;
	readonly probing: Probing;
	/** The newest job, asked for once: the least that tells whether jobs may be read. */
	newest(): Promise<Answer>;
}

/** Clocks that are further apart, in milliseconds, make certificates and tokens look as if they had run out. */
const FAR_APART = 5 * 60_000;

/** A step: what it finds, in a line; throws a {@link FailureError} where the way ends. */
interface Step {
	readonly name: SafeText;
	/** What comes after it works without it. */
	readonly isRemark?: true;
	find(patient: Patient): Promise<SafeText>;
}

function isPlain({ connection }: Patient): boolean {
	return connection.origin.tls === 'none';
}

async function findClock({ newest }: Patient): Promise<SafeText> {
	const { clockOffset } = await newest();
	if (clockOffset === null) return safe`the server does not tell its time`;
	const ahead = clockOffset > 0 ? safe`ahead of` : safe`behind`;
	const told =
		clockOffset === 0
			? safe`in step with the server`
			: safe`the server is ${formatElapsed(Math.abs(clockOffset))} ${ahead} this machine`;
	if (Math.abs(clockOffset) < FAR_APART) return told;
	throw new FailureError({
		kind: 'usage',
		message: safe`${told}.`,
		advice: safe`Set the one that is wrong, best by NTP: certificates and sign-ins seem to have run out otherwise.`,
	});
}

function versionText(description: SystemInfo | null): SafeText {
	const known = [description?.name, description?.version, description?.model].filter(text => text != null);
	return known.length === 0 ? safe`the server does not say` : joinSafe(known as SafeText[], safe` · `);
}

/** What follows the configuration, in the order in which a connection comes about. */
const STEPS: readonly Step[] = [
	{ name: safe`name`, find: ({ approach, probing }) => probeName(approach, probing) },
	{ name: safe`proxy`, find: ({ approach, probing }) => probeProxy(approach, probing) },
	{ name: safe`route`, find: ({ approach, probing }) => probeRoute(approach, probing) },
	{
		name: safe`TLS`,
		find: async patient =>
			isPlain(patient) ? safe`none: plain http to this machine` : probeTls(patient.approach, patient.probing),
	},
	{
		name: safe`sign-in`,
		async find({ connection, probing }) {
			await connection.auth.token(probing.signal);
			const { user, tokenLife } = connection.auth.facts();
			const life = tokenLife === null ? safe`` : safe`, token good for ${formatElapsed(tokenLife)}`;
			return safe`as ${user ?? connection.identity.user} by ${connection.signInFrom}${life}`;
		},
	},
	{
		name: safe`permission`,
		async find({ newest }) {
			const { total, jobs } = await newest();
			return safe`the list of jobs can be read: ${formatCount(total ?? jobs.length)} for keys`;
		},
	},
	{ name: safe`clock`, isRemark: true, find: findClock },
	{
		name: safe`version`,
		find: async ({ connection, probing }) => versionText(await connection.client.describe(probing.signal)),
	},
];

/** A step that did not succeed, and what to do about it. */
export function failed(step: SafeText, failure: Failure): Finding {
	const { message, advice } = describeFailure(failure);
	return { step, state: 'failed', text: message, advice };
}

function skipped(step: SafeText): Finding {
	return { step, state: 'skipped', text: safe`skipped`, advice: null };
}

/** All steps, where what comes before them failed. */
export function skipSteps(): readonly Finding[] {
	return STEPS.map(({ name }) => skipped(name));
}

/** Takes the steps one after the other; what comes after one that failed is skipped. */
export async function takeSteps(patient: Patient): Promise<{ findings: Finding[]; failure: Failure | null }> {
	const findings: Finding[] = [];
	let failure: Failure | null = null;
	let isOver = false;
	for (const { name: step, isRemark, find } of STEPS) {
		if (isOver) {
			findings.push(skipped(step));
			continue;
		}
		try {
			findings.push({ step, state: 'good', text: await find(patient), advice: null });
		} catch (error) {
			if (!(error instanceof FailureError)) throw error;
			findings.push(failed(step, error.failure));
			failure ??= error.failure;
			isOver = isRemark !== true;
		}
	}
	return { findings, failure };
}
