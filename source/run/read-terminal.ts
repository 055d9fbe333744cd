import { usageError } from '../command-line/arguments.ts';
import type { Environment } from '../command-line/option-values.ts';
import { safe } from '../model/safe-text.ts';
import { type Capabilities, readCapabilities } from '../terminal/capabilities.ts';

/** What the terminal can do; without one that can be drawn on there is no monitor. */
export function readTerminal(environment: Environment): Capabilities {
	const { stdin, stdout } = process;
	const capabilities = readCapabilities(environment, { stdin: stdin.isTTY, stdout: stdout.isTTY });
	if (capabilities.interactive) return capabilities;
	throw usageError(
		safe`The monitor needs a terminal that it can draw on and read keys from.`,
		safe`Use \`cckm-top list\` to print the jobs once, \`cckm-top events\` to follow what happens.`,
	);
}

/** Whether what is printed must do without characters beyond ASCII: because somebody said so, or the terminal knows no more. */
export function wantsAscii({ ascii }: { readonly ascii: boolean }, environment: Environment): boolean {
	const isTerminal = { stdin: process.stdin.isTTY, stdout: process.stdout.isTTY };
	return ascii || !readCapabilities(environment, isTerminal).unicode;
}
