import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulateOptions } from '../command-line/options.ts';
import { DEFAULT_SCENARIO, isScenarioName } from '../demo/scenarios.ts';
import { startSimulator } from '../demo/simulator.ts';
import { systemClock } from '../live/clock.ts';
import { readRows } from './files.ts';
import { interruptible } from './signals.ts';

/** Serves the simulator until a signal ends it. Its CA and password lie in a folder of their own, gone afterwards. */
export async function runSimulate({ port, scenario, seed, jobsFile }: SimulateOptions): Promise<number> {
	const interruption = interruptible();
	const rows = jobsFile === null ? {} : { rows: await readRows(jobsFile) };
	const name = scenario !== null && isScenarioName(scenario) ? scenario : DEFAULT_SCENARIO;
	const simulator = await startSimulator({ clock: systemClock, scenario: name, seed, port, ...rows });
	const folder = await mkdtemp(join(tmpdir(), 'cckm-top-simulator-'));
	const caFile = join(folder, 'ca.pem');
	const passwordFile = join(folder, 'password');
	await writeFile(caFile, simulator.certificate);
	await writeFile(passwordFile, `${simulator.password}\n`, { mode: 0o600 });
	const address = `--url ${simulator.url} --ca-file ${caFile} --user ${simulator.user} --password-file ${passwordFile}`;
	process.stdout.write(
		[
			`SIMULATOR      ${rows.rows === undefined ? `scenario ${name}, seed ${seed}` : `rows of ${jobsFile}`}; not a CipherTrust Manager`,
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
	await rm(folder, { recursive: true, force: true });
	return interruption.code() ?? 0;
}
