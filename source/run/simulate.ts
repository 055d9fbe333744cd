import type { SimulateOptions } from '../command-line/options.ts';
import { DEFAULT_SCENARIO, isScenarioName } from '../demo/scenarios.ts';
import { startSimulator } from '../demo/simulator.ts';
import { systemClock } from '../live/clock.ts';
import { joinSafe, safe, toSafeText } from '../model/safe-text.ts';
import { readRows } from './files.ts';
import { print } from './print.ts';
import { interruptible } from './signals.ts';
import { openSimulatorHome } from './simulator-home.ts';

/** Serves the simulator until a signal ends it, and says how to reach it. */
export async function runSimulate({ port, scenario, seed, jobsFile }: SimulateOptions): Promise<number> {
	const interruption = interruptible();
	const rows = jobsFile === null ? {} : { rows: await readRows(jobsFile) };
	const name = scenario !== null && isScenarioName(scenario) ? scenario : DEFAULT_SCENARIO;
	const home = await openSimulatorHome(port, systemClock.now());
	const { certificate, password, caFile, passwordFile } = home;
	try {
		const simulator = await startSimulator({
			clock: systemClock,
			scenario: name,
			seed,
			port,
			certificate,
			password,
			...rows,
		});
		const [ca, secret] = [toSafeText(caFile), toSafeText(passwordFile)];
		const [url, user] = [toSafeText(simulator.url), toSafeText(simulator.user)];
		const world =
			jobsFile === null ? safe`scenario ${toSafeText(name)}, seed ${seed}` : safe`rows of ${toSafeText(jobsFile)}`;
		await print(
			joinSafe(
				[
					safe`SIMULATOR      ${world}; not a CipherTrust Manager`,
					safe`URL            ${url}`,
					safe`CA file        ${ca}`,
					safe`fingerprint    ${toSafeText(simulator.fingerprint)}`,
					safe`user           ${user}`,
					safe`password file  ${secret}`,
					safe``,
					safe`cckm-top --url ${url} --ca-file ${ca} --user ${user} --password-file ${secret}`,
					safe``,
				],
				safe`\n`,
			),
		);
		await interruption.happened;
		await simulator.close();
	} finally {
		await home.close();
	}
	return interruption.code() ?? 0;
}
