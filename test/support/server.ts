import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createCertificate, type ServerCertificate } from '../../source/demo/certificate.ts';
import { type SecureSimulator, type SecureSimulatorOptions, startSimulator } from '../../source/demo/simulator.ts';
import { type Clock, systemClock } from '../../source/live/clock.ts';

/** The published sample's rows. */
export const SAMPLE: readonly unknown[] = JSON.parse(
	readFileSync('test/fixtures/synchronization-jobs.json', 'utf8'),
).resources;

/** A simulator, and the flags that lead the program to it. */
export interface TestServer {
	readonly simulator: SecureSimulator;
	/** Its certificate and key, for one that takes its place. */
	readonly identity: ServerCertificate;
	readonly folder: string;
	readonly caFile: string;
	readonly passwordFile: string;
	/** `--url … --ca-file … --user … --password-file …` */
	readonly flags: readonly string[];
	/** How often something was asked for; jobs for certificates, which the monitor asks for beside its polls, do not count. */
	count(purpose: SecureSimulator['requests'][number]['purpose']): number;
}

/** A clock whose wall does not move: under it no job starts or ends, so that a server asked twice says the same. */
export function stillClock(): Clock {
	const began = systemClock.now();
	return { ...systemClock, now: () => began };
}

function isBeside(path: string): boolean {
	return path.includes('/certificates/');
}

/** Starts a simulator for one test; the sample's rows unless the options say otherwise. */
export async function serve(t: TestContext, options: Partial<SecureSimulatorOptions> = {}): Promise<TestServer> {
	const world = options.scenario === undefined ? { rows: SAMPLE } : {};
	const identity = await createCertificate({ now: systemClock.now() });
	const simulator = await startSimulator({ clock: systemClock, certificate: identity, ...world, ...options });
	const folder = mkdtempSync(join(tmpdir(), 'cckm-top-test-'));
	t.after(async () => {
		await simulator.close();
		rmSync(folder, { recursive: true, force: true });
	});
	const caFile = join(folder, 'ca.pem');
	const passwordFile = join(folder, 'password');
	writeFileSync(caFile, simulator.certificate);
	writeFileSync(passwordFile, `${simulator.password}\n`, { mode: 0o600 });
	return {
		simulator,
		identity,
		folder,
		caFile,
		passwordFile,
		flags: ['--url', simulator.url, '--ca-file', caFile, '--user', simulator.user, '--password-file', passwordFile],
		count: purpose =>
			simulator.requests.filter(request => request.purpose === purpose && !isBeside(request.path)).length,
	};
}
