import type { Row } from './job-life.ts';
import { SUCCESS } from './job-texts.ts';
import { type DemoOrganization, ORGANIZATIONS } from './organizations.ts';
import { fieldOf } from './selection.ts';

/** One of the server's lists of synchronization jobs; each cloud calls its containers by other names. */
export interface Collection {
	/** Below `/api/v1/cckm/`. */
	readonly path: string;
	/** What a job's field `cloud` says. */
	readonly cloud: string;
	/** The parameter that filters the list, the field of the body that starts a job, and the field of a job. */
	readonly filter: string;
	readonly start: string;
	readonly field: string;
	/** What a container is called when it went well. */
	readonly noun: string;
	/** The id of a container in a job's row, and the one that filters and bodies take. */
	readonly idOf: (organization: DemoOrganization) => string;
	readonly resourceOf: (organization: DemoOrganization) => string;
}

/** Names and path of a cloud's list; filter, body and row of most clouds use the same word. */
function cloud(path: string, name: string, containers: string, noun: string, prefix: string): Collection {
	const idOf = ({ name: organization }: DemoOrganization) => `${prefix}${organization.toLowerCase()}`;
	return {
		path,
		cloud: name,
		filter: containers,
		start: containers,
		field: containers,
		noun,
		idOf,
		resourceOf: idOf,
	};
}

function salesforce(path: string): Collection {
	return {
		path,
		cloud: 'sfdc',
		filter: 'organizations',
		start: 'organization_ids',
		field: 'kms',
		noun: 'organization',
		idOf: ({ organizationId }) => organizationId,
		resourceOf: ({ resourceId }) => resourceId,
	};
}

/** The list that the monitor watches. */
export const SALESFORCE_KEYS = salesforce('sfdc/keys/synchronization-jobs');

/** The list of the same organizations' certificates. */
export const SALESFORCE_CERTIFICATES = salesforce('sfdc/certificates/synchronization-jobs');

/** Every list of the server, under its own irregular path. */
export const COLLECTIONS: readonly Collection[] = [
	SALESFORCE_KEYS,
	SALESFORCE_CERTIFICATES,
	cloud('aws/synchronization-jobs', 'aws', 'kms', 'region', '123456789012/'),
	cloud('aws/custom-key-stores/synchronization-jobs', 'aws', 'kms', 'region', '123456789012/'),
	cloud('azure/synchronization-jobs', 'azure', 'key_vaults', 'key vault', 'vault-'),
	cloud('azure/certificates/synchronization-jobs', 'azure', 'key_vaults', 'key vault', 'vault-'),
	cloud('azure/secrets/synchronization-jobs', 'azure', 'key_vaults', 'key vault', 'vault-'),
	cloud('google/synchronization-jobs', 'gcp', 'key_rings', 'key ring', 'projects/demo/locations/global/keyRings/'),
	cloud('oci/synchronization-jobs', 'oci', 'vaults', 'vault', 'ocid1.vault.oc1..'),
	cloud('sap/synchronization-jobs', 'sap', 'groups', 'group', 'group-'),
	cloud('hsm/luna/synchronize', 'hsm-luna', 'partitions', 'partition', 'partition-'),
	cloud('hsm/luna/refresh', 'hsm-luna', 'partitions', 'partition', 'partition-'),
	cloud('dsm/refresh', 'dsm', 'domains', 'domain', 'domain-'),
	cloud('external-cm/refresh', 'external-cm', 'domains', 'domain', 'domain-'),
];

/** A row of the Salesforce list as another list would have it: other containers, and their own word for success. */
export function toCollection(row: unknown, collection: Collection): Row {
	const { [SALESFORCE_KEYS.field]: _, ...rest } = row as Row;
	const idOf = (id: unknown) => {
		const organization = ORGANIZATIONS.find(({ organizationId }) => organizationId === id);
		return organization === undefined ? String(id) : collection.idOf(organization);
	};
	const reported = Object.entries((fieldOf(row, 'detailed_status') ?? {}) as Row);
	const listed = fieldOf(row, SALESFORCE_KEYS.field);
	return {
		...rest,
		detailed_status: Object.fromEntries(
			reported.map(([id, text]) => [
				idOf(id),
				text === SUCCESS ? `${collection.noun} synchronized successfully` : text,
			]),
		),
		cloud: collection.cloud,
		[collection.field]: Array.isArray(listed) ? listed.map(idOf) : [],
	};
}
