import { createHash, createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { usageError } from '../command-line/arguments.ts';
import { createCertificate, type ServerCertificate } from '../demo/certificate.ts';
import { safe, toSafeText } from '../model/safe-text.ts';

/** Where a simulator keeps what its clients need to trust it and to sign in. */
export interface SimulatorHome {
	readonly certificate: ServerCertificate;
	readonly password: string;
	readonly caFile: string;
	readonly passwordFile: string;
	/** Removes it, where it is not kept for the next start. */
	close(): Promise<void>;
}

const OPEN_TO_OTHERS = 0o077;

/** A folder that is ours alone, made where it is not there: the temporary folder belongs to everybody. */
async function ownFolder(path: string): Promise<void> {
	await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') throw error;
	});
	const facts = await lstat(path);
	if (facts.isDirectory() && facts.uid === userInfo().uid && (facts.mode & OPEN_TO_OTHERS) === 0) return;
	throw usageError(
		safe`The folder ${toSafeText(path)} is not this user's alone.`,
		safe`Remove it, or choose another port.`,
	);
}

type Identity = Pick<SimulatorHome, 'certificate' | 'password'>;

/** What an earlier start has left, null where that is nothing whole or no longer valid. */
async function readIdentity(paths: readonly string[], now: number): Promise<Identity | null> {
	try {
		const texts = await Promise.all(paths.map(path => readFile(path, 'utf8')));
		const [certificate = '', key = '', password = ''] = texts.map(text => text.trim());
		const parsed = new X509Certificate(certificate);
		if (Date.parse(parsed.validTo) <= now || password === '' || !parsed.checkPrivateKey(createPrivateKey(key)))
			return null;
		const fingerprint = createHash('sha256').update(parsed.raw).digest('hex');
		return { certificate: { certificate: `${certificate}\n`, key, fingerprint }, password };
	} catch {
		return null;
	}
}

async function createIdentity(now: number): Promise<Identity> {
	return { certificate: await createCertificate({ now }), password: randomBytes(18).toString('base64url') };
}

/**
 * A home for a simulator: on a port of its own choice it keeps certificate and password from one start to the next, so
 * that a monitor finds the same server again; on any free port everything is new and gone afterwards.
 */
export async function openSimulatorHome(port: number, now: number): Promise<SimulatorHome> {
	const kept = port !== 0;
	const folder = kept
		? join(tmpdir(), `cckm-top-simulator-${userInfo().uid}-${port}`)
		: await mkdtemp(join(tmpdir(), 'cckm-top-simulator-'));
	await ownFolder(folder);
	const caFile = join(folder, 'ca.pem');
	const keyFile = join(folder, 'key.pem');
	const passwordFile = join(folder, 'password');
	const found = await readIdentity([caFile, keyFile, passwordFile], now);
	const { certificate, password } = found ?? (await createIdentity(now));
	if (found === null) {
		await writeFile(caFile, certificate.certificate);
		await writeFile(keyFile, certificate.key, { mode: 0o600 });
		await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
	}
	const close = () => (kept ? Promise.resolve() : rm(folder, { recursive: true, force: true }));
	return { certificate, password, caFile, passwordFile, close };
}
