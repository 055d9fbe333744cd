import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rig, SimulatorProcess } from './rig.ts';

/** A shell script that does with curl and jq what `list -o json` does, but for the signing out. */
export function writeCurlScript(rig: Rig, server: SimulatorProcess, limit: number): string {
	const signIn = join(rig.folder, 'sign-in.json');
	const script = join(rig.folder, `curl-${limit}.sh`);
	const password = readFileSync(server.passwordFile, 'utf8').trim();
	writeFileSync(signIn, JSON.stringify({ grant_type: 'password', username: server.user, password }), { mode: 0o600 });
	const curl = `curl --silent --fail --compressed --cacert '${server.caFile}'`;
	const jobs = `${server.url}/api/v1/cckm/sfdc/keys/synchronization-jobs?limit=${limit}&sort=-createdAt`;
	writeFileSync(
		script,
		[
			'set -e',
			`token=$(${curl} --header 'Content-Type: application/json' --data '@${signIn}' '${server.url}/api/v1/auth/tokens' | jq --raw-output .jwt)`,
			`${curl} --header "Authorization: Bearer $token" '${jobs}' |`,
			"jq --raw-output '.resources[] | [.id[:8], .overall_status, .createdAt, .updatedAt] | @tsv'",
			'',
		].join('\n'),
	);
	return script;
}
