import { Writable } from 'node:stream';
import xterm from '@xterm/headless';
import { columnsBehind, columnsOf } from '../support/columns.ts';

/** A terminal that bears witness: it obeys all that is written to it, and tells what it was made to do. */
export interface Witness {
	readonly terminal: xterm.Terminal;
	/** To be handed to whatever draws, as its terminal. */
	readonly stdout: NodeJS.WriteStream;
	/** Draws what is written; ends when it is drawn. */
	write(text: string): Promise<void>;
	/** What it was made to do since it was last asked, beside drawing: rung, been named, answered, switched. */
	takeEffects(): string[];
	/** The rows of the screen, blanks at the end left out. */
	lines(): string[];
	dispose(): void;
}

/** Operating system commands that mean something to some terminal: titles, colours, links, notes, the clipboard. */
const COMMANDS = [
	0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17, 19, 22, 50, 52, 104, 110, 111, 112, 117, 133, 633, 777, 1337,
];

const WIDTHS: xterm.IUnicodeVersionProvider = {
	version: 'today',
	wcwidth: point => columnsOf(String.fromCodePoint(point)) as 0 | 1 | 2,
	charProperties(point, preceding) {
		const before = preceding === 0 ? '' : String.fromCodePoint(preceding >> 3);
		const { width, joins } = columnsBehind(String.fromCodePoint(point), before, (preceding >> 1) & 3);
		return (point << 3) | (width << 1) | Number(joins);
	},
};

/** Makes one of a size. */
export function createWitness(columns: number, rows: number): Witness {
	const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 0, logLevel: 'off', allowProposedApi: true });
	terminal.unicode.register(WIDTHS);
	terminal.unicode.activeVersion = 'today';
	let effects: string[] = [];
	const note = (effect: string) => void effects.push(effect);
	terminal.onBell(() => note('bell'));
	terminal.onTitleChange(title => note(`title ${title}`));
	terminal.onData(reply => note(`reply ${JSON.stringify(reply)}`));
	terminal.onBinary(reply => note(`reply ${JSON.stringify(reply)}`));
	for (const command of COMMANDS) {
		terminal.parser.registerOscHandler(command, data => {
			note(`command ${command};${data}`);
			return false;
		});
	}
	const modes = () => JSON.stringify([terminal.modes, terminal.buffer.active.type]);
	let before = modes();
	const stdout = new Writable({
		decodeStrings: false,
		write(chunk, _encoding, done) {
			terminal.write(String(chunk));
			done();
		},
	});
	return {
		terminal,
		stdout: Object.assign(stdout, { isTTY: true, columns, rows }) as unknown as NodeJS.WriteStream,
		write: text => new Promise(drawn => terminal.write(text, drawn)),
		takeEffects() {
			const taken = modes() === before ? effects : [...effects, `modes ${modes()}`];
			before = modes();
			effects = [];
			return taken;
		},
		lines() {
			const { active } = terminal.buffer;
			return Array.from(
				{ length: rows },
				(_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
			);
		},
		dispose: () => terminal.dispose(),
	};
}

/** Whether a cell has no look of its own. */
export function isPlain(cell: xterm.IBufferCell | undefined): boolean {
	return (
		cell?.isFgDefault() === true &&
		cell.isBgDefault() &&
		[cell.isBold(), cell.isDim(), cell.isItalic(), cell.isUnderline(), cell.isBlink(), cell.isInverse()].every(
			is => is === 0,
		) &&
		cell.isInvisible() === 0 &&
		cell.isStrikethrough() === 0
	);
}
