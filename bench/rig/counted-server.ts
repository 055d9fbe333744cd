import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { LoggedRequest } from '../../source/demo/request-log.ts';
import { type SecureSimulatorOptions, startSimulator } from '../../source/demo/simulator.ts';
import { systemClock } from '../../source/live/clock.ts';
import { JOB_PATHS } from '../../source/model/job-path.ts';
import type { Server } from './rig.ts';

/** A simulator in this process, with a view of all that goes to it and comes from it. */
export interface CountedServer extends Server {
	readonly requests: readonly LoggedRequest[];
	/** How many polls have begun: each asks once for the first page of all jobs, whatever their status. */
	polls(): number;
	/** Bytes on the wire so far, both ways, TLS included. */
	bytes(): number;
	close(): Promise<void>;
}

const KEYS = `/api${JOB_PATHS.keys}`;

/** Starts one. Its rows may be changed while it runs: what is asked for next is what stands there then. */
export async function startCountedServer(options: Omit<SecureSimulatorOptions, 'clock'>): Promise<CountedServer> {
	const simulator = await startSimulator({ clock: systemClock, ...options });
	const sockets = new Set<Socket>();
	let bytes = 0;
	const relay = (from: Socket, to: Socket) => {
		sockets.add(from);
		from.on('data', (chunk: Buffer) => {
			bytes += chunk.length;
		});
		from.on('error', () => to.destroy());
		from.on('close', () => sockets.delete(from));
		from.pipe(to);
	};
	const meter = createServer(client => {
		const server = connect(simulator.port, '127.0.0.1');
		relay(client, server);
		relay(server, client);
	});
	meter.listen(0, '127.0.0.1');
	await once(meter, 'listening');
	const { port } = meter.address() as AddressInfo;
	return {
		flags: ['--url', `https://127.0.0.1:${port}`, '--pin-sha256', simulator.fingerprint, '--user', simulator.user],
		env: { CCKM_TOP_PASSWORD: simulator.password },
		requests: simulator.requests,
		polls: () =>
			simulator.requests.filter(
				({ path, query }) => path === KEYS && /(?:^|&)skip=0(?:&|$)/.test(query) && !query.includes('overall_status='),
			).length,
		bytes: () => bytes,
		async close() {
			for (const socket of sockets) socket.destroy();
			meter.close();
			await simulator.close();
		},
	};
}
