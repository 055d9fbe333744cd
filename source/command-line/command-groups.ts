import type { CommandName } from './commands.ts';

/** The commands that print rows once. */
export const LISTING = ['list', 'orgs', 'errors'] as const satisfies readonly CommandName[];

/** The commands that look at jobs and choose among them. */
export const CHOOSING: readonly CommandName[] = ['monitor', ...LISTING];

/** The commands that tell other programs how things stand. */
const ONCE: readonly CommandName[] = ['check', 'status', 'metrics'];

/** The commands that go on asking without a screen. */
export const FOLLOWING: readonly CommandName[] = ['events', 'wait'];

/** The commands that go on asking. */
export const GOING_ON: readonly CommandName[] = ['monitor', ...FOLLOWING];

/** The commands that ask a server for jobs. */
export const ASKING: readonly CommandName[] = [...CHOOSING, ...ONCE, ...FOLLOWING];

/** The commands that sign in. */
export const SIGNING_IN: readonly CommandName[] = [...ASKING, 'login', 'whoami', 'doctor'];

/** The commands that a ready token will do for. */
export const WITH_TOKEN: readonly CommandName[] = [...ASKING, 'whoami', 'doctor'];

/** The commands to which a server is named. */
export const NAMING_IT: readonly CommandName[] = [...SIGNING_IN, 'logout', 'bundle', 'completion'];

/** The commands that ask a server, or are one. */
export const EVERY: readonly CommandName[] = [...SIGNING_IN, 'logout', 'simulate'];
