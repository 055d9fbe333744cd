import { isAbsolute, join } from 'node:path';

/**
 * Where the program keeps what it must remember from one start to the next: a folder of its own below `XDG_STATE_HOME`,
 * which counts only where it is absolute, else below `~/.local/state`.
 */
export function stateFolder(environment: Readonly<Record<string, string | undefined>>, home: string): string {
	const { XDG_STATE_HOME: base = '' } = environment;
	return join(isAbsolute(base) ? base : join(home, '.local', 'state'), 'cckm-top');
}
