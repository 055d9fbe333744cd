import type { SafeText } from '../model/safe-text.ts';

/** What a configuration file gives that must not be seen. */
export type SecretName = 'password' | 'token';

/** The secrets that may stand in a configuration file, and what they are. */
export const SECRET_SETTINGS: Readonly<Record<SecretName, { readonly help: string; readonly example: string }>> = {
	password: {
		help: 'the password itself: only in a file that nobody else can read; better --password-command',
		example: 'secret',
	},
	token: { help: 'a ready bearer token itself: the same goes for it', example: 'eyJhbGciOi…' },
};

/** A value of a configuration file, and the key that it has there. */
export interface Setting {
	readonly key: SafeText;
	readonly value: string;
}

/** A secret of a configuration file; only who needs it reveals it. */
export interface SecretSetting {
	readonly key: SafeText;
	reveal(): string;
}

/** What one configuration file says, or one part of it that speaks of a server of its own. */
export interface SettingsFile {
	readonly path: SafeText;
	/** Whether it is this program's own; one of another program counts only for the server that it names. */
	readonly isOwn: boolean;
	/** Whether others than its owner can read it. */
	readonly isExposed: boolean;
	/** By the names of flags. */
	readonly settings: ReadonlyMap<string, Setting>;
	readonly secrets: ReadonlyMap<SecretName, SecretSetting>;
}
