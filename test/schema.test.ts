import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { HEALTHS } from '../source/model/health.ts';
import { NO_MEMORY } from '../source/model/memory.ts';
import { STANDINGS } from '../source/model/organizations.ts';
import type { SafeText } from '../source/model/safe-text.ts';
import { safe } from '../source/model/safe-text.ts';
import { storyOf } from '../source/model/story.ts';
import type { Listing } from '../source/output/column.ts';
import { ERRORS } from '../source/output/error-columns.ts';
import { formatEventJson } from '../source/output/event.ts';
import { JOBS } from '../source/output/job-columns.ts';
import { ORGANIZATIONS as LISTING } from '../source/output/organization-columns.ts';
import { describeAlert, describeDropped } from '../source/session/alert-message.ts';
import { findAlerts } from '../source/session/alerts.ts';
import { CLEAN } from './support/clean-environment.ts';
import { NOW, ORGANIZATIONS, STORY } from './support/jobs.ts';
import { runProgram } from './support/program.ts';
import { startProgram } from './support/running.ts';
import { serve } from './support/server.ts';

const FOLDER = 'docs/schema';

/** A schema, as far as these tests look into it. */
interface Schema {
	readonly type?: unknown;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: unknown;
	readonly items?: Schema;
	readonly enum?: readonly unknown[];
	readonly $defs?: Readonly<Record<string, Schema>>;
}

const ajv = new Ajv2020({
	strict: true,
	allowUnionTypes: true,
	allErrors: true,
	formats: { 'date-time': text => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) },
});
const schemas = new Map<string, Schema>();
for (const file of readdirSync(FOLDER)) {
	const name = file.replace(/\.json$/, '');
	const schema = JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
	schemas.set(name, schema);
	ajv.addSchema(schema, name);
}

function validatorOf(name: string): ValidateFunction {
	const validate = ajv.getSchema(name);
	assert.ok(validate !== undefined, name);
	return validate;
}

function assertFits(name: string, value: unknown): void {
	const validate = validatorOf(name);
	assert.ok(validate(value), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
}

/** The same value with a field more in one of its objects, for each of them in turn. */
function* withSurprises(value: unknown): Generator<unknown> {
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value)) yield { ...value, surprise: 1 };
	for (const [key, inner] of Object.entries(value)) {
		for (const changed of withSurprises(inner)) {
			yield Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
		}
	}
}

/** A value fits, and no longer does with a field that nobody has described, wherever that stands, nor without one of its own. */
function assertFitsExactly(name: string, value: unknown): void {
	assertFits(name, value);
	const validate = validatorOf(name);
	let surprises = 0;
	for (const changed of withSurprises(value)) {
		assert.ok(!validate(changed), `${name} takes a field that it does not know`);
		surprises += 1;
		if (surprises > 200) break;
	}
	assert.ok(surprises > 0);
	const [first = ''] = Object.keys(value ?? {});
	const { [first]: _, ...fewer } = value as Record<string, unknown>;
	assert.ok(!validate(fewer), `${name} does without ${first}`);
}

function* objectsIn(schema: Schema): Generator<Schema> {
	if (schema.properties !== undefined) yield schema;
	const inner = [schema.items ?? {}, ...Object.values(schema.properties ?? {}), ...Object.values(schema.$defs ?? {})];
	for (const each of inner) if (each !== schema && Object.keys(each).length > 0) yield* objectsIn(each);
}

test('every object of every schema says all that may be in it', () => {
	assert.ok(schemas.size >= 10);
	for (const [name, schema] of schemas) {
		const objects = [...objectsIn(schema)];
		assert.ok(objects.length > 0, name);
		for (const object of objects) assert.equal(object.additionalProperties, false, name);
	}
});

function rowsOf(name: string, def: string): Schema {
	const row = schemas.get(name)?.$defs?.[def];
	assert.ok(row !== undefined);
	return row;
}

test('the rows have the columns that there are, in the order of JSON, and the words of the program', () => {
	const check = <Row>(listing: Listing<Row>, schema: Schema) => {
		assert.deepEqual(Object.keys(schema.properties ?? {}).sort(), listing.columns.map(({ name }) => name).sort());
		assert.deepEqual(schema.required, listing.usual.json);
	};
	const [job, organization] = [rowsOf('list', 'job'), rowsOf('orgs', 'organization')];
	check(JOBS, job);
	check(LISTING, organization);
	check(ERRORS, rowsOf('errors', 'error'));
	assert.deepEqual(job.properties?.health?.enum, HEALTHS);
	assert.deepEqual(organization.properties?.standing?.enum, STANDINGS);
});

