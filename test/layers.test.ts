import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { importsOf, type SourceFile, targetOf, violations } from '../scripts/check-layers.ts';
import { LAYERS } from '../scripts/layers.ts';

function filesBelow(folder: string): SourceFile[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter(path => /\.tsx?$/.test(path))
		.map(path => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }));
}

const source = filesBelow('source');

test('every file keeps to its layer', () => {
	assert.deepEqual(violations(source), []);
});

test('every layer has files', () => {
	for (const layer of Object.keys(LAYERS)) assert.ok(existsSync(join('source', layer)), layer);
});

test('every test stands where its source stands', () => {
	const folders = new Set(source.map(({ path }) => path.split('/')[0]));
	const homeless = filesBelow('test')
		.map(({ path }) => path)
		.filter(path => /\.test\.tsx?$/.test(path) && path.includes('/') && folders.has(path.split('/')[0]))
		.filter(path =>
			['.ts', '.tsx'].every(ending => !existsSync(join('source', path.replace(/\.test\.tsx?$/, ending)))),
		);
	assert.deepEqual(homeless, []);
});

/** All files and packages that these files import, and those again, as far as they do it at once. */
function loadedBy(...paths: readonly string[]): string[] {
	const texts = new Map(source.map(({ path, text }) => [path, text]));
	const seen = new Set<string>();
	const load = (path: string) => {
		if (seen.has(path)) return;
		seen.add(path);
		for (const each of importsOf(texts.get(path) ?? '')) {
			if (each.kind !== 'static') continue;
			const target = targetOf(path, each);
			if (target === null) seen.add(each.specifier);
			else load(target);
		}
	};
	for (const path of paths) load(path);
	assert.ok(seen.size > 20);
	return [...seen];
}

test('a command without a screen loads neither Ink nor the simulator nor what reads configurations', () => {
	const unwanted = /^(?:ui\/|demo\/|configuration\/|ink|react|@peculiar|smol-toml|yaml)/;
	assert.deepEqual(
		loadedBy('cli.ts', 'run/list.ts').filter(name => unwanted.test(name)),
		[],
	);
});

test('the first frame of the monitor is there before Ink, the simulator, HTTP and TLS are loaded', () => {
	const unwanted =
		/^(?:demo\/|configuration\/|ink|react|@peculiar|cross-fetch|smol-toml|yaml|node:(?:https?|tls|net)$|run\/connect)/;
	assert.deepEqual(
		loadedBy('cli.ts', 'run/monitor.ts').filter(name => unwanted.test(name)),
		[],
	);
});

const planted: readonly [path: string, text: string, ...problems: string[]][] = [
	['model/a.ts', "import { App } from '../ui/app.tsx';", 'model/a.ts imports ui/app.tsx'],
	['model/a.ts', "import type { Store } from '../live/store.ts';", 'model/a.ts imports live/store.ts'],
	['model/a.ts', "export * from '../live/store.ts';", 'model/a.ts imports live/store.ts'],
	['model/a.ts', "export { a } from './b.ts';\nimport '../cli.ts';", 'model/a.ts imports cli.ts'],
	['model/a.ts', "const ui = await import('../ui/app.tsx');", 'model/a.ts imports ui/app.tsx'],
	['model/a.ts', 'const any = await import(name);', 'model/a.ts imports (not a literal)'],
	['model/a.ts', 'import {\n\treadFile,\n\ttype Stats,\n} from "node:fs";', 'model/a.ts imports node:fs'],
	['model/a.ts', "import chalk from 'chalk';", 'model/a.ts imports chalk'],
	['model/a.ts', "import { version } from '../../package.json';", 'model/a.ts imports package.json'],
	['model/a.ts', 'export const now = Date.now();', 'model/a.ts touches the time'],
	['model/a.ts', 'export const now = new Date().toISOString();', 'model/a.ts touches the time'],
	['model/a.ts', 'export const now = () => performance.now();', 'model/a.ts touches the time'],
	['model/a.ts', 'export const dice = () => Math.random();', 'model/a.ts touches chance'],
	['session/a.ts', 'setTimeout(() => {}, 10);', 'session/a.ts touches timers'],
	['session/a.ts', "import { useState } from 'react';", 'session/a.ts imports react'],
	['output/a.ts', 'console.log(1); process.exitCode = 1;', 'output/a.ts touches the process'],
	['api/a.ts', "globalThis.fetch('x');", 'api/a.ts touches the network'],
	['api/a.ts', "await fetch('x');", 'api/a.ts touches the network'],
	['ui/a.tsx', "import { listJobs } from '../api/client.ts';", 'ui/a.tsx imports api/client.ts'],
	['ui/a.tsx', "import { Box, Text } from 'ink';", "ui/a.tsx imports Text of ink, which is ui/parts/line.tsx's alone"],
	['ui/a.tsx', "import { Text as T } from 'ink';", "ui/a.tsx imports Text of ink, which is ui/parts/line.tsx's alone"],
	['ui/a.tsx', "import * as ink from 'ink';", "ui/a.tsx imports Text of ink, which is ui/parts/line.tsx's alone"],
	['terminal/a.ts', "import { safe } from '../model/safe-text.ts';", 'terminal/a.ts imports model/safe-text.ts'],
	['demo/a.ts', "import { requestJson } from '../api/http.ts';", 'demo/a.ts imports api/http.ts'],
	['live/a.ts', "import { uptime } from 'node:os';", 'live/a.ts imports node:os'],
	['helpers/a.ts', '', 'helpers/a.ts belongs to no layer'],
	['model/a.ts', 'x();\n'.repeat(251), 'model/a.ts has more than 250 lines'],
];

for (const [path, text, ...problems] of planted) {
	test(`planted and seen: ${problems}`, () => assert.deepEqual(violations([{ path, text }]), problems));
}

const allowed: readonly [path: string, text: string][] = [
	['model/a.ts', "import * as v from 'valibot';\nimport { b } from './b.ts';"],
	['model/a.ts', 'export const at = (ms: number) => new Date(ms).toISOString() + Date.parse("2026") + Date.UTC(1, 2);'],
	['model/a.ts', '/** Date.now and setTimeout are for others. */\nexport const text = "process.exit() fetch(x)";'],
	['model/a.ts', 'export const f = (process: { exit(): void }, performance: number) => process.exit();'],
	['model/a.ts', 'export type Clock = { setTimeout: typeof Date };\nexport const g = (x: Clock) => x.setTimeout;'],
	['live/clock.ts', "import { uptime } from 'node:os';\nsetTimeout(() => Date.now(), uptime());"],
	['ui/parts/line.tsx', "import { Box, Text } from 'ink';"],
	['ui/a.tsx', "import { type Instance, render } from 'ink';\nimport { session } from '../session/session.ts';"],
	['run/a.ts', "import { readFile } from 'node:fs/promises';\nawait import('../ui/app.tsx');\nprocess.exitCode = 1;"],
	['model/a.ts', 'x();\n'.repeat(250)],
];

for (const [path, text] of allowed) {
	test(`left alone in ${path}: ${JSON.stringify(text.slice(0, 60))}`, () =>
		assert.deepEqual(violations([{ path, text }]), []));
}
