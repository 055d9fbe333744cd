/** Laid over the environment of whoever runs the tests: none of their credentials, and a home that is not theirs. */
export const CLEAN: Readonly<Record<string, string | undefined>> = {
	...Object.fromEntries(
		Object.keys(process.env)
			.filter(name => /^(CCKM|CIPHERTRUST|KSCTL|CM_|NO_SSL)/.test(name))
			.map(name => [name, undefined]),
	),
	NODE_DEBUG: undefined,
	HOME: '/nowhere',
	XDG_CONFIG_HOME: '/nowhere',
	XDG_STATE_HOME: '/nowhere',
	// A test that wants a journal says where.
	CCKM_TOP_JOURNAL: 'off',
};
