import type { SafeText } from '../model/safe-text.ts';
import type { PrivateFolder } from './private-folder.ts';

/** The certificates that the reader has trusted, by server: a file for each, with a fingerprint on each line. */
export interface PinStore {
	/** The file for a server, for telling the reader. */
	fileOf(host: string, port: number): SafeText;
	/** The lines for a server as they stand there, comments left out; null where there is no file. */
	read(host: string, port: number): Promise<readonly string[] | null>;
	/** Adds a fingerprint to those of a server. */
	add(host: string, port: number, fingerprint: SafeText): Promise<void>;
}

/** Nothing of a host's name but its brackets has a meaning in a path. */
function nameOf(host: string, port: number): string {
	return `${host.replaceAll(/[[\]/\\]/g, '')}:${port}`;
}

/** Creates the store in a folder of its own. */
export function createPinStore(folder: PrivateFolder): PinStore {
	return {
		fileOf: (host, port) => folder.pathOf(nameOf(host, port)),
		async read(host, port) {
			const text = await folder.read(nameOf(host, port));
			if (text === null) return null;
			const lines = text.split('\n').map(line => line.replace(/#.*/, '').trim());
			return lines.filter(line => line !== '');
		},
		async add(host, port, fingerprint) {
			const name = nameOf(host, port);
			const before = (await folder.read(name)) ?? '# SHA-256 fingerprints of the certificates to trust, one a line\n';
			await folder.write(name, `${before.replace(/([^\n])$/, '$1\n')}${fingerprint}\n`);
		},
	};
}
