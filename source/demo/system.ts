import { GROUPS, USER_ID } from './tokens.ts';

const MINUTE = 60_000;
const UPTIME_AT_ORIGIN = 4 * 24 * 60 + 137;

/** What the server says of itself at `now`; the simulator pretends to have been up for some days at its `origin`. */
export function systemInfo(name: string, origin: number, now: number): Readonly<Record<string, unknown>> {
	const minutes = UPTIME_AT_ORIGIN + Math.max(0, Math.floor((now - origin) / MINUTE));
	const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
	return {
		name,
		version: '2.19.0+14195',
		version_suffix: 'null',
		model: 'CipherTrust Manager k170v',
		vendor: 'Thales Group',
		crypto_version: '1.7.0',
		uptime: `${days} days, ${hours} hours, ${minutes % 60} minutes`,
		system_time: `${new Date(now).toISOString().slice(0, 19)}+00:00`,
	};
}

/** What the server says of the user who asks. */
export function selfUser(user: string, now: number): Readonly<Record<string, unknown>> {
	return {
		user_id: `local|${USER_ID}`,
		username: user,
		nickname: user,
		name: user,
		email: '',
		connection: 'local_account',
		groups: GROUPS,
		last_login: new Date(now).toISOString(),
		logins_count: 1,
		failed_logins_count: 0,
		account_lockout_at: null,
	};
}
