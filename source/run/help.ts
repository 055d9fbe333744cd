import meow from 'meow';
import packageJson from '../../package.json' with { type: 'json' };
import { type CommandName, usage } from '../command-line/commands.ts';
import { SCENARIOS } from '../demo/scenarios.ts';

/** The program's words about itself. Only they need meow, which takes longer to load than all that `list` does. */
function describe(help: string) {
	const version = `cckm-top ${packageJson.version} (Node ${process.versions.node})`;
	return meow(help, { importMeta: import.meta, pkg: packageJson, argv: [], description: false, version });
}

/** Prints what a command does and takes. */
export function showHelp(command: CommandName): never {
	const scenarios = Object.entries(SCENARIOS).map(([name, { summary }]) => `${name.padEnd(10)}  ${summary}`);
	return describe(usage(command, scenarios)).showHelp(0);
}

/** Prints the version of the program and of the Node that runs it. */
export function showVersion(): number {
	describe('').showVersion();
	return 0;
}
