import type { Socket } from 'node:net';
import { answer, type Reaction } from './fault-server.ts';

/** What a server, or something on the way to it, does to an answer, and what the screen says of it. */
export interface WireFault {
	/** Begins with its number in the catalogue of faults. */
	readonly name: string;
	readonly reaction: Reaction;
	/** How the failure is named beside the age of the data; null where the answer is good all the same. */
	readonly says: string | RegExp | null;
	/** Whether only the deadline ends it. */
	readonly late?: true;
	/** How long until the next attempt, as the screen says it; the interval where left out. */
	readonly retry?: string;
}

/** Sends these bytes and ends the connection. */
export function send(...parts: readonly (string | Uint8Array)[]): Reaction {
	return socket => void socket.end(Buffer.concat(parts.map(part => Buffer.from(part))));
}

/** Sends these bytes and tears the connection down. */
export function tear(begin: string): Reaction {
	return socket => void socket.write(begin, () => socket.resetAndDestroy());
}

/** Sends one byte after the other for as long as anybody listens. */
export function drip(text: string): Reaction {
	return socket => {
		let sent = 0;
		const timer = setInterval(() => socket.write(text.charAt(sent++ % text.length)), 5);
		socket.on('close', () => clearInterval(timer));
	};
}

function pour(socket: Socket, chunk: string): void {
	const go = () => {
		while (!socket.destroyed && socket.write(chunk));
	};
	socket.on('drain', go);
	go();
}

/** Sends the beginning once and then the same again and again, without end. */
export function flood(begin: string, chunk: string): Reaction {
	return socket => {
		socket.write(begin);
		pour(socket, chunk);
	};
}

/** Sends bytes as if they were compressed. */
export function compressed(encoding: string, bytes: Uint8Array): Reaction {
	const bomb = answer(bytes, { 'Content-Encoding': encoding });
	return socket => void socket.write(bomb);
}
