import { spawnSync } from 'node:child_process';

/** Other programs to compare with, and the packages of Debian that hold them. */
const PACKAGES = { curl: 'curl', jq: 'jq', htop: 'htop', watch: 'procps' } as const;

/** A program to compare with. */
export type Tool = keyof typeof PACKAGES;

/** Longest wait for a package, in milliseconds. */
const INSTALLING = 60_000;

function isThere(tool: string): boolean {
	return spawnSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' }).status === 0;
}

/** Whether all of these are there. What is missing is installed where that is possible without asking anybody. */
export function haveTools(...tools: readonly Tool[]): boolean {
	for (const tool of tools.filter(tool => !isThere(tool))) {
		if (process.getuid?.() !== 0 || !isThere('apt-get')) return false;
		process.stderr.write(`installing ${tool} to compare with\n`);
		spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', PACKAGES[tool]], {
			stdio: 'ignore',
			timeout: INSTALLING,
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	}
	return tools.every(isThere);
}
