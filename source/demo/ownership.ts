/** What every resource of the root domain says of who owns it. */
export const OWNERSHIP = {
	account: 'kylo:kylo:admin:accounts:kylo',
	application: 'ncryptify:gemalto:admin:apps:kylo',
	devAccount: 'ncryptify:gemalto:admin:accounts:gemalto',
} as const;
