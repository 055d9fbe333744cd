import type { ErrorGroup } from '../model/error-groups.ts';
import { HEALTHS } from '../model/health.ts';
import type { Job } from '../model/job.ts';
import { type OrganizationSummary, STANDINGS } from '../model/organizations.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';

/** What is measured at one moment; times in milliseconds. */
export interface Measured {
	readonly jobs: readonly Job[];
	readonly stuck: ReadonlySet<SafeText>;
	/** Worst first. */
	readonly rows: readonly OrganizationSummary[];
	readonly errors: readonly ErrorGroup[];
	/** Whether these are all jobs of the time looked back on. */
	readonly complete: boolean;
	/** When, since 1970, and how long asking took. */
	readonly at: number;
	readonly took: number;
}

/** What tells series from others: names that are ours, and texts that need not be. */
export type Labels = Readonly<Record<string, SafeText>>;
type Sample = readonly [value: number, labels?: Labels];

interface Gauge {
	readonly name: string;
	readonly help: string;
	readonly samples: (measured: Measured) => readonly Sample[];
}

/** So many organizations have numbers of their own, the worst ones: each is a series for ever to who collects them. */
const MOST_ORGANIZATIONS = 200;
const LONGEST_LABEL = 200;

function each(read: (row: OrganizationSummary) => number | null): Gauge['samples'] {
	return ({ rows }) =>
		rows.slice(0, MOST_ORGANIZATIONS).flatMap((row): Sample[] => {
			const value = read(row);
			return value === null ? [] : [[value, { organization_id: row.id, organization: row.name }]];
		});
}

function inSeconds(at: number | undefined): number | null {
	return at === undefined ? null : Math.round(at) / 1000;
}

/** Every gauge but whether the server could be asked. */
const GAUGES: readonly Gauge[] = [
	{
		name: 'jobs',
		help: 'Synchronization jobs that began within the time looked back on.',
		samples: ({ jobs }) =>
			HEALTHS.map(health => [jobs.filter(job => job.health === health).length, { health: toSafeText(health) }]),
	},
	{
		name: 'jobs_stuck',
		help: 'Running jobs that take far longer than their like, without any change.',
		samples: ({ jobs, stuck }) => [[jobs.filter(({ id }) => stuck.has(id)).length]],
	},
	{
		name: 'organizations',
		help: 'Organizations by how their latest sync went.',
		samples: ({ rows }) =>
			STANDINGS.map(standing => [
				rows.filter(row => row.standing === standing).length,
				{ standing: toSafeText(standing) },
			]),
	},
	{
		name: 'organizations_overdue',
		help: 'Organizations whose latest sync is three times as old as usual.',
		samples: ({ rows }) => [[rows.filter(({ overdue }) => overdue !== null).length]],
	},
	{
		name: 'organizations_left_out',
		help: 'Organizations without numbers of their own, because others are worse off.',
		samples: ({ rows }) => [[Math.max(0, rows.length - MOST_ORGANIZATIONS)]],
	},
	{
		name: 'organization_failing',
		help: 'Whether the latest sync of an organization failed.',
		samples: each(({ standing }) => Number(standing === 'failing')),
	},
	{
		name: 'organization_consecutive_failures',
		help: 'Syncs of an organization that failed since the last good one.',
		samples: each(({ streak }) => streak),
	},
	{
		name: 'organization_last_sync_timestamp_seconds',
		help: 'When the latest sync of an organization that has ended began.',
		samples: each(({ current }) => inSeconds(current?.at)),
	},
	{
		name: 'organization_last_success_timestamp_seconds',
		help: 'When the latest good sync of an organization began.',
		samples: each(({ lastOk }) => inSeconds(lastOk?.at)),
	},
	{
		name: 'error_kinds',
		help: 'Kinds of errors, by whether some organization has them now.',
		samples: ({ errors }) => [
			[errors.filter(({ active }) => active.size > 0).length, { state: safe`active` }],
			[errors.filter(({ active }) => active.size === 0).length, { state: safe`cleared` }],
		],
	},
	{
		name: 'complete',
		help: 'Whether all jobs of the time looked back on were looked at.',
		samples: ({ complete }) => [[Number(complete)]],
	},
	{
		name: 'collected_timestamp_seconds',
		help: 'When the server was asked.',
		samples: ({ at }) => [[Math.round(at) / 1000]],
	},
	{
		name: 'collection_duration_seconds',
		help: 'How long asking the server took.',
		samples: ({ took }) => [[Math.round(took) / 1000]],
	},
];

/** A text between quotes; what was made safe for terminals has no line feed any more. */
function escapeLabel(text: SafeText): SafeText {
	return toSafeText(text, LONGEST_LABEL).replace(/["\\]/g, '\\$&') as SafeText;
}

function seriesOf(name: SafeText, labels: Labels): SafeText {
	const pairs = Object.entries(labels).map(([label, text]) => safe`${toSafeText(label)}="${escapeLabel(text)}"`);
	return safe`${name}{${joinSafe(pairs, safe`,`)}}`;
}

/** A gauge with each series once: of two that read alike the first counts, for the same one twice makes all of it void. */
function formatGauge(name: string, help: string, common: Labels, samples: readonly Sample[]): SafeText {
	const whole = toSafeText(`cckm_top_${name}`);
	const series = new Map<SafeText, number>();
	for (const [value, labels] of samples) {
		const which = seriesOf(whole, { ...common, ...labels });
		if (!series.has(which)) series.set(which, value);
	}
	const lines = [...series].map(([which, value]) => safe`${which} ${value}\n`);
	return safe`# HELP ${whole} ${toSafeText(help)}\n# TYPE ${whole} gauge\n${joinSafe(lines, safe``)}`;
}

/**
 * Text that is both Prometheus' format 0.0.4 and OpenMetrics; null where the server could not be asked. All series have the
 * labels of the server: those of several may come together on their way.
 */
export function formatMetrics(measured: Measured | null, server: Labels): SafeText {
	const up = formatGauge('up', 'Whether the server could be asked.', server, [[Number(measured !== null)]]);
	const others =
		measured === null
			? []
			: GAUGES.map(({ name, help, samples }) => formatGauge(name, help, server, samples(measured)));
	return safe`${joinSafe([up, ...others], safe``)}# EOF\n`;
}
