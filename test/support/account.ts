import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { SecureSimulatorOptions } from '../../source/demo/simulator.ts';
import { CLEAN } from './clean-environment.ts';
import { type ProgramOptions, type ProgramResult, runProgram } from './program.ts';
import { serve, type TestServer } from './server.ts';

/** A simulator, and a home in which the program keeps sign-ins. */
export interface AccountRig {
	readonly server: TestServer;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Where the sign-ins are. */
	readonly folder: string;
	/** `--url … --ca-file … --user …`, without a password. */
	readonly who: readonly string[];
	run(args: readonly string[], more?: Omit<ProgramOptions, 'args'>): Promise<ProgramResult>;
	/** Signs in with the simulator's password. */
	login(): Promise<ProgramResult>;
	names(): string[];
	/** Changes the one sign-in that is kept. */
	edit(change: (record: Record<string, unknown>) => Record<string, unknown>): void;
}

/** What makes the token of a kept sign-in one that has run out. */
export function runOut(record: Record<string, unknown>): Record<string, unknown> {
	return { ...record, issuedAt: 0 };
}

/** Starts both for one test. */
export async function openAccount(t: TestContext, options: Partial<SecureSimulatorOptions> = {}): Promise<AccountRig> {
	const server = await serve(t, options);
	const home = join(server.folder, 'state');
	mkdirSync(home);
	const folder = join(home, 'cckm-top', 'sign-ins');
	const env = { ...CLEAN, XDG_STATE_HOME: home };
	const run = (args: readonly string[], more: Omit<ProgramOptions, 'args'> = {}) =>
		runProgram({ ...more, args, env: { ...env, ...more.env } });
	const names = () => (existsSync(folder) ? readdirSync(folder) : []);
	return {
		server,
		env,
		folder,
		who: server.flags.slice(0, 6),
		run,
		login: () => run(['login', ...server.flags]),
		names,
		edit(change) {
			const path = join(folder, names()[0] ?? '');
			writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
		},
	};
}
