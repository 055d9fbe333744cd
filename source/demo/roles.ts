/** What a user may do. */
export interface Role {
	readonly groups: readonly string[];
	/** Whether jobs may be started and cancelled. */
	readonly maySynchronize: boolean;
	/** How many of the organizations the user may see, from the first on; null for all. */
	readonly organizations: number | null;
}

/** The kinds of users that a simulator knows; one of them is the one who signs in. */
export const ROLES = {
	'CCKM Admins': { groups: ['CCKM Admins', 'CCKM Users'], maySynchronize: true, organizations: null },
	admin: { groups: ['admin'], maySynchronize: true, organizations: null },
	'CCKM Users': { groups: ['CCKM Users'], maySynchronize: true, organizations: 4 },
	'read-only': { groups: ['Read Only Admins'], maySynchronize: false, organizations: null },
	stranger: { groups: ['Key Users'], maySynchronize: false, organizations: 0 },
} satisfies Readonly<Record<string, Role>>;

/** The name of a role. */
export type RoleName = keyof typeof ROLES;
