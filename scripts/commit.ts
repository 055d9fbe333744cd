import { spawnSync } from 'node:child_process';

/** What the program is made of. */
const SOURCES = ['source', 'scripts', 'package.json', 'package-lock.json'];

/**
 * The commit that the checkout in `folder` stands at, and whether what the program is made of is changed since; null
 * where there is no checkout, as with sources out of an archive.
 */
export function readCommit(folder: string): string | null {
	const git = (...args: readonly string[]) => {
		// What a hook tells of its own repository would count for more than where this is run.
		const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
		const { status, stdout } = spawnSync('git', args, { cwd: folder, env, encoding: 'utf8' });
		return status === 0 ? stdout : null;
	};
	// Below the top of another repository, its commit would say nothing of these sources.
	const [prefix, commit] = git('rev-parse', '--show-prefix', '--short=12', 'HEAD')?.split('\n') ?? [];
	const changes = git('--no-optional-locks', 'status', '--porcelain', '--', ...SOURCES);
	if (prefix !== '' || commit === undefined || changes === null) return null;
	return changes === '' ? commit : `${commit} with changes`;
}
