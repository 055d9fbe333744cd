import { answer, head, PAGE } from './fault-server.ts';
import { send, type WireFault } from './fault-wire.ts';

const HTML = '<html><head><title>Bad \u001b[31mGateway</title></head><body><h1>Bad Gateway</h1></body></html>';
const html = { 'Content-Type': 'text/html; charset=utf-8' };

const DATE = 'Thu, 01 Jan 2026 00:00:00 GMT';

const statuses: readonly WireFault[] = [
	...[500, 502, 503, 504, 520].flatMap((status): WireFault[] => [
		{ name: `N06 ${status} with a page`, reaction: send(answer(HTML, html, `${status} X`)), says: `HTTP ${status}` },
		{
			name: `N06 ${status} with a reason`,
			reaction: send(answer('{"message":"\\u001b[2J"}', {}, `${status} X`)),
			says: `HTTP ${status}`,
		},
		{ name: `N06 ${status} and nothing`, reaction: send(answer('', {}, `${status} X`)), says: `HTTP ${status}` },
	]),
	{ name: 'N06 an empty body', reaction: send(answer('')), says: 'unreadable answer' },
	{ name: 'N06 204', reaction: send(head({ 'Content-Type': null }, '204 No Content')), says: 'unreadable answer' },
	{ name: 'N06 205', reaction: send(answer('', {}, '205 Reset Content')), says: 'unreadable answer' },
	...['text/html', 'text/plain', 'application/octet-stream', 'application/jsonp', null].map(
		(type): WireFault => ({
			name: `N06 200 with content type ${type}`,
			reaction: send(answer(PAGE, { 'Content-Type': type })),
			says: 'unreadable answer',
		}),
	),
	{ name: 'N06 200 with a sign-in page', reaction: send(answer(HTML, html)), says: 'unreadable answer' },
	{ name: 'N06 a status that is none', reaction: send('HTTP/1.1 0 OK\r\n\r\n'), says: 'unreadable answer' },
	...[301, 302, 303, 307, 308, 304].map(
		(status): WireFault => ({
			name: `T12 ${status}`,
			reaction: send(head({ Location: 'https://127.0.0.1:9/' }, `${status} X`)),
			says: `redirected (HTTP ${status})`,
		}),
	),
	{
		name: 'T12 a redirect to a name with escapes',
		reaction: send(head({ Location: 'file:///etc/\u009b2J' }, '302 Found')),
		says: 'redirected (HTTP 302)',
	},
	{
		name: 'T13 101',
		reaction: send('HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'),
		says: 'ECONNRESET',
	},
	{
		name: 'T13 early hints',
		reaction: (s, whole) => void s.write(`HTTP/1.1 103 X\r\nLink: <x>\r\n\r\n${whole}`),
		says: null,
	},
	{
		name: 'T13 thousands of interim answers',
		reaction: (s, whole) => void s.write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(5000) + whole),
		says: null,
	},
];

const busy: readonly WireFault[] = [429, 503].flatMap(status =>
	(
		[
			['5', '5s'],
			['0', '1s'],
			['1000000000000', '10m00s'],
			['9'.repeat(400), '10m00s'],
			['-1', '5s'],
			['1e12', '5s'],
			['NaN', '5s'],
			['soon', '5s'],
			['Thu, 01 Jan 1970 00:00:00 GMT', '1s'],
			['Thu, 01 Jan 2026 00:01:00 GMT', '1m00s'],
			['Fri, 31 Dec 9999 23:59:59 GMT', '10m00s'],
			['Thu, 99 Foo 2026', '5s'],
		] as const
	).map(
		([wish, retry]): WireFault => ({
			name: `N07 ${status} with Retry-After ${wish.slice(0, 30)}`,
			reaction: send(answer('{}', { Date: DATE, 'Retry-After': wish }, `${status} X`)),
			says: `HTTP ${status}`,
			retry,
		}),
	),
);

/** Answers that are in order as HTTP, and say that something is not. */
export const ANSWER_FAULTS: readonly WireFault[] = [...statuses, ...busy];
