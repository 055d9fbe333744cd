import type { TLSSocket } from 'node:tls';
import { readPeerCertificate } from '../../source/api/certificate.ts';
import { Secret } from '../../source/api/credentials.ts';
import { readClaims } from '../../source/api/jwt.ts';
import { parsePins } from '../../source/api/pin.ts';
import { readTransportError } from '../../source/api/transport-error.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import { parseArguments } from '../../source/command-line/arguments.ts';
import { readOptions, readSimulateOptions } from '../../source/command-line/options.ts';
import { groupErrors } from '../../source/model/error-groups.ts';
import { describeFailure, FailureError } from '../../source/model/failure.ts';
import { parseJob } from '../../source/model/job.ts';
import { summarizeOrganizations } from '../../source/model/organizations.ts';
import { type SafeText, safe, toSafeText } from '../../source/model/safe-text.ts';
import { columnsNamed, type Listing } from '../../source/output/column.ts';
import { formatCsv } from '../../source/output/csv.ts';
import { ERRORS } from '../../source/output/error-columns.ts';
import { JOBS } from '../../source/output/job-columns.ts';
import { formatJson, formatJsonFailure, originValue } from '../../source/output/json.ts';
import { ORGANIZATIONS } from '../../source/output/organization-columns.ts';
import { formatTable } from '../../source/output/table.ts';
import { describeQuery } from '../../source/run/asked.ts';
import { describeCrash } from '../../source/run/describe-crash.ts';
import { readCertificates, readRows, readSecretFile } from '../../source/run/files.ts';
import { introduction } from '../../source/run/first-contact.ts';
import { answer, organization } from '../support/jobs.ts';
import { setStage } from '../support/stage.ts';

/** A way by which a text of others leaves the program. */
export interface Door {
	/** The cases of the catalogue of faults that it stands for. */
	readonly cases: string;
	readonly what: string;
	/** What the program says when it meets the text there; null where it says nothing. */
	readonly say: (text: string) => string | null | Promise<string | null>;
	/** How many lines that is at the most. */
	readonly lines: number;
}

/** The words about what went wrong, as they go to stderr. */
async function complaint(action: () => unknown): Promise<string | null> {
	try {
		await action();
		return null;
	} catch (error) {
		if (!(error instanceof FailureError)) throw error;
		const { message, advice } = describeFailure(error.failure);
		return `cckm-top: ${message}\n${advice}\n`;
	}
}

/** Jobs that say it wherever a job says something. */
function jobsThatSay(text: string, createdAt = text) {
	const rows = [
		{
			id: `${text}1`,
			overall_status: text,
			cloud: text,
			createdAt,
			completed_at: text,
			detailed_status: { [text]: text },
		},
		{
			id: `${text}2`,
			overall_status: 'completed',
			createdAt,
			detailed_status: { [text]: `Error: ${text}`, x: text },
			kms: [text],
		},
		{ [text]: text },
	];
	return rows.map(row => parseJob(row));
}

function contextOf(text: string) {
	const organizations = new Map([[toSafeText(text) as string, organization(text, text)]]);
	const stuck = new Set<SafeText>();
	return {
		jobs: jobsThatSay(text),
		organizations,
		stuck,
		now: 0,
		zone: 'utc',
		timeStyle: 'absolute',
		idLength: 36,
		agesAreTrue: true,
	} as const;
}

function certificateThatSays(text: string) {
	const fields = { subject: `CN=${text}\nO=${text}`, issuer: text, subjectAltName: `DNS:${text}, IP Address:${text}` };
	const shown = { ...fields, fingerprint256: 'AB:CD', validFrom: text, validTo: text };
	return readPeerCertificate({ getPeerX509Certificate: () => shown } as unknown as TLSSocket);
}

function tokenThatSays(text: string): Secret {
	const payload = JSON.stringify({ preferred_username: text, cust: { domain_id: text, groups: [text, text] } });
	return new Secret(`e30.${Buffer.from(payload).toString('base64url')}.x`);
}

function readList(argument: string): unknown {
	const environment = { CCKM_TOP_URL: 'https://cm.test', CCKM_TOP_TOKEN: 'x' };
	return readOptions(parseArguments(['list', argument]), environment, ['calm']);
}

/** A path that no file system has, with the text in it. */
const pathWith = (text: string) => `/nowhere/${text.replaceAll('\0', '')}`;

/** Only jobs that say when they began tell of organizations. */
const DATE = '2026-11-23T14:00:00Z';

/** Rows of one kind in every format, whatever column comes first. */
function printed<Row>(listing: Listing<Row>, rowsThatSay: (text: string) => readonly Row[]): readonly Door[] {
	const { name, usual, columns } = listing;
	const backwards = [...columns].reverse();
	return [
		{
			cases: 'E15 E29 G17',
			what: `${name} as a table`,
			say: text => formatTable(rowsThatSay(text), columnsNamed(listing, usual.wide), contextOf(text), null),
			lines: 6,
		},
		{
			cases: 'E15 E29 G17',
			what: `${name} as a table of all columns`,
			say: text => formatTable(rowsThatSay(text), backwards, contextOf(text), null),
			lines: 6,
		},
		{
			cases: 'E26 G17',
			what: `${name} as JSON`,
			say(text) {
				const origin = { server: text, simulated: false, tls: 'verified', fetchedAt: 0 } as const;
				const { complete, total } = answer([]);
				return formatJson(name, rowsThatSay(text), columns, contextOf(text), originValue({ complete, total }, origin));
			},
			lines: 1,
		},
		{
			cases: 'E27 E29 G17',
			what: `${name} as CSV`,
			say: text => formatCsv(rowsThatSay(text), columns, contextOf(text)).replaceAll('\r\n', '\n'),
			lines: 6,
		},
	];
}

