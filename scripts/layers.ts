/** What a folder of `source/` holds, what it may import, and what of the world it may touch. */
export interface Layer {
	readonly about: string;
	/** Other folders of `source/`; its own it may always import. */
	readonly layers: readonly string[];
	/** Packages, modules of Node and files outside `source/`; `*` stands for any ending. */
	readonly modules: readonly string[];
	readonly powers: readonly Power[];
}

/** What a function can do that its arguments do not give it. */
export type Power = keyof typeof POWERS;

/** The globals that give each power. Where a folder may not touch them, what they give comes in as an argument. */
export const POWERS = {
	'the time': ['Date', 'performance'],
	timers: ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
	chance: ['Math.random', 'crypto'],
	'the process': ['process', 'console'],
	'the network': ['fetch', 'globalThis.fetch', 'WebSocket', 'XMLHttpRequest'],
} as const;

/** For the places where the world comes in. */
export const EVERY_POWER: readonly Power[] = ['the time', 'timers', 'chance', 'the process', 'the network'];

/** Who may import whom, from the inside out. The name of a file stands for that file alone, before its folder's. */
export const LAYERS: Readonly<Record<string, Layer>> = {
	model: {
		about: 'what a job is; values and functions of values',
		layers: [],
		modules: ['valibot', 'string-width'],
		powers: [],
	},
	live: {
		about: 'values that change with time: store, poller, schedule',
		layers: ['model'],
		modules: [],
		powers: [],
	},
	'live/clock.ts': {
		about: 'the one door to time',
		layers: [],
		modules: ['node:os'],
		powers: ['the time', 'timers'],
	},
	api: {
		about: 'the server: requests, trust, signing in, paging',
		layers: ['model', 'live'],
		modules: ['valibot', 'node:crypto', 'node:http', 'node:https', 'node:net', 'node:stream', 'node:tls', 'node:util'],
		powers: [],
	},
	journal: {
		about: 'what was seen, kept as lines of files that are handed in',
		layers: ['model', 'live'],
		modules: ['valibot', 'node:crypto'],
		powers: [],
	},
	store: {
		about: 'what is remembered from one start to the next, sign-ins among it: private files',
		layers: ['model', 'live', 'api', 'journal'],
		modules: ['valibot', 'node:crypto', 'node:fs', 'node:fs/promises', 'node:path'],
		powers: [],
	},
	'store/process-mark.ts': {
		about: 'which process is which, and whether it still runs',
		layers: [],
		modules: ['node:crypto', 'node:fs', 'node:os'],
		powers: ['the process'],
	},
	session: {
		about: 'the monitor without its screen: state, keys, what each frame says',
		layers: ['model', 'live'],
		modules: [],
		powers: [],
	},
	output: {
		about: 'printing without a screen',
		layers: ['model', 'live'],
		modules: [],
		powers: [],
	},
	terminal: {
		about: 'the terminal itself: what it can do, its clipboard, every way out of it',
		layers: [],
		modules: ['node:*'],
		powers: EVERY_POWER,
	},
	ui: {
		about: 'the screen; Ink and React live here and nowhere else',
		layers: ['model', 'live', 'session', 'terminal'],
		modules: ['ink', 'ink-spinner', 'ink-table', 'react'],
		powers: [],
	},
	demo: {
		about: 'the simulator, a real server on this machine',
		layers: ['model', 'live'],
		modules: [
			'valibot',
			'@peculiar/x509',
			'node:crypto',
			'node:http',
			'node:https',
			'node:net',
			'node:util',
			'node:zlib',
		],
		powers: [],
	},
	'command-line': {
		about: 'what can be asked for: commands, flags, environment, exit codes',
		layers: ['model'],
		modules: [],
		powers: [],
	},
	configuration: {
		about: 'what configuration files say, their texts handed in',
		layers: ['model', 'command-line'],
		modules: ['smol-toml', 'yaml', 'node:path'],
		powers: [],
	},
	run: {
		about: 'one file per command: puts the others together and hands them the world',
		layers: [
			'model',
			'live',
			'api',
			'journal',
			'store',
			'session',
			'output',
			'terminal',
			'ui',
			'demo',
			'command-line',
			'configuration',
		],
		modules: ['cross-fetch', 'meow', 'package.json', 'node:*'],
		powers: EVERY_POWER,
	},
	'cli.ts': {
		about: 'where the program begins and its exit code is set',
		layers: ['model', 'output', 'demo', 'terminal', 'command-line', 'configuration', 'run'],
		modules: ['node:*'],
		powers: EVERY_POWER,
	},
};

/** Names of packages that only one file may import: text is drawn where it is known to be safe, and nowhere else. */
export const ONLY_IN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	ink: { Text: 'ui/parts/line.tsx' },
};

/** A file longer than this has more than one idea. */
export const LONGEST_FILE = 250;
