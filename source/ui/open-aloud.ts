import type { Store } from '../live/store.ts';
import type { Statement } from '../session/aloud.ts';
import type { Session } from '../session/session.ts';
import { nowhere } from '../terminal/nowhere.ts';
import { sizeOf } from '../terminal/size.ts';
import type { Look } from './look.ts';
import type { Drawer, Screen, ScreenStreams } from './open-screen.ts';

/** What is read out, and whom the terminal tells of its size. */
export interface Spoken {
	readonly statements: Pick<Store<readonly Statement[]>, 'get' | 'subscribe'>;
	readonly session: Pick<Session, 'resize'>;
}

/** What was told of a run before it was heard is history: only its newest lines count as news. */
const isEvent = ({ about }: Statement) => about.startsWith('event ');

/**
 * Tells what is to be seen in sentences, for a screen reader: each on a line of its own below those before, and none twice
 * as long as it holds. Nothing is drawn, moved or switched on the terminal.
 */
export function openAloud(
	{ statements, session }: Spoken,
	look: Look,
	{ stdin, stdout, stderr }: ScreenStreams,
): Screen {
	let told = new Map<string, string>();
	let isKnown = false;
	let isPaused = false;
	let drawer: Drawer | null = null;

	const tell = () => {
		if (isPaused) return;
		const now = statements.get();
		const news = now.filter(({ about, text }) => told.get(about) !== text);
		told = new Map(now.map(({ about, text }) => [about, text]));
		const begins = !isKnown && now.some(({ about }) => about === 'counts');
		isKnown ||= begins;
		for (const statement of news) {
			if (!(begins && isEvent(statement))) stdout.write(`${look.write(statement.text)}\n`);
		}
	};
	const tellAnew = () => {
		isPaused = false;
		told = new Map(statements.get().flatMap(each => (isEvent(each) ? [[each.about, each.text]] : [])));
		tell();
	};
	const resize = () => session.resize(sizeOf(stdout));
	stdout.on('resize', resize);
	stdin.setRawMode(true);
	tell();
	const ignore = statements.subscribe(tell);

	return {
		handOver(start) {
			// Ink reads the keys, and what it draws nobody sees.
			drawer = start({ stdin, stdout: nowhere(sizeOf(stdout)), stderr });
		},
		pause() {
			isPaused = true;
		},
		repaint: tellAnew,
		pass: sequence => void stdout.write(sequence),
		leave() {
			ignore();
			stdout.off('resize', resize);
			drawer?.unmount();
		},
	};
}