test('what the program prints fits its schemas, and nothing more would', async t => {
	const server = await serve(t, { scenario: 'calm' });
	const ask = async (...args: string[]) => {
		const { stdout } = await runProgram({ args: [...args, ...server.flags], env: CLEAN });
		return stdout;
	};
	assertFitsExactly('list', JSON.parse(await ask('list', '-o', 'json', '--kind', 'all')));
	assertFitsExactly('orgs', JSON.parse(await ask('orgs', '-o', 'json', '--limit', 'all')));
	assertFitsExactly('errors', JSON.parse(await ask('errors', '-o', 'json', '--limit', 'all')));
	assertFitsExactly('check', JSON.parse(await ask('check', '-o', 'json')));
	assertFitsExactly('whoami', JSON.parse(await ask('whoami', '-o', 'json')));
	assertFitsExactly('sources', JSON.parse(await ask('whoami', '--sources', '-o', 'json')));
	assertFitsExactly('doctor', JSON.parse(await ask('doctor', '-o', 'json')));
	const lines = (await ask('list', '-o', 'ndjson')).split('\n').slice(0, -1);
	assert.ok(lines.length > 100);
	for (const line of lines) assertFits('list#/$defs/job', JSON.parse(line));
});

test('the published sample and rows that are broken fit as well', async t => {
	for (const rows of [undefined, ['a text', 7, null, {}, { id: 7, detailed_status: [] }]]) {
		const server = await serve(t, rows === undefined ? {} : { rows });
		for (const command of ['list', 'orgs', 'errors']) {
			const { stdout } = await runProgram({ args: [command, '-o', 'json', ...server.flags], env: CLEAN });
			assertFits(command, JSON.parse(stdout));
		}
	}
});

test('a failure fits its schema, of every command that has JSON', async t => {
	const server = await serve(t);
	const flags = [...server.flags.slice(0, -2), '--password-command', 'echo wrong'];
	for (const args of [['list'], ['orgs'], ['errors'], ['check'], ['whoami'], ['events']]) {
		const format = args[0] === 'events' ? 'ndjson' : 'json';
		const { stdout } = await runProgram({ args: [...args, ...flags, '-o', format], env: CLEAN });
		assertFitsExactly('failure', JSON.parse(stdout));
	}
	const { stdout } = await runProgram({ args: ['doctor', ...flags, '-o', 'json'], env: CLEAN });
	assertFitsExactly('doctor', JSON.parse(stdout));
});

test('events fit their schema, told by the program or all that there are', async t => {
	const program = await startProgram(t, ['events', '--demo=incident', '--interval', '1s', '-o', 'ndjson']);
	await program.until(/\n/);
	program.child.kill('SIGINT');
	await program.ended;
	for (const line of program.output().split('\n').slice(0, -1)) assertFitsExactly('event', JSON.parse(line));
	const context = { organizations: ORGANIZATIONS, idLength: 36, meanwhile: [] };
	const [job] = STORY;
	assert.ok(job !== undefined);
	const seen = [
		{ kind: 'lost', at: NOW, reason: safe`x` },
		{ kind: 'restored', at: NOW, reason: safe`x`, outage: 1, failures: 2 },
		{ kind: 'stuck', at: NOW, job },
	] as const;
	const kinds = new Set(
		[...storyOf(STORY), ...seen].map(event => {
			assertFitsExactly('event', JSON.parse(formatEventJson(event, context)));
			return event.kind;
		}),
	);
	assert.ok(kinds.size >= 7);
});

test('what a hook is told fits its schema', () => {
	const stuck = new Set<SafeText>();
	const context = { organizations: ORGANIZATIONS, memory: NO_MEMORY, now: NOW };
	const alerts = findAlerts({ jobs: STORY.slice(2), stuck }, { jobs: STORY, stuck }, context);
	assert.ok(alerts.length > 0);
	const told = [...alerts.map(alert => describeAlert(alert, safe`cm`)), describeDropped(3, safe`cm`, NOW)];
	for (const message of told) assertFitsExactly('alert', JSON.parse(JSON.stringify(message)));
});
