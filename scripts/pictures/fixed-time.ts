import { subscribe } from 'node:diagnostics_channel';
import { statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import tls from 'node:tls';

/** The file that tells the time by when it was changed last, and the port that the simulator says it has. */
declare const CLOCK: string;
declare const PORT: number;

// Loaded before the program, which knows of time what these tell it: how late it is, how long it runs, when to go on.
const beginning = statSync(CLOCK).mtimeMs;
let now = beginning;
Date.now = () => now;
os.uptime = () => (now - beginning) / 1000 + 86_400;

/** Time passes only when no answer is waited for, or it would take too long by it: so many looks in a row. */
const LOOK_EACH = 5;
const IDLE_LOOKS = 10;
let underWay = 0;
let idle = 0;
subscribe('http.client.request.start', () => {
	underWay += 1;
});
for (const end of ['http.client.response.finish', 'http.client.request.error']) {
	subscribe(end, () => {
		underWay -= 1;
	});
}

/** Shorter waits are between the screen and the terminal, and last as long as they do. */
const SHORTEST = 1000;
const { setTimeout, clearTimeout } = globalThis;
const waiting = new Map<object, { readonly due: number; readonly task: () => void }>();
globalThis.setTimeout = new Proxy(setTimeout, {
	apply(_target, self, [task, milliseconds = 0, ...rest]) {
		if (milliseconds < SHORTEST) return Reflect.apply(setTimeout, self, [task, milliseconds, ...rest]);
		const timer = setTimeout(() => undefined, 2 ** 31 - 1);
		waiting.set(timer, { due: now + milliseconds, task: () => task(...rest) });
		return timer;
	},
});
globalThis.clearTimeout = new Proxy(clearTimeout, {
	apply(_target, self, [timer]) {
		waiting.delete(timer);
		return Reflect.apply(clearTimeout, self, [timer]);
	},
});
setInterval(() => {
	idle = underWay > 0 ? 0 : idle + 1;
	if (idle < IDLE_LOOKS) return;
	now = statSync(CLOCK).mtimeMs;
	const due = [...waiting].filter(([, { due }]) => due <= now).sort(([, one], [, other]) => one.due - other.due);
	for (const [timer, { task }] of due) {
		if (!waiting.delete(timer)) continue;
		clearTimeout(timer as NodeJS.Timeout);
		task();
	}
}, LOOK_EACH).unref();

// The simulator listens on a port that is free, and tells of one that is the same each time.
let real = 0;
const { address } = net.Server.prototype;
net.Server.prototype.address = function (this: net.Server) {
	const own = address.call(this);
	if (own === null || typeof own === 'string') return own;
	real = own.port;
	return { ...own, port: PORT };
};
const connectSocket = net.Socket.prototype.connect;
net.Socket.prototype.connect = new Proxy(connectSocket, {
	apply(_target, self, [first, ...rest]) {
		const options = Array.isArray(first) ? first[0] : first;
		if (options?.port === PORT) options.port = real;
		return Reflect.apply(connectSocket, self, [first, ...rest]);
	},
});

// OpenSSL reads a clock of its own, by which a certificate of another year is not valid; all else of it is checked.
const WRONG_YEAR = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
interface Handle {
	verifyError(): NodeJS.ErrnoException | null;
}
const connectTls = tls.connect;
tls.connect = new Proxy(connectTls, {
	apply(_target, self, values) {
		const socket = Reflect.apply(connectTls, self, values);
		const { _handle: handle } = socket as unknown as { _handle: Handle };
		const verifyError = handle.verifyError.bind(handle);
		handle.verifyError = () => {
			const error = verifyError();
			return error !== null && WRONG_YEAR.includes(error.code ?? '') ? null : error;
		};
		return socket;
	},
});

syncBuiltinESMExports();
