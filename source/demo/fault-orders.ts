import * as v from 'valibot';
import { busy, type Fault, type FaultRequest, type FaultRule, htmlPage } from './faults.ts';
import {
	conflict,
	EMPTY_REPLY,
	forbidden,
	invalid,
	jsonReply,
	notFound,
	type Reply,
	serverError,
	textReply,
	unauthorized,
} from './reply.ts';
import { readBody } from './request-body.ts';

function reply(told: Reply): Fault {
	return { kind: 'reply', reply: told };
}

function page(status: number, title: string): Fault {
	return reply(textReply(status, htmlPage(`${status} ${title}`), 'text/html'));
}

/** What can be made to go wrong, by its name. */
export const ORDERABLE = {
	unauthorized: reply(unauthorized('Wrong username or password.')),
	forbidden: reply(forbidden('License not installed yet for feature CCKM')),
	'not-found': reply(notFound('')),
	conflict: reply(conflict('it already exists')),
	invalid: reply(invalid('sort: unknown property')),
	busy: reply(busy('5')),
	'busy-for-long': reply(busy('86400')),
	'busy-without-end': reply(textReply(429, 'Too many requests\n')),
	broken: reply(serverError(500, 'unexpected error')),
	'bad-gateway': page(502, 'Bad Gateway'),
	unavailable: page(503, 'Service Unavailable'),
	'gateway-timeout': page(504, 'Gateway Time-out'),
	'null-resources': reply(jsonReply(200, { skip: 0, limit: 10, total: 0, resources: null })),
	empty: reply(EMPTY_REPLY),
	slow: { kind: 'delay', milliseconds: 8000 },
	reset: { kind: 'reset' },
	silence: { kind: 'silence' },
	'no-http': { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.6\r\n' },
} satisfies Readonly<Record<string, Fault>>;

type OrderableName = keyof typeof ORDERABLE;

const orderSchema = v.strictObject({
	fault: v.picklist(Object.keys(ORDERABLE) as OrderableName[]),
	/** What the requests are for that it happens to. */
	purpose: v.optional(v.string(), 'jobs'),
	times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 1),
});

/** Faults that are ordered while the simulator runs; where none is due, what the scenario says. */
export interface FaultOrders {
	readonly rule: FaultRule;
	/** Takes an order by the body of a request: which fault, what for, and how often. */
	take(body: string): Reply;
}

/** Creates the place where faults are ordered. */
export function createFaultOrders(scenario: FaultRule): FaultOrders {
	const due = new Map<string, { readonly fault: Fault; readonly times: number }>();
	return {
		rule(request: FaultRequest) {
			const order = due.get(request.purpose);
			if (order === undefined || order.times === 0) return scenario(request);
			due.set(request.purpose, { ...order, times: order.times - 1 });
			return order.fault;
		},
		take(body) {
			const read = readBody(orderSchema, body);
			if (read.kind === 'refused') return read.reply;
			const { fault, purpose, times } = read.value;
			due.set(purpose, { fault: ORDERABLE[fault], times });
			return EMPTY_REPLY;
		},
	};
}