const outputs: readonly Door[] = [
	...printed(JOBS, text => jobsThatSay(text)),
	...printed(ORGANIZATIONS, text =>
		summarizeOrganizations(jobsThatSay(text, DATE), contextOf(text).organizations, contextOf(text).now),
	),
	...printed(ERRORS, text => groupErrors(jobsThatSay(text, DATE))),
	{
		cases: 'E26 G17',
		what: 'a failure as JSON',
		say: text => formatJsonFailure({ kind: 'server', status: 500, message: toSafeText(text) }),
		lines: 1,
	},
	{ cases: 'E25', what: 'the report of a crash', say: text => describeCrash(new Error(text)), lines: 30 },
	{
		cases: 'E25',
		what: 'the last state, left behind on the terminal',
		say(text) {
			const { organizations } = contextOf(text);
			return `${setStage(100, 30, { data: answer(jobsThatSay(text), { organizations }) })
				.lines()
				.join('\n')}\n`;
		},
		lines: 30,
	},
	{
		cases: 'E25 E26',
		what: 'names and evidence that are copied, and rows that are saved',
		async say(text) {
			const { organizations } = contextOf(text);
			const stage = setStage(100, 30, { data: answer(jobsThatSay(text), { organizations }) });
			stage.press('j y Y S');
			await Promise.resolve();
			return `${stage.taken.map(([what, words]) => `${what}: ${words}`).join('\n')}\n`;
		},
		lines: 400,
	},
	{
		cases: 'E32',
		what: 'a filter that is pasted, and what is wrong with it',
		say(text) {
			const stage = setStage(200, 30);
			stage.press('/');
			stage.session.paste(`age>${text} /(${text}`);
			return `${stage.lines().at(-1)}\n`;
		},
		lines: 1,
	},
	{
		cases: 'E32',
		what: 'what the server was asked for, as the flags say it',
		say: text =>
			describeQuery({ kinds: ['keys'], status: text, id: text, organizations: [text], sort: '', skip: 0, limit: 1 }),
		lines: 1,
	},
];

const readings: readonly Door[] = [
	{
		cases: 'E24 E30',
		what: 'a certificate, and the question whether to trust it',
		say(text) {
			const certificate = certificateThatSays(text);
			if (certificate === null) return null;
			const failure = { kind: 'tls', reason: safe`it is for ${certificate.names}`, fingerprint: null } as const;
			return introduction({ kind: 'stranger', certificate, failure }, certificate, toSafeText(text));
		},
		lines: 13,
	},
	{
		cases: 'E24',
		what: 'names in a token',
		say(text) {
			const { user, groups, domain } = readClaims(tokenThatSays(text));
			return `user ${user} of ${domain} in ${groups.join(', ')}\n`;
		},
		lines: 1,
	},
	{
		cases: 'E24',
		what: 'the code of an error of the network',
		say: text =>
			complaint(() => {
				const failure = readTransportError(Object.assign(new Error(text), { code: text }), createLoopbackAgent(), 1);
				if (failure !== null) throw new FailureError(failure);
			}),
		lines: 2,
	},
	{
		cases: 'E24',
		what: 'a path: a secret',
		say: text => complaint(() => readSecretFile(safe`password file`, pathWith(text))),
		lines: 2,
	},
	{
		cases: 'E24',
		what: 'a path: certificates',
		say: text => complaint(() => readCertificates(pathWith(text))),
		lines: 2,
	},
	{ cases: 'E24', what: 'a path: jobs', say: text => complaint(() => readRows(pathWith(text))), lines: 2 },
];

const FLAGS = ['url', 'status', 'health', 'sort', 'limit', 'skip', 'interval', 'timeout', 'color', 'output', 'demo'];

const mistakes: readonly (readonly [what: string, mistake: (text: string) => unknown])[] = [
	['a command', text => parseArguments([text])],
	['a flag', text => parseArguments([`--${text}`])],
	['a flag of one letter', text => parseArguments([`-${text}`])],
	['a stray word', text => parseArguments(['list', '--utc', text])],
	...FLAGS.map(flag => [`--${flag}`, (text: string) => readList(`--${flag}=${text}`)] as const),
	['a scenario', text => readSimulateOptions(parseArguments(['simulate', '--scenario', text]), ['calm'])],
	['a pin', text => parsePins(text)],
];

const usage = mistakes.map(
	([what, mistake]): Door => ({
		cases: 'E24 E25',
		what: `a mistake in how it is called: ${what}`,
		say: text => complaint(() => mistake(text)),
		lines: 2,
	}),
);

/** All of them. */
export const DOORS: readonly Door[] = [...outputs, ...readings, ...usage];
