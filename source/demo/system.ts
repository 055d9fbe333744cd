import { WITH_CERTIFICATES } from './certificate-world.ts';
import { ORGANIZATIONS } from './organizations.ts';
import { OWNERSHIP } from './ownership.ts';
import { formatMoment } from './timestamp.ts';
import { USER_ID } from './tokens.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const UPTIME_AT_ORIGIN = 4 * 24 * 60 + 137;

type Value = Readonly<Record<string, unknown>>;

/** What the server says of itself at `now`; the simulator pretends to have been up for some days at its `origin`. */
export function systemInfo(name: string, origin: number, now: number): Value {
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
export function selfUser(user: string, groups: readonly string[], now: number): Value {
	return {
		user_id: `local|${USER_ID}`,
		username: user,
		nickname: user,
		name: user,
		email: '',
		connection: 'local_account',
		groups,
		last_login: new Date(now).toISOString(),
		logins_count: 1,
		failed_logins_count: 0,
		account_lockout_at: null,
	};
}

/** Which of its services run. */
export const SERVICES: Value = {
	status: 'started',
	services: [
		{ name: 'cckm', status: 'started' },
		{ name: 'web', status: 'started' },
		{ name: 'kmip', status: 'disabled' },
	],
};

const NODES = ['0a1b2c3d-0001-4000-8000-000000000001', '0a1b2c3d-0002-4000-8000-000000000002'] as const;

/** The cluster as its first node sees it. */
export const CLUSTER: Value = {
	nodeID: NODES[0],
	status: { code: 'r', description: 'ready' },
	nodeCount: NODES.length,
};

/** The nodes of the cluster. */
export const NODE_ROWS: readonly Value[] = NODES.map((id, index) => ({
	id,
	name: `node-${index + 1}`,
	host: `10.20.1.${index + 11}`,
	isThisNode: index === 0,
	status: { code: 'r', description: 'ready' },
}));

const SCHEDULE_ID = '5c4ed01e-0001-4000-8000-000000000001';

const STOPPED_SCHEDULE_ID = '5c4ed01e-0001-4000-8000-000000000002';

/** Two schedules: one of all organizations, and one that somebody has switched off. */
export function scheduleRows(origin: number): Value[] {
	const schedule = (id: string, changedAt: number, fields: Value) => ({
		id,
		uri: `kylo:kylo:scheduler:job-configs:${id}`,
		...OWNERSHIP,
		createdAt: formatMoment(origin - 100 * HOUR),
		updatedAt: formatMoment(changedAt),
		operation: 'cckm_synchronization',
		run_on: 'any',
		...fields,
	});
	const withCertificates = ORGANIZATIONS.filter(({ name }) => WITH_CERTIFICATES.some(each => each === name));
	return [
		schedule(SCHEDULE_ID, origin - 100 * HOUR, {
			name: 'synchronize-salesforce',
			run_at: '*/40 * * * *',
			disabled: false,
			job_config_params: { cloud_name: 'sfdc', synchronize_all: true },
		}),
		schedule(STOPPED_SCHEDULE_ID, origin - 29 * HOUR, {
			name: 'synchronize-certificates',
			run_at: '0 */6 * * *',
			disabled: true,
			job_config_params: {
				cloud_name: 'sfdc',
				synchronize_all: false,
				organizations: withCertificates.map(({ resourceId }) => resourceId),
			},
		}),
	];
}

/** Its last runs, newest first; none says which job it started. */
export function runRows(origin: number): Value[] {
	return ORGANIZATIONS.map((_, index) => ({
		id: `5c4ed01e-0002-4000-8000-${String(index).padStart(12, '0')}`,
		name: 'synchronize-salesforce',
		operation: 'cckm_synchronization',
		status: 'completed',
		createdAt: formatMoment(origin - index * 40 * MINUTE),
		processing_node: NODES[index % 2],
		job_config_id: SCHEDULE_ID,
	}));
}
