import { spawnSync } from 'node:child_process';

/** Why a test that needs a program is not run, to be told beside its name; false where the program is there. */
export function without(program: string): string | false {
	const { error } = spawnSync(program, ['--version'], { stdio: 'ignore' });
	return error === undefined ? false : `not run: ${program} is not installed`;
}

/** Runs a program with `input` on its stdin, and gives its exit code and all that it says. */
export function runTool(
	program: string,
	args: readonly string[],
	input = '',
): { readonly code: number | null; readonly said: string } {
	const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' });
	return { code: status, said: `${stdout}${stderr}` };
}
