import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { BODY_LIMIT } from '../../source/api/http.ts';
import { answer, head, PAGE } from './fault-server.ts';
import { compressed, drip, flood, send, tear, type WireFault } from './fault-wire.ts';

const ZEROS = Buffer.alloc(4 * BODY_LIMIT);
const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const TO_TEXT = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const CHUNK = `10000\r\n${' '.repeat(65_536)}\r\n`;
const BLANKS = ' '.repeat(65_536);

const connections: readonly WireFault[] = [
	{ name: 'N02 reset before the headers', reaction: tear(''), says: 'ECONNRESET' },
	{ name: 'N02 reset in the headers', reaction: tear('HTTP/1.1 200 OK\r\nContent-'), says: 'ECONNRESET' },
	{ name: 'N02 reset in the body', reaction: tear(head({ 'Content-Length': 99 }) + PAGE.slice(0, 9)), says: /^ECONN/ },
	{
		name: 'N02 reset in a chunk',
		reaction: tear(`${head({ 'Transfer-Encoding': 'chunked' })}ff\r\n{`),
		says: /^ECONN/,
	},
	{
		name: 'N02 reset after the body',
		reaction: (socket, whole) => void socket.write(whole, () => setImmediate(() => socket.end())),
		says: null,
	},
	{ name: 'N03 a black hole', reaction: () => undefined, says: 'no answer in 10s', late: true },
	{
		name: 'N03 one that stops within the body',
		reaction: s => void s.write(head({ 'Content-Length': 99 })),
		says: 'no answer in 10s',
		late: true,
	},
	{ name: 'N04 headers byte by byte', reaction: drip('HTTP/1.1 200 OK\r\nX: '), says: 'no answer in 10s', late: true },
	{
		name: 'N04 a body byte by byte',
		reaction: (socket, whole) => {
			socket.write(head({ 'Content-Length': 1e6 }));
			drip(' ')(socket, whole);
		},
		says: 'no answer in 10s',
		late: true,
	},
];

const sizes: readonly WireFault[] = [
	{
		name: 'N11 endless chunks',
		reaction: flood(head({ 'Transfer-Encoding': 'chunked' }), CHUNK),
		says: 'answer too large',
	},
	{
		name: 'N11 no length and no end',
		reaction: flood(head({ Connection: 'close' }), BLANKS),
		says: 'answer too large',
	},
	{ name: 'N11 two gigabytes', reaction: flood(head({ 'Content-Length': 2 ** 31 }), BLANKS), says: 'answer too large' },
	{ name: 'N12 a gzip bomb', reaction: compressed('gzip', gzipSync(ZEROS)), says: 'answer too large' },
	{ name: 'N12 a deflate bomb', reaction: compressed('deflate', deflateSync(ZEROS)), says: 'answer too large' },
	{ name: 'N12 a brotli bomb', reaction: compressed('br', brotliCompressSync(ZEROS, FAST)), says: 'answer too large' },
	{
		name: 'N12 a zstd frame',
		reaction: compressed('zstd', Buffer.from('28b52ffd048801', 'hex')),
		says: 'unreadable answer',
	},
	{
		name: 'N12 gzip in gzip',
		reaction: compressed('gzip, gzip', gzipSync(gzipSync(ZEROS))),
		says: 'unreadable answer',
	},
	{
		name: 'N12 a chain of encodings',
		reaction: compressed(`${'gzip,'.repeat(2000)}gzip`, gzipSync(PAGE)),
		says: 'unreadable answer',
	},
	{ name: 'N12 no gzip at all', reaction: compressed('gzip', Buffer.from(PAGE)), says: 'unreadable answer' },
];

const shapes: readonly WireFault[] = [
	{ name: 'N13 a length too big', reaction: send(head({ 'Content-Length': 99_999 }), PAGE), says: 'ECONNRESET' },
	{ name: 'N13 a length too small', reaction: send(head({ 'Content-Length': 99 }), PAGE), says: 'unreadable answer' },
	{ name: 'N13 a negative length', reaction: send(head({ 'Content-Length': -1 }), PAGE), says: 'unreadable answer' },
	{
		name: 'N13 two lengths',
		reaction: send(`${TO_TEXT}Content-Length: 99\r\nContent-Length: 98\r\n\r\n`, PAGE),
		says: 'unreadable answer',
	},
	{
		name: 'N13 a length and chunks',
		reaction: send(`${TO_TEXT}Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`),
		says: 'unreadable answer',
	},
	{
		name: 'N13 a chunk whose size is no number',
		reaction: send(head({ 'Transfer-Encoding': 'chunked' }), 'zz\r\n{}\r\n'),
		says: 'unreadable answer',
	},
	{ name: 'N13 a folded header', reaction: send(answer(PAGE, { 'X-Folded': 'a\r\n b' })), says: 'unreadable answer' },
	{
		name: 'N13 a header of a megabyte',
		reaction: send(answer(PAGE, { 'X-Long': 'x'.repeat(1e6) })),
		says: 'unreadable answer',
	},
	{
		name: 'N13 ten thousand headers',
		reaction: send(answer(PAGE, Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`X-${n}`, 'x'])))),
		says: 'unreadable answer',
	},
	{ name: 'N13 NUL in a header', reaction: send(answer(PAGE, { 'X-Nul': 'a\0b' })), says: 'unreadable answer' },
	{ name: 'N13 no HTTP', reaction: send('SSH-2.0-OpenSSH_9.6\r\n'), says: 'unreadable answer' },
	{ name: 'N13 a body without headers', reaction: send(PAGE), says: 'unreadable answer' },
	{
		name: 'N13 HTTP/1.0',
		reaction: send(`HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${PAGE}`),
		says: null,
	},
	{
		name: 'N13 a second answer that nobody asked for',
		reaction: (s, whole) => void s.write(Buffer.concat([whole, answer('{"evil":true}')])),
		says: null,
	},
	{ name: 'N15 UTF-16', reaction: send(answer(Buffer.from(`\ufeff${PAGE}`, 'utf16le'))), says: 'unreadable answer' },
	{ name: 'N15 a byte order mark', reaction: send(answer(`\ufeff${PAGE}`)), says: null },
	{
		name: 'N15 no UTF-8 in a text',
		reaction: send(answer(Buffer.from(PAGE.replace('"sfdc"', '"\xff\xc0\xaf"'), 'latin1'))),
		says: null,
	},
	{
		name: 'N15 an overlong quote',
		reaction: send(answer(Buffer.from(PAGE.replace('"cloud"', '\xc0\xa2cloud"'), 'latin1'))),
		says: 'unreadable answer',
	},
];

/** Connections that break, answers that never end, and bytes that are no HTTP. */
export const BYTE_FAULTS: readonly WireFault[] = [...connections, ...sizes, ...shapes];
