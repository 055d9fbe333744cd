// The least that Node needs for what `list -o json` asks of a server: it checks, keeps and tells nothing.
// With --trust-only it reads the certificate to trust and ends there.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createSecureContext } from 'node:tls';

const flags = process.argv.slice(2);
const flag = name => flags[flags.indexOf(`--${name}`) + 1];

const secureContext = createSecureContext({ ca: readFileSync(flag('ca-file')) });
if (!flags.includes('--trust-only')) await list(new Agent({ keepAlive: true }));

async function list(agent) {
	const send = (method, path, { token, body } = {}) =>
		new Promise((resolve, reject) => {
			const headers = {
				...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
			};
			request(`${flag('url')}/api/v1${path}`, { method, headers, agent, secureContext }, answer => {
				const chunks = [];
				answer.on('data', chunk => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
			})
				.on('error', reject)
				.end(body === undefined ? undefined : JSON.stringify(body));
		});
	const password = readFileSync(flag('password-file'), 'utf8').trim();
	const body = { grant_type: 'password', username: flag('user'), password };
	const { jwt: token, refresh_token } = JSON.parse(await send('POST', '/auth/tokens', { body }));
	const query = `sort=-createdAt&skip=0&limit=${flag('limit')}`;
	process.stdout.write(await send('GET', `/cckm/sfdc/keys/synchronization-jobs?${query}`, { token }));
	await send('GET', '/cckm/sfdc/organizations?skip=0&limit=200', { token });
	await send('POST', '/auth/revoke', { token, body: { refresh_token } });
	agent.destroy();
}
