import { readAccountOptions, readOutput } from '../command-line/account-options.ts';
import type { Arguments } from '../command-line/arguments.ts';
import { EXIT_CODES, exitCodeOf } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import { systemClock } from '../live/clock.ts';
import type { Answer } from '../model/answer.ts';
import { toAscii } from '../model/ascii.ts';
import { type Failure, FailureError } from '../model/failure.ts';
import { joinSafe, safe, toSafeText } from '../model/safe-text.ts';
import { doctorLines, type Finding, formatDoctorJson } from '../output/doctor.ts';
import { readCapabilities } from '../terminal/capabilities.ts';
import { withConfiguration } from './configuration.ts';
import { type Connection, connect } from './connect.ts';
import { readSignIn } from './credentials.ts';
import { debug } from './debug.ts';
import type { Probing, Way } from './doctor-probes.ts';
import { failed, type Patient, skipSteps, takeSteps } from './doctor-steps.ts';
import { print } from './print.ts';
import { addressOf, readApproach } from './read-trust.ts';
import { interruptible } from './signals.ts';
import { tellFailure } from './tell-failure.ts';

const ONE_JOB = {
	kinds: ['keys'],
	status: null,
	organizations: [],
	id: null,
	sort: '-createdAt',
	skip: 0,
	limit: 1,
} as const;

/** A patient, once what is asked of it is asked of `connection`. */
function admit(connection: Connection, approach: Way, probing: Probing): Patient {
	let asked: Promise<Answer> | null = null;
	return {
		connection,
		approach,
		probing,
		newest() {
			asked ??= connection.client.load(ONE_JOB, probing.signal);
			return asked;
		},
	};
}

async function prepare(
	given: Arguments,
	environment: Environment,
	scenarios: readonly string[],
	signal: AbortSignal,
): Promise<Patient> {
	const configured = await withConfiguration(given, environment);
	const { server, timeout } = readAccountOptions(configured, environment, scenarios);
	const probing = { timeout, signal };
	if (server.kind === 'demo') {
		const identity = { server: safe`127.0.0.1`, user: safe`demo`, simulated: true, verified: true };
		const connection = await connect({ ...server, identity }, timeout, systemClock);
		const { trust, origin } = connection;
		return admit(connection, { trust, tunnel: null, address: addressOf(new URL(origin.server)) }, probing);
	}
	const { url } = server;
	const approach = await readApproach(server, environment);
	const { credentials, user, from } = await readSignIn(server, { environment, clock: systemClock, ask: null });
	const identity = { server: toSafeText(url.host), user, simulated: false, verified: true };
	const target = { kind: 'remote', url, credentials, signInFrom: from, identity, agent: null, ...approach } as const;
	return admit(await connect(target, timeout, systemClock), approach, probing);
}

/** Looks step by step at what it takes to connect, and ends with the exit code of the first step that failed. */
export async function runDoctor(
	given: Arguments,
	environment: Environment,
	scenarios: readonly string[],
): Promise<number> {
	const isJson = readOutput(given) === 'json';
	const isTerminal = { stdin: process.stdin.isTTY, stdout: process.stdout.isTTY };
	const ascii = given.flags.has('ascii') || !readCapabilities(environment, isTerminal).unicode;
	const { signal, code } = interruptible();
	const step = safe`configuration`;
	let findings: readonly Finding[];
	let failure: Failure | null = null;
	let patient: Patient | null = null;
	try {
		patient = await prepare(given, environment, scenarios, signal);
		const { origin, signInFrom } = patient.connection;
		const text = safe`${toSafeText(origin.server)}, sign-in by ${signInFrom}`;
		const taken = await takeSteps(patient);
		failure = taken.failure;
		findings = [{ step, state: 'good', text, advice: null }, ...taken.findings];
	} catch (error) {
		const interrupted = code();
		if (interrupted !== null) return interrupted;
		if (!(error instanceof FailureError) || patient !== null) throw error;
		failure = error.failure;
		findings = [failed(step, failure), ...skipSteps()];
	} finally {
		await patient?.connection.close();
	}
	for (const { step: name, state } of findings) debug(safe`step ${name}: ${toSafeText(state)}`);
	if (isJson) await print(safe`${formatDoctorJson(findings, given.flags.has('demo'), failure)}\n`);
	else {
		const lines = doctorLines(findings).map(line => (ascii ? toAscii(line) : line));
		await print(
			joinSafe(
				lines.map(line => safe`${line}\n`),
				safe``,
			),
		);
	}
	if (isJson && failure !== null) tellFailure(failure);
	return failure === null ? EXIT_CODES.done.code : exitCodeOf(failure);
}
