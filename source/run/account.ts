import type { Arguments } from '../command-line/arguments.ts';
import type { Environment } from '../command-line/option-values.ts';
import { runLogin } from './login.ts';
import { runLogout } from './logout.ts';
import { runWhoami } from './whoami.ts';

/** Runs a command about the sign-in and gives its exit code; `scenarios` are the simulator's names, where it is asked. */
export type AccountRunner = (
	given: Arguments,
	environment: Environment,
	scenarios: readonly string[],
) => Promise<number>;

/** The commands about the sign-in. */
export const runAccount: Readonly<Record<'login' | 'logout' | 'whoami', AccountRunner>> = {
	login: runLogin,
	logout: runLogout,
	whoami: runWhoami,
};
