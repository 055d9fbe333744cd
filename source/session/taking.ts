import { describeFailure, FailureError } from '../model/failure.ts';
import { formatPlural } from '../model/format.ts';
import { jobPath } from '../model/job-path.ts';
import { type SafeText, safe } from '../model/safe-text.ts';
import { truncate } from '../model/text-width.ts';
import { type EvidenceSource, evidenceText, type Indexes, namesText } from './evidence.ts';
import { dataJson } from './saved-data.ts';

/** Where a copied text went. Whether a terminal took what it was offered it never says. */
export type Route =
	| { readonly kind: 'tmux' | 'terminal' }
	| { readonly kind: 'file'; readonly path: SafeText; readonly reason: SafeText };

/** What can be saved: the screen as text, the rows shown as JSON. */
export type Saved = 'screen' | 'data';

/** The ways of texts out of the monitor; all of them fail with a {@link FailureError}. */
export interface TakingPorts {
	/** Puts a text where the reader can paste it from. */
	copy(text: SafeText): Promise<Route>;
	/** Writes a file for this user alone, and says where. */
	save(what: Saved, text: SafeText): Promise<SafeText>;
}

/** What the reader can take along. */
export type Taking = 'copy-name' | 'copy-evidence' | 'show-path' | 'save-screen' | 'save-data';

/** What there is to take it from. */
export interface TakingSource extends EvidenceSource {
	/** The rows that are meant: those marked, else the one under the cursor. */
	readonly indexes: Indexes;
	/** The rows marked, else all that are shown. */
	readonly shown: Indexes;
	readonly screen: () => SafeText;
}

/** The columns of a copied text that are told again. */
const TOLD = 40;

function describeRoute(route: Route): SafeText {
	switch (route.kind) {
		case 'tmux':
			return safe`to tmux' paste buffer and the clipboard`;
		case 'terminal':
			return safe`offered to the terminal's clipboard (OSC 52)`;
		case 'file':
			return safe`${route.reason}, saved ${route.path}`;
	}
}

async function copy(ports: TakingPorts, text: SafeText, what: SafeText): Promise<SafeText> {
	return text === '' ? safe`nothing to copy here` : safe`copied ${what}: ${describeRoute(await ports.copy(text))}`;
}

/** The path of the job under the cursor below the server's address. */
function tellPath({ presentation: { selected }, identity }: TakingSource): SafeText {
	const path = selected === null ? null : jobPath(selected);
	return path === null ? safe`no job with an id here` : safe`${identity.server}${path}`;
}

/** Takes something out of the monitor, and gives the sentence that says what became of it. */
export async function take(what: Taking, source: TakingSource, ports: TakingPorts): Promise<SafeText> {
	const { presentation, indexes, shown } = source;
	const rows = formatPlural(indexes.length, safe`row`);
	try {
		switch (what) {
			case 'copy-name': {
				const names = namesText(presentation, indexes);
				return await copy(ports, names, indexes.length === 1 ? truncate(names, TOLD) : rows);
			}
			case 'copy-evidence':
				return await copy(
					ports,
					indexes.length === 0 ? safe`` : evidenceText(source, indexes),
					safe`evidence of ${rows}`,
				);
			case 'show-path':
				return tellPath(source);
			case 'save-screen':
				return safe`saved ${await ports.save('screen', source.screen())}`;
			case 'save-data':
				return safe`saved ${await ports.save('data', dataJson(source, shown))}`;
		}
	} catch (error) {
		if (!(error instanceof FailureError)) throw error;
		const { message, advice } = describeFailure(error.failure);
		return safe`${message} ${advice}`;
	}
}
