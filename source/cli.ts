import './run/check-node.ts';
import { parseArguments } from './command-line/arguments.ts';
import type { CommandName } from './command-line/commands.ts';
import { CHECK_CODES, EXIT_CODES, exitCodeOf } from './command-line/exit-codes.ts';
import type { Environment } from './command-line/option-values.ts';
import {
	type Options,
	readBundleOptions,
	readOptions,
	readReplayOptions,
	readSimulateOptions,
} from './command-line/options.ts';
import { SECRET_VARIABLES } from './command-line/server-options.ts';
import { FailureError } from './model/failure.ts';
import { safe, toSafeText } from './model/safe-text.ts';
import { formatJsonFailure } from './output/json.ts';
import { withConfiguration } from './run/configuration.ts';
import { debug } from './run/debug.ts';
import { describeCrash } from './run/describe-crash.ts';
import { keepCompiled } from './run/keep-compiled.ts';
import { print } from './run/print.ts';
import { tellFailure } from './run/tell-failure.ts';
import { endWithTerminal } from './terminal/hang-up.ts';

const argv = process.argv.slice(2);
const environment = { ...process.env };
// What is started from here on, and whoever dumps this process' environment, shall not find them.
for (const name of SECRET_VARIABLES) delete process.env[name];
// Certificates are checked whatever this says, and Node's warning about it would stand on the screen.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
// Node's own answer to this signal is to open a port for a debugger, to which every user of this machine can talk.
process.on('SIGUSR1', () => undefined);
endWithTerminal(process);
// Where nobody reads what is told, the exit code still tells.
process.stderr.on('error', () => undefined);

/** The simulator's scenarios; the simulator itself is loaded only by what runs it. */
async function scenarioNames(): Promise<string[]> {
	const { SCENARIOS } = await import('./demo/scenarios.ts');
	return Object.keys(SCENARIOS);
}

/** The commands that are told apart before, because they take other options. */
type Other = 'login' | 'logout' | 'whoami' | 'simulate' | 'bundle' | 'config' | 'doctor' | 'completion';

/** Runs a command that asks a server, and gives its exit code. */
type Runner = (options: Options, environment: Environment) => Promise<number>;

/** Each is loaded only when it is asked for. */
const RUNNERS: Readonly<Record<Exclude<CommandName, Other>, () => Promise<Runner>>> = {
	monitor: async () => (await import('./run/monitor.ts')).runMonitor,
	list: async () => (await import('./run/list.ts')).runList,
	orgs: async () => (await import('./run/orgs.ts')).runOrgs,
	check: async () => (await import('./run/check.ts')).runCheck,
	status: async () => (await import('./run/status.ts')).runStatus,
	events: async () => (await import('./run/events.ts')).runEvents,
	wait: async () => (await import('./run/wait.ts')).runWait,
	metrics: async () => (await import('./run/metrics.ts')).runMetrics,
	errors: async () => (await import('./run/errors.ts')).runErrors,
};

async function run(): Promise<number> {
	await keepCompiled(environment);
	if ((environment.NODE_DEBUG ?? '') !== '') {
		const { runWithoutNodeDebug } = await import('./run/without-node-debug.ts');
		return runWithoutNodeDebug(environment);
	}
	const typed = parseArguments(argv);
	if (typed.flags.has('version') || typed.flags.has('help')) {
		const { helpText, versionText } = await import('./run/help.ts');
		await print(typed.flags.has('help') ? helpText(typed.command) : versionText());
		return EXIT_CODES.done.code;
	}
	// Whom it does not connect for may have a configuration that cannot be read.
	const given = typed.command === 'doctor' ? typed : await withConfiguration(typed, environment);
	if (given.flags.has('debug')) {
		const { startDebugLog } = await import('./run/debug-log.ts');
		startDebugLog(given, environment);
	}
	if (given.command === 'completion') {
		const { runCompletion } = await import('./run/completion.ts');
		return runCompletion(given, environment);
	}
	if (given.command === 'config') {
		const { exampleFile } = await import('./configuration/example.ts');
		await print(exampleFile());
		return EXIT_CODES.done.code;
	}
	if (given.command === 'simulate') {
		const { runSimulate } = await import('./run/simulate.ts');
		return runSimulate(readSimulateOptions(given, await scenarioNames()));
	}
	if (given.command === 'bundle') {
		const { runBundle } = await import('./run/bundle.ts');
		return runBundle(readBundleOptions(given, environment), environment);
	}
	const replay = given.command === 'monitor' ? readReplayOptions(given, environment) : null;
	if (replay !== null) {
		const { runReplay } = await import('./run/replay.ts');
		return runReplay(replay, environment);
	}
	const scenarios = given.flags.has('demo') ? await scenarioNames() : [];
	if (given.command === 'doctor') {
		const { runDoctor } = await import('./run/doctor.ts');
		return runDoctor(given, environment, scenarios);
	}
	if (given.command === 'login' || given.command === 'logout' || given.command === 'whoami') {
		const { runAccount } = await import('./run/account.ts');
		return runAccount[given.command](given, environment, scenarios);
	}
	const options = readOptions(given, environment, scenarios);
	const runner = await RUNNERS[given.command]();
	return runner(options, environment);
}

/** Whether a failure is to be told as JSON: decided from the words themselves, because they may be what is wrong. */
function wantsJson(): boolean {
	return argv.some(
		(word, index) =>
			/^(?:-o|--output)(?:=|$)/.test(word) && /^(?:nd)?json$/.test(word.split('=')[1] ?? argv[index + 1] ?? ''),
	);
}

/** Monitoring takes the codes of other commands for a verdict. */
const isCheck = argv[0] === 'check';
const unable = isCheck ? CHECK_CODES.unknown : EXIT_CODES.failed;

/** Sets the exit code. Not awaited below, because a single executable is a script that can await nothing. */
async function main(): Promise<void> {
	try {
		process.exitCode = await run();
	} catch (error) {
		if (error instanceof FailureError) {
			// Its sentence may repeat what was typed.
			debug(safe`failed: ${toSafeText(error.failure.kind)}`);
			if (wantsJson()) await print(formatJsonFailure(error.failure));
			else if (isCheck) await print((await import('./output/check.ts')).formatUnjudged(error.failure));
			tellFailure(error.failure);
			process.exitCode = isCheck ? CHECK_CODES.unknown.code : exitCodeOf(error.failure);
		} else if (process.listenerCount('uncaughtException') > 0) {
			// Whoever guards the terminal puts it back first, and ends what still runs.
			throw error;
		} else {
			// Node would print it as it is.
			process.stderr.write(safe`cckm-top ended by a fault of its own\n${describeCrash(error)}\n`);
			process.exitCode = unable.code;
		}
	}
}

// Until it is known how it ended: nothing shall be taken for done that never came to its end.
process.exitCode = unable.code;
void main();
