import type { Clock } from '../live/clock.ts';
import type { Connection } from './connect.ts';
import type { Target } from './target.ts';

/** A connection that is made when it is first needed. What it is made of is loaded only then: TLS, HTTP, the simulator. */
export interface LateConnection {
	/** Null until it is there. */
	current(): Connection | null;
	/** The same one for all who ask. */
	get(): Promise<Connection>;
	/** Closes it where there is one; never fails. */
	close(): Promise<void>;
}

/** Prepares a connection to `target` with a deadline of `timeout` milliseconds a request. */
export function connectLate(target: Target, timeout: number, clock: Clock): LateConnection {
	let made: Promise<Connection> | null = null;
	let connection: Connection | null = null;
	const make = async () => {
		const { connect } = await import('./connect.ts');
		connection = await connect(target, timeout, clock);
		return connection;
	};
	return {
		current: () => connection,
		get() {
			made ??= make();
			return made;
		},
		async close() {
			const there = await made?.catch(() => null);
			await there?.close();
		},
	};
}
