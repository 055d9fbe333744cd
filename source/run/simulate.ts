import type { SimulateOptions } from '../command-line/options.ts';
import { DEFAULT_SCENARIO, isScenarioName } from '../demo/scenarios.ts';
import { startSimulator } from '../demo/simulator.ts';
import { systemClock } from '../live/clock.ts';
import { readRows } from './files.ts';
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
		const address = `--url ${simulator.url} --ca-file ${caFile} --user ${simulator.user} --password-file ${passwordFile}`;
		process.stdout.write(
			[
				`SIMULATOR      ${jobsFile === null ? `scenario ${name}, seed ${seed}` : `rows of ${jobsFile}`}; not a CipherTrust Manager`,
				`URL            ${simulator.url}`,
				`CA file        ${caFile}`,
				`fingerprint    ${simulator.fingerprint}`,
				`user           ${simulator.user}`,
				`password file  ${passwordFile}`,
				'',
				`cckm-top ${address}`,
				'',
			].join('\n'),
		);
		await interruption.happened;
		await simulator.close();
	} finally {
		await home.close();
	}
	return interruption.code() ?? 0;
}
