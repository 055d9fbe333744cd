import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effort, IS_LONG } from '../hostile/effort.ts';
import { assertScreenLeft } from '../support/left-screen.ts';
import { programPath } from '../support/program.ts';
import { tally } from '../support/tally.ts';
import { assertSignedOut, type OpenOptions, PHASES, type Standing, shellCode } from './rig.ts';

/** One way to end, and what it has to come to. */
interface WayOut {
	readonly id?: string;
	readonly act: (standing: Standing) => void;
	readonly code: number;
	readonly options?: OpenOptions;
	/** What it tells at the end, where it tells anything. */
	readonly says?: RegExp;
	/** The phases in which there is this way. */
	readonly phases: readonly (keyof typeof PHASES)[];
}

const EVERY = Object.keys(PHASES) as (keyof typeof PHASES)[];
const ASKING = ['at the password prompt', 'at the question whom to trust'] as const;
const DRAWN = EVERY.filter(phase => !ASKING.some(asking => asking === phase));
/** A fault is met in the same way whatever is typed, and in every phase where there is time for it. */
const TELLING = IS_LONG ? DRAWN : (['before Ink is there', 'with jobs on the screen'] as const);
const READING = ['while it connects', 'with jobs on the screen'] as const;

const key =
	(keys: string) =>
	({ pty, letInk }: Standing) => {
		pty.send(keys);
		letInk();
	};
const signal =
	(name: NodeJS.Signals) =>
	({ pty }: Standing) =>
		pty.signal(name);

/** A fault that is planted in the program; nothing here makes one happen otherwise. */
const fault = (plant: string, more: Partial<WayOut> = {}): WayOut => ({
	act: ({ pty }) => pty.signal('SIGUSR2'),
	code: 1,
	options: { plant },
	says: /cckm-top ended by a fault of its own; its report is/,
	phases: TELLING,
	...more,
});

/** Starts the program with nobody at the other end of stderr. */
const WITHOUT_STDERR = ['bash', '-c', 'exec 2> >(:); wait $!; exec "$0" "$@"', process.execPath, programPath];

const WAYS_OUT: Readonly<Record<string, WayOut>> = {
	SIGINT: { act: signal('SIGINT'), code: 130, phases: EVERY },
	SIGTERM: { act: signal('SIGTERM'), code: 143, phases: EVERY },
	SIGHUP: { act: signal('SIGHUP'), code: 129, phases: EVERY },
	SIGQUIT: { act: signal('SIGQUIT'), code: 131, phases: EVERY },
	'Ctrl-C': { act: key('\u0003'), code: 0, phases: DRAWN },
	'Ctrl-C ': { act: key('\u0003'), code: 130, phases: ASKING },
	'the key q': { act: key('q'), code: 0, phases: READING },
	'the key Q': { act: key('Q'), code: 0, phases: READING },
	'an error nobody catches': fault("throw new Error('planted')"),
	'a rejection nobody catches': fault("Promise.reject(new Error('planted'))"),
	'process.exit()': fault('process.exit(7)', { code: 7, says: /^/ }),
	'an error that cannot be told': fault(
		"const e=new Error('planted');Object.defineProperty(e,'stack',{get(){throw new Error('again')}});throw e",
		{ id: 'L14', says: /no report could be written/ },
	),
	'one error after the other, in the last moment too': fault(
		"process.prependListener('exit',()=>{throw new Error('last')});setInterval(()=>{throw new Error('again')},1);throw new Error('planted')",
		{ id: 'L14', phases: READING },
	),
	'an error with nobody at stderr': fault("throw new Error('planted')", {
		id: 'L14 L06',
		options: { plant: "throw new Error('planted')", argv: WITHOUT_STDERR },
		says: /^/,
		phases: READING,
	}),
};

for (const [name, { id = 'L01', act, code, options, says, phases }] of Object.entries(WAYS_OUT)) {
	for (const phase of phases) {
		test(`${id} ${name.trimEnd()} ${phase} puts the terminal back as it was`, async t => {
			for (let round = effort(1, 5); round > 0; round--) {
				const standing = await PHASES[phase](t, options);
				const { pty } = standing;
				act(standing);
				const ending = await pty.waitForEnd();
				assert.equal(shellCode(ending), code, pty.output());
				assert.equal(ending.termios, pty.termiosBefore);
				assertScreenLeft(pty);
				if (says !== undefined) assert.match(pty.output(), says);
				// A process that exits in the middle of everything has no time for it.
				if (name !== 'process.exit()' && phase !== 'while it connects') await assertSignedOut(standing);
				tally(t, 'ways out', 1);
			}
		});
	}
}
