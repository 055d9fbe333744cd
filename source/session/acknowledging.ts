import { troublesOf } from '../model/acknowledgement.ts';
import type { JournalEntry, Trouble } from '../model/journal-entry.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Action } from './actions.ts';
import type { Input, Presentation } from './present.ts';

/** What is wrong now by a row, and whether all of it is acknowledged. */
interface RowTroubles {
	readonly troubles: readonly Trouble[];
	readonly isAcknowledged: boolean;
}

/** What is wrong by the row under the cursor, where a row is about an organization or a kind of errors; else null. */
function troublesOfRow({ content, place, jobs, knowledge }: Presentation): RowTroubles | null {
	switch (content.view) {
		case 'organizations': {
			const row = content.rows[place.index];
			if (row === undefined) return null;
			return { troubles: troublesOf([row.id], jobs), isAcknowledged: knowledge.ofOrganization(row.id) !== null };
		}
		case 'errors': {
			const row = content.rows[place.index];
			if (row === undefined) return null;
			const troubles = troublesOf(row.active, jobs).filter(({ fingerprint }) => fingerprint === row.fingerprint);
			return { troubles, isAcknowledged: knowledge.ofGroup(row) !== null };
		}
		case 'jobs':
		case 'timeline':
			return null;
	}
}

/** What there is to acknowledge by the row under the cursor. */
export function unacknowledged(presentation: Presentation): readonly Trouble[] {
	const row = troublesOfRow(presentation);
	return row === null || row.isAcknowledged ? [] : row.troubles;
}

/** What an action says of acknowledgements: a note that was typed gives them, the key takes back those that were given. */
export function remarksOf(action: Action, { ui, identity }: Input, presentation: Presentation): JournalEntry[] {
	const at = presentation.now;
	if (action.type === 'choose' && ui.mode === 'note') {
		const text = ui.line.text.trim();
		const note = text === '' ? null : toSafeText(text);
		return ui.noted.map(trouble => ({ kind: 'acknowledged', at, ...trouble, who: identity.user, note }));
	}
	if (action.type !== 'acknowledge') return [];
	const row = troublesOfRow(presentation);
	return row?.isAcknowledged ? row.troubles.map(trouble => ({ kind: 'withdrawn', at, ...trouble })) : [];
}

/** Why there is nothing to acknowledge where that was asked for; null where there is. */
export function objectionTo(action: Action, { past }: Input, presentation: Presentation): SafeText | null {
	if (action.type !== 'acknowledge') return null;
	if (past !== null) return safe`nothing is acknowledged from the past: N goes back to now`;
	const row = troublesOfRow(presentation);
	if (row === null) return safe`organizations and errors can be acknowledged: ] shows them`;
	return row.troubles.length === 0 ? safe`nothing is wrong here that could be acknowledged` : null;
}
