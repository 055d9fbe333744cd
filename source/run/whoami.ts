import { type Self, whoAmI } from '../api/who-am-i.ts';
import {
	describeSources,
	type EffectiveValue,
	readAccountOptions,
	readOutput,
} from '../command-line/account-options.ts';
import type { Arguments } from '../command-line/arguments.ts';
import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import { systemClock } from '../live/clock.ts';
import { describeFailure, FailureError } from '../model/failure.ts';
import { formatElapsed } from '../model/format.ts';
import { joinSafe, type SafeText, safe, toSafeJson, toSafeText } from '../model/safe-text.ts';
import { type Connection, connect } from './connect.ts';
import { readSignIn } from './credentials.ts';
import { print } from './print.ts';
import { findAccount, openSignIns } from './sign-ins.ts';
import { interruptible } from './signals.ts';
import { readTarget } from './target.ts';

type Row = readonly [name: SafeText, value: SafeText];

/** Rows of two columns, the first one padded. */
function formatRows(rows: readonly Row[]): SafeText {
	const width = Math.max(...rows.map(([name]) => name.length));
	const lines = rows.map(([name, value]) => safe`${name}${toSafeText(' '.repeat(width - name.length))}  ${value}\n`);
	return joinSafe(lines, safe``);
}

function describeSelf(self: Self, { origin, signInFrom }: Connection): SafeText {
	const known = (text: SafeText | null) => text ?? safe`unknown`;
	return formatRows([
		[safe`user`, known(self.user)],
		[safe`server`, toSafeText(origin.server)],
		[safe`tls`, toSafeText(origin.tls)],
		[safe`domain`, known(self.domain)],
		[safe`groups`, self.groups.length === 0 ? safe`unknown` : joinSafe(self.groups, safe`, `)],
		[safe`connection`, known(self.connection)],
		[safe`signed in by`, signInFrom],
		[safe`token`, self.tokenLife === null ? safe`unknown` : safe`${formatElapsed(self.tokenLife)} left`],
	]);
}

function selfValue({ tokenLife, ...self }: Self, { origin, signInFrom }: Connection): unknown {
	return { ...origin, ...self, signedInBy: signInFrom, tokenLifeMs: tokenLife };
}

function formatSources(sources: readonly EffectiveValue[], isJson: boolean): SafeText {
	if (isJson) return safe`${toSafeJson({ sources })}\n`;
	return formatRows(sources.map(({ name, value, from }): Row => [name, safe`${value}  (${from})`]));
}

/** The stored sign-in that would be used where neither password nor token is given. */
async function describeStored(given: Arguments, environment: Environment): Promise<EffectiveValue> {
	const name = safe`stored sign-in`;
	try {
		const { server } = readAccountOptions(given, environment, []);
		const place = server.kind === 'remote' ? await openSignIns(environment, systemClock) : null;
		const account = place === null || server.kind === 'demo' ? null : await findAccount(place, server);
		if (place === null || account === null) return { name, value: safe`—`, from: safe`none` };
		return {
			name,
			value: safe`‹set›`,
			from: safe`${toSafeText(account.user, 60)} in ${place.folder.pathOf('')}`,
		};
	} catch (error) {
		if (!(error instanceof FailureError)) throw error;
		return { name, value: safe`—`, from: describeFailure(error.failure).message };
	}
}

/** Prints who is signed in and where; with `--sources` what that is decided by, without asking anybody. */
export async function runWhoami(
	given: Arguments,
	environment: Environment,
	scenarios: readonly string[],
): Promise<number> {
	if (given.flags.has('sources')) {
		const sources = [...describeSources(given, environment), await describeStored(given, environment)];
		await print(formatSources(sources, readOutput(given) === 'json'));
		return EXIT_CODES.done.code;
	}
	const { signal, code } = interruptible();
	const options = readAccountOptions(given, environment, scenarios);
	const target = await readTarget(options.server, environment, server =>
		readSignIn(server, { environment, clock: systemClock, ask: null }),
	);
	const connection = await connect(target, options.timeout, systemClock);
	try {
		const self = await whoAmI(connection.auth, connection.http, signal);
		const isJson = options.output === 'json';
		await print(isJson ? safe`${toSafeJson(selfValue(self, connection))}\n` : describeSelf(self, connection));
		return EXIT_CODES.done.code;
	} catch (error) {
		const interrupted = code();
		if (interrupted === null) throw error;
		return interrupted;
	} finally {
		await connection.close();
	}
}
