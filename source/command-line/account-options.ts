import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Arguments } from './arguments.ts';
import type { Flag } from './flag.ts';
import { FLAG_GROUPS, flagsOf } from './flags.ts';
import { type Environment, readChoice, readTime, SECOND } from './option-values.ts';
import { createReader, type Reader, withOrigins } from './reader.ts';
import {
	describeSecret,
	KEY_PASSPHRASE,
	readSecrets,
	readServer,
	type SecretSource,
	type ServerOptions,
} from './server-options.ts';
import type { SecretName } from './setting.ts';

/** What `login`, `logout` and `whoami` need to know. */
export interface AccountOptions {
	readonly server: ServerOptions;
	/** Milliseconds until a request is given up. */
	readonly timeout: number;
	readonly output: 'table' | 'json';
}

/** Reads how `whoami` prints, which it may do without a server. */
export function readOutput(given: Arguments): AccountOptions['output'] {
	return readChoice('output', createReader(given, {}).value('output'), 'table', ['table', 'json']);
}

/** Reads what a command about the sign-in needs. */
export function readAccountOptions(
	given: Arguments,
	environment: Environment,
	scenarios: readonly string[],
): AccountOptions {
	const reader = createReader(given, environment);
	return withOrigins(reader, () => ({
		server: readServer(reader, environment, scenarios),
		timeout: readTime('timeout', reader.value('timeout'), 10 * SECOND, 100),
		output: readOutput(given),
	}));
}

/** A value that is in force, and what gave it: a flag, a variable, or our own default. */
export interface EffectiveValue {
	readonly name: SafeText;
	readonly value: SafeText;
	readonly from: SafeText;
}

const SET = safe`‹set›`;
const NONE = safe`—`;

/** Flags that only say where a secret is: what they come to is told once, as password or token. */
const SECRET_FLAGS = ['password-file', 'password-command', 'token-file'];

/** A value as it may be shown: no PEM, and nothing that stands before the host of an address. */
function show(flag: Flag, value: string): SafeText {
	if (value.includes('-----BEGIN')) return safe`‹PEM›`;
	if (flag.value === 'URL') return toSafeText(value.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, `$1${SET}@`), 200);
	return toSafeText(value, 200);
}

function describeFlag(flag: Flag, reader: Reader): EffectiveValue {
	const name = toSafeText(flag.name);
	const origin = reader.origin(flag.name);
	const value = flag.kind === 'switch' ? String(reader.isOn(flag.name)) : reader.value(flag.name);
	if (origin !== null && value !== null) return { name, value: show(flag, value), from: origin };
	const usual = flag.kind === 'switch' ? 'false' : /\(default: (.+)\)$/.exec(flag.help)?.[1];
	return { name, value: usual === undefined ? NONE : toSafeText(usual), from: safe`default` };
}

/** Where a secret comes from, and whether it may be used. */
function tellSecret(name: SecretName, source: SecretSource): SafeText {
	const told = describeSecret(name, source);
	return source.from === 'setting' && source.isExposed ? safe`${told}, refused: others can read it` : told;
}

/** Every value in force that says which server and who, and where each is from; of secrets only that they are there. */
export function describeSources(given: Arguments, environment: Environment): readonly EffectiveValue[] {
	const reader = createReader(given, environment);
	const secrets = readSecrets(reader, environment);
	const taken = flagsOf(given.command).filter(flag => FLAG_GROUPS[0]?.flags.includes(flag));
	const flags = taken.filter(flag => flag.kind !== 'optional-text' && !SECRET_FLAGS.includes(flag.name));
	return [
		...flags.map(flag => describeFlag(flag, reader)),
		...(['password', 'token'] as const).map(name => {
			const source = secrets[name];
			return source === null
				? { name: safe`${toSafeText(name)}`, value: NONE, from: safe`not given` }
				: { name: safe`${toSafeText(name)}`, value: SET, from: tellSecret(name, source) };
		}),
		...((environment[KEY_PASSPHRASE] ?? '') === ''
			? []
			: [{ name: safe`passphrase`, value: SET, from: toSafeText(KEY_PASSPHRASE) }]),
	];
}
