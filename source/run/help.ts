import meow from 'meow';
import packageJson from '../../package.json' with { type: 'json' };
import { type CommandName, usage } from '../command-line/commands.ts';
import { SCENARIOS } from '../demo/scenarios.ts';
import { joinSafe, type SafeText, safe, splitLines, toSafeText } from '../model/safe-text.ts';
import { commitText } from './commit.ts';

/** The program's words about itself. Only they need meow, which takes longer to load than all that `list` does. */
function describe(help: string) {
	return meow(help, { importMeta: import.meta, pkg: packageJson, argv: [], description: false });
}

/** What a command does and takes. */
export function helpText(command: CommandName): SafeText {
	const scenarios = Object.entries(SCENARIOS).map(([name, { summary }]) => `${name.padEnd(10)}  ${summary}`);
	return safe`${joinSafe(splitLines(toSafeText(describe(usage(command, scenarios)).help)), safe`\n`)}\n`;
}

/** The version of the program, the commit that it was built from, and the Node that runs it. */
export function versionText(): SafeText {
	const version = toSafeText(describe('').pkg.version ?? '');
	return safe`cckm-top ${version} (${commitText()}, Node ${toSafeText(process.versions.node)})\n`;
}
