import type { Subject } from './camera.ts';

/** What is done before a picture is taken: time passes, then keys are pressed. */
export interface Shot {
	/** In milliseconds. */
	readonly pass?: number;
	readonly keys?: string;
}

/** A picture that stands in the documents as text, and beside them as SVG. */
export interface Still extends Shot {
	readonly name: string;
	/** What is to be seen, for those who do not see it. */
	readonly title: string;
}

/** Stills that are taken one after the other of the same run. */
export interface Scene extends Subject {
	readonly stills: readonly Still[];
}

/** Pictures that follow each other by themselves, and begin again. */
export interface Film extends Subject {
	readonly name: string;
	readonly title: string;
	readonly shots: readonly Shot[];
	/** How long each is shown, in milliseconds. */
	readonly pace: number;
	/** Which of them stands still for those who want no motion. */
	readonly emblem: number;
}

/** Every still, each from what the one before has left. */
export const SCENES: readonly Scene[] = [
	{
		columns: 100,
		rows: 24,
		flags: ['--demo'],
		stills: [
			{
				name: 'jobs',
				keys: 'ee',
				title: 'The list of synchronization jobs with health beside status, and below it why one of them is degraded',
			},
			{
				name: 'organizations',
				keys: ']j',
				title: 'Organizations with their last sixteen outcomes; one of them fails since two hours',
			},
			{ name: 'errors', keys: ']', title: 'Kinds of errors with the jobs and organizations that met them' },
			{ name: 'timeline', keys: ']', title: 'What happened, newest first' },
		],
	},
	{
		columns: 40,
		rows: 12,
		flags: ['--demo'],
		stills: [{ name: 'narrow', title: 'The worst jobs first, in a pane of forty columns and twelve rows' }],
	},
];

/** From one poll to the next. */
const POLL = 5000;
const wait = (polls: number): Shot[] => Array.from({ length: polls }, () => ({ pass: POLL }));

/** The demo's incident: one tenant fails, then all do, then they recover; a reader goes after it with a few keys. */
export const FILM: Film = {
	name: 'incident',
	title: 'An incident as the monitor shows it: one organization fails, then all of them, then they recover',
	columns: 100,
	rows: 24,
	flags: ['--demo=incident'],
	pace: 600,
	emblem: 16,
	shots: [
		{ pass: 4 * POLL },
		...wait(4),
		{ keys: 'E' },
		...wait(2),
		{ keys: ']' },
		...wait(8),
		{ keys: ']' },
		...wait(2),
		{ keys: ']g' },
		...wait(10),
	],
};
