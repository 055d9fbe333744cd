/** What the server says of an organization that went well. */
export const SUCCESS = 'organization synchronized successfully';

/** The error that Thales' own example shows, its cause left out. */
export const NO_CAUSE = 'Error listing keys from SFDC: ';

/** The tenant has ended the session of the connection: fails until somebody renews it. */
export const SESSION_EXPIRED = 'INVALID_SESSION_ID: Session expired or invalid';
/** Somebody else was writing in the tenant; the next attempt usually succeeds. */
export const ROW_LOCKED = 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record';
/** What the organization shows in place of a password has run out. */
export const CERTIFICATE_EXPIRED = 'Error listing certificates from SFDC: the certificate has expired';
/** The way out is blocked: every organization says so at once. */
export const TIMED_OUT = 'connect ETIMEDOUT 10.20.1.5:443';
/** The tenant has used up its requests for the day. */
export const LIMIT_EXCEEDED = 'REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.';
/** Salesforce itself is down for a while. */
export const UPSTREAM_GONE = 'Error listing keys from SFDC: 503 Service Unavailable';

/** A text that no rule knows: neither good nor bad, and so to be shown as it is. */
export const DEFERRED = 'deferred to the maintenance window of the tenant (Sunday 02:00 UTC)';

/** An error that fills a screen: several lines, and one of them long. */
export const LONG_ERROR = [
	'Error listing keys from SFDC: the response could not be read',
	'  request:  GET /services/data/v59.0/tooling/query?q=SELECT+Id,+Type,+Source,+Version,+Status,+RemoteKeyIdentifier,+CreatedDate+FROM+TenantSecret+WHERE+Type+IN+(%27Data%27,%27DeterministicData%27,%27SearchIndex%27,%27Analytics%27,%27EventBus%27)+ORDER+BY+CreatedDate+DESC',
	'  status:   500 Internal Server Error',
	'  body:     [{"message":"An unexpected error occurred. Please include this ErrorId if you contact support: 1422871207-31094 (-1729358611)","errorCode":"UNKNOWN_EXCEPTION"}]',
	'  attempts: 3 (after 1s, 2s and 4s)',
	'caused by: UNKNOWN_EXCEPTION',
	'    at listTenantSecrets (page 4, cursor 01g5g00000PfN2x-2000)',
	'    at synchronizeOrganization',
	'    at runSynchronization',
].join('\n');
