import { checkIdentity, isEncrypted } from '../api/client-identity.ts';
import { Secret } from '../api/credentials.ts';
import type { ClientIdentity } from '../api/secure-context.ts';
import type { Environment } from '../command-line/option-values.ts';
import { KEY_PASSPHRASE, type ServerOptions } from '../command-line/server-options.ts';
import { systemClock } from '../live/clock.ts';
import { safe, toSafeText } from '../model/safe-text.ts';
import { askSecret, canAsk } from '../terminal/prompt.ts';
import { readSecretFile, readText } from './files.ts';

type ClientFiles = NonNullable<Extract<ServerOptions, { kind: 'remote' }>['client']>;

async function readPassphrase(key: string, path: string, environment: Environment): Promise<Secret | null> {
	if (!isEncrypted(key)) return null;
	const given = environment[KEY_PASSPHRASE] ?? '';
	if (given !== '') return new Secret(given);
	const typed = canAsk(process) ? await askSecret(process, safe`Passphrase of ${toSafeText(path, 200)}: `) : '';
	return typed ? new Secret(typed) : null;
}

/** Reads the client certificate and its key, and asks for the passphrase where the key has one that is given nowhere. */
export async function readIdentity(files: ClientFiles, environment: Environment): Promise<ClientIdentity> {
	const certificate = await readText(safe`certificate file`, files.certificate);
	const key = (await readSecretFile(safe`key file`, files.key)).reveal();
	const passphrase = await readPassphrase(key, files.key, environment);
	return checkIdentity({ certificate, key, passphrase }, systemClock.now());
}
