import { uuid } from './dice.ts';
import { OWNERSHIP } from './ownership.ts';
import { toLongSalesforceId } from './salesforce-id.ts';
import { formatMoment } from './timestamp.ts';

/** A Salesforce organization as the simulator invents it. */
export interface DemoOrganization {
	readonly name: string;
	/** The 18-character Salesforce id, which jobs use. */
	readonly organizationId: string;
	/** The id of the server's own record, which its filters take. */
	readonly resourceId: string;
	readonly connection: string;
	readonly type: 'Regular' | 'Sandbox';
	/** When it was added to the server, in milliseconds since 1970. */
	readonly addedAt: number;
}

const FIRST_ADDED = Date.UTC(2025, 2, 3, 9, 14, 51);
const DAY = 86_400_000;
const RESOURCE_IDS = 0x5fdc;

function invent(
	index: number,
	name: string,
	id: string,
	type: DemoOrganization['type'] = 'Regular',
	connection = `sfdc-${name.toLowerCase()}`,
): DemoOrganization {
	return {
		name,
		organizationId: toLongSalesforceId(id),
		resourceId: uuid(RESOURCE_IDS, index),
		connection,
		type,
		addedAt: FIRST_ADDED + index * 9.37 * DAY + index * 0.731,
	};
}

/** The organization whose session expired two hours before the simulator was started. */
export const FAILING_ORGANIZATION = invent(0, 'Acme-Prod', '00D5g00000Kb7Qa');

/** Still named by old jobs, but no longer by the list of organizations. */
export const DELETED_ORGANIZATION = invent(12, 'Pied-Piper', '00D1t000000kPPr');

/** More than the ten that a page of the list holds by default. */
export const ORGANIZATIONS: readonly [DemoOrganization, ...DemoOrganization[]] = [
	FAILING_ORGANIZATION,
	invent(1, 'Globex-UAT', '00DO300000dGx4M', 'Sandbox'),
	invent(2, 'Initech', '00D80000000LtcH'),
	invent(3, 'Hooli', '00D4x000006hLiE'),
	invent(4, 'Umbrella', '00D2w00000RbXmU'),
	invent(5, 'Stark-EU', '00D7Q00000SkeUv'),
	invent(6, 'Wayne-DR', '00DKj00000WnDrB'),
	invent(7, 'Cyberdyne', '00D3k00000T8cYb'),
	invent(8, 'Soylent-APAC', '00D9s00000gRnPc'),
	invent(9, 'Tyrell-Dev', '00DVf00000nX6tY', 'Sandbox'),
	invent(10, 'Vandelay', '00D6g000008vImX'),
	invent(11, 'Wonka-UAT', '00DHp00000cOcWa', 'Sandbox'),
];

/** The organization of the example that Thales publishes. */
export const THALES: DemoOrganization = {
	name: 'Thales',
	organizationId: toLongSalesforceId('00DB000000040bI'),
	resourceId: '2473e846-31a8-4ee6-8299-17025548b4e2',
	connection: 'sfdc-connection',
	type: 'Regular',
	addedAt: Date.UTC(2021, 6, 21, 10, 55, 21, 793) + 0.126,
};

/** An organization as the server's list has it. */
export function organizationRow(organization: DemoOrganization): Readonly<Record<string, unknown>> {
	return {
		id: organization.resourceId,
		uri: `kylo:kylo:cckm:sfdc-organization:${organization.resourceId}`,
		...OWNERSHIP,
		createdAt: formatMoment(organization.addedAt),
		updatedAt: formatMoment(organization.addedAt + 3.646),
		name: organization.name,
		organization_id: organization.organizationId,
		connection: organization.connection,
		cloud_name: 'sfdc',
		type: organization.type,
	};
}

/** The Salesforce ids of the organizations of these names. */
export function idsOf(names: readonly string[]): string[] {
	return ORGANIZATIONS.filter(({ name }) => names.includes(name)).map(({ organizationId }) => organizationId);
}
