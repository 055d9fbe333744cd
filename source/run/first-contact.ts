import type { Certificate } from '../api/certificate.ts';
import { createAgent, type Stranger } from '../api/trust.ts';
import { FailureError } from '../model/failure.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { PinStore } from '../store/pin-store.ts';
import { confirm } from '../terminal/confirm.ts';
import { canAsk } from '../terminal/prompt.ts';
import type { Acquaintance, Address } from './read-trust.ts';

/** A fingerprint as consoles show it: pairs with colons, half of them on a line. */
function showFingerprint(fingerprint: SafeText): SafeText[] {
	const pairs = fingerprint.toUpperCase().match(/../g) ?? [];
	return [pairs.slice(0, 16), pairs.slice(16)].map(half => toSafeText(half.join(':')));
}

/** Everything that helps to decide, and the question. */
export function introduction({ failure }: Stranger, certificate: Certificate, server: SafeText): SafeText {
	const [first = safe``, second = safe``] = showFingerprint(certificate.fingerprint);
	const facts: readonly (readonly [SafeText, SafeText])[] = [
		[safe`subject`, certificate.subject],
		[safe`issuer`, certificate.issuer],
		[safe`names`, certificate.names],
		[safe`valid`, safe`${certificate.validFrom} to ${certificate.validTo}`],
		[safe`SHA-256`, first],
		[safe``, second],
	];
	return joinSafe(
		[
			safe`The certificate of ${server} is not trusted: ${failure.reason}.`,
			safe``,
			...facts.map(([what, value]) => safe`  ${toSafeText(what.padEnd(9))} ${value}`),
			safe``,
			safe`Nothing was sent to it. Compare the SHA-256 with the one on the appliance's own console;`,
			safe`if they differ, somebody else answers in its place.`,
			...(failure.proxy === undefined
				? []
				: [safe`The way leads through the proxy ${failure.proxy}, which may be what showed it.`]),
			safe``,
			safe`Trust this certificate, and no other, for ${server} from now on? yes or [no]: `,
		],
		safe`\n`,
	);
}

/** Remembers the certificate; where that cannot be done, it is trusted for this time only. */
async function remember({ host, port }: Address, fingerprint: SafeText, store: PinStore): Promise<void> {
	try {
		await store.add(host, port, fingerprint);
		process.stderr.write(safe`It is remembered in ${store.fileOf(host, port)}\n`);
	} catch (error) {
		if (!(error instanceof FailureError)) throw error;
		process.stderr.write(safe`It is trusted for this time only: ${toSafeText(error.message)}\n`);
	}
}

/**
 * Meets a server of which nothing is known but its address, and asks the person at the terminal about a certificate that
 * the system does not vouch for; where nobody can be asked, the first request finds out. Ends with the agent to go on with
 * and the trust that it keeps to; throws the {@link FailureError} of the certificate where the answer is no.
 */
export async function meetServer(
	{ trust, tunnel }: Pick<Acquaintance, 'trust' | 'tunnel'>,
	address: Address,
	store: PinStore,
): Promise<Acquaintance> {
	if (!canAsk(process)) return { trust, tunnel, agent: null };
	const { host, port } = address;
	const agent = createAgent(trust, tunnel);
	const stranger = await agent.meet(host, port);
	if (stranger === null) return { trust, tunnel, agent };
	agent.destroy();
	const { certificate, failure } = stranger;
	const server = safe`${toSafeText(host)}:${port}`;
	if (certificate === null || !(await confirm(process, introduction(stranger, certificate, server)))) {
		throw new FailureError(failure);
	}
	await remember(address, certificate.fingerprint, store);
	const pinned = { ...trust, pins: { fingerprints: [certificate.fingerprint], file: store.fileOf(host, port) } };
	return { trust: pinned, tunnel, agent: createAgent(pinned, tunnel) };
}
