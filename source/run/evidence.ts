import type { Clock } from '../live/clock.ts';
import { type SafeText, safe } from '../model/safe-text.ts';
import type { Route, TakingPorts } from '../session/taking.ts';
import type { PrivateFolder } from '../store/private-folder.ts';
import { chooseClipboard, clipboardSequence, loadIntoTmux } from '../terminal/clipboard.ts';

/** What taking texts out of the monitor needs of the world. */
export interface EvidencePlace {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly clock: Clock;
	/** Where files go that are saved. */
	readonly folder: PrivateFolder;
	/** Sends the terminal a sequence that draws nothing. */
	readonly pass: (sequence: string) => void;
}

const ENDINGS = { screen: 'txt', data: 'json', copy: 'txt' } as const;

/** The ways of texts out of the monitor: a clipboard where one is known, a file for this user alone where none is. */
export function evidencePorts({ environment, clock, folder, pass }: EvidencePlace): TakingPorts {
	const save = async (what: keyof typeof ENDINGS, text: SafeText): Promise<SafeText> => {
		const time = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
		for (let again = 1; ; again += 1) {
			const name = `${what}-${time}${again === 1 ? '' : `-${again}`}.${ENDINGS[what]}`;
			if (await folder.create(name, text)) return folder.pathOf(name);
		}
	};
	const toFile = async (text: SafeText, reason: SafeText): Promise<Route> => ({
		kind: 'file',
		path: await save('copy', text),
		reason,
	});
	return {
		save,
		async copy(text) {
			switch (chooseClipboard(environment, text)) {
				case 'tmux':
					return (await loadIntoTmux(text)) ? { kind: 'tmux' } : toFile(text, safe`tmux did not take it`);
				case 'terminal':
					pass(clipboardSequence(text));
					return { kind: 'terminal' };
				case 'none':
					return toFile(text, safe`no clipboard takes it here`);
			}
		},
	};
}
