import { GLYPHS, type JobContext } from '../../model/fields.ts';
import { formatStart } from '../../model/format.ts';
import { type SafeText, safe } from '../../model/safe-text.ts';
import { stateOf } from '../../model/summary.ts';
import { type TimelineEntry, type TimelineEvent, tellEvent } from '../../model/timeline.ts';
import type { Tone } from './line.ts';
import type { TableColumn } from './table.ts';

function glyphOf(event: TimelineEvent, { stuck }: JobContext): SafeText {
	switch (event.kind) {
		case 'started':
			return GLYPHS.running;
		case 'ended':
		case 'stuck':
			return GLYPHS[stateOf(event.job, stuck)];
		case 'failed':
		case 'changed':
			return GLYPHS.failed;
		case 'recovered':
			return GLYPHS.ok;
		case 'lost':
			return safe`▲`;
		case 'restored':
			return safe`●`;
		case 'looked':
			return safe`─`;
	}
}

function toneOf(event: TimelineEvent, { stuck }: JobContext): Tone {
	switch (event.kind) {
		case 'started':
			return 'dim';
		case 'ended':
		case 'stuck':
			return stateOf(event.job, stuck);
		case 'failed':
		case 'changed':
			return 'failed';
		case 'recovered':
		case 'restored':
			return 'good';
		case 'lost':
			return 'waiting';
		case 'looked':
			return 'dim';
	}
}

/** The columns of the timeline. */
export function timelineColumns(context: JobContext): readonly TableColumn<TimelineEntry>[] {
	return [
		{
			id: 'time',
			title: safe`TIME`,
			width: 11,
			align: 'right',
			isInBar: true,
			text: ({ event }) => formatStart(event.at, context.now, context.zone),
		},
		{
			id: 'glyph',
			title: safe`S`,
			width: 1,
			align: 'left',
			text: ({ event }) => glyphOf(event, context),
			tone: ({ event }) => toneOf(event, context),
		},
		{
			id: 'novelty',
			title: safe`NEW`,
			width: 3,
			align: 'left',
			text: ({ event }) => (event.kind === 'failed' || event.kind === 'changed' ? safe`NEW` : safe``),
			tone: () => 'alert',
		},
		{
			id: 'words',
			title: safe`WHAT HAPPENED`,
			width: 16,
			align: 'left',
			grows: true,
			text: ({ event }) => tellEvent(event, context),
			tone: ({ event }) => (event.kind === 'started' || event.kind === 'looked' ? 'dim' : 'plain'),
		},
	];
}

/** What gives way first where there is no room for all. */
export const TIMELINE_GIVES_WAY: readonly string[] = ['novelty'];
