/** A weakness to plant: what it is, where, and the tests of which one must fail. */
export interface Mutant {
	readonly weakness: string;
	readonly file: string;
	/** Occurs once in the file. */
	readonly find: string;
	readonly replace: string;
	readonly tests: readonly string[];
}

/** Weaknesses in what must not be weak: sanitiser, secrets, tokens, trust, polling, pages and the way out of the terminal. */
export const MUTANTS: readonly Mutant[] = [
	{
		weakness: 'sanitiser: control characters of the second kind pass',
		file: 'source/model/safe-text.ts',
		find: '^[\\\\p{Cc}',
		replace: '^[',
		tests: ['test/model/safe-text.test.ts'],
	},
	{
		weakness: 'sanitiser: any number of marks stands on a letter',
		file: 'source/model/safe-text.ts',
		find: 'const MARKS_KEPT = 4;',
		replace: 'const MARKS_KEPT = 4000;',
		tests: ['test/model/safe-text.test.ts'],
	},
	{
		weakness: 'redactor: a secret prints itself',
		file: 'source/api/credentials.ts',
		find: '	toJSON(): string {\n		return REDACTED;',
		replace: '	toJSON(): string {\n		return this.#value;',
		tests: ['test/api/credentials.test.ts'],
	},
	{
		weakness: 'token: renewed when it is dead already',
		file: 'source/api/password-auth.ts',
		find: 'const RENEWAL = 0.6;',
		replace: 'const RENEWAL = 1.1;',
		tests: ['test/api/password-auth.test.ts'],
	},
	{
		weakness: 'token: a refused password is tried again',
		file: 'source/api/password-auth.ts',
		find: 'if (endsSignIn(error)) refusal = error.failure;',
		replace: '',
		tests: ['test/api/password-auth.test.ts'],
	},
	{
		weakness: 'trust: whatever certificate is shown is taken',
		file: 'source/api/trust.ts',
		find: 'if (insecure || socket.authorized) return null;',
		replace: 'if (insecure || socket.authorized || socket.encrypted) return null;',
		tests: ['test/api/trust.test.ts'],
	},
	{
		weakness: 'poller: a failure takes the data away',
		file: 'source/live/poller.ts',
		find: '		publish({\n			failure,\n			failures,',
		replace: '		publish({\n			data: null,\n			failure,\n			failures,',
		tests: ['test/live/poller.test.ts'],
	},
	{
		weakness: 'poller: what came after the end is published',
		file: 'source/live/poller.ts',
		find: 'if (!signal.aborted) use(data);',
		replace: 'use(data);',
		tests: ['test/live/poller.test.ts'],
	},
	{
		weakness: 'schedule: what a server asks for is obeyed, however little',
		file: 'source/live/schedule.ts',
		find: 'return Math.min(Math.max(retryAfter, SHORTEST_REQUESTED), LONGEST_REQUESTED);',
		replace: 'return retryAfter;',
		tests: ['test/live/schedule.test.ts'],
	},
	{
		weakness: 'paging: pages do not overlap',
		file: 'source/api/paging.ts',
		find: 'const OVERLAP = 1;',
		replace: 'const OVERLAP = 0;',
		tests: ['test/api/paging.test.ts'],
	},
	{
		weakness: 'pages: the list is taken for whole before it is',
		file: 'source/api/window.ts',
		find: 'return ended && sure === keys.length && (total === null || keys.length >= total);',
		replace: 'return ended || sure === keys.length;',
		tests: ['test/api/window.test.ts', 'test/api/watch.test.ts'],
	},
	{
		weakness: 'guard: the terminal is left raw',
		file: 'source/terminal/guard.ts',
		find: '		if (stdin.isTTY && stdin.isRaw) stdin.setRawMode(false);\n',
		replace: '',
		tests: ['test/terminal/guard.test.ts'],
	},
	{
		weakness: 'guard: a terminal that hung up is written to',
		file: 'source/terminal/guard.ts',
		find: 'const isTerminalGone = () => isLost || (hadTerminal && !isatty(stdout.fd));',
		replace: 'const isTerminalGone = () => false;',
		tests: ['test/terminal/guard.test.ts'],
	},
	{
		weakness: 'health: an organization that says unsuccessful is well',
		file: 'source/model/outcome.ts',
		find: ' && !DENIED_SUCCESS.test(text)',
		replace: '',
		tests: ['test/model/outcome.test.ts'],
	},
];
