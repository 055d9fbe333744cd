/** What may be drawn on the terminal, and whether there is one to draw on. */
export interface Capabilities {
	/** A screen can be shown and keys can be read. */
	readonly interactive: boolean;
	/** Colours may be used. */
	readonly color: boolean;
	/** Glyphs beyond ASCII arrive as they are. */
	readonly unicode: boolean;
	/** The terminal obeys no escape sequence at all. */
	readonly dumb: boolean;
}

/** Which of the program's streams are terminals. */
export interface TerminalStreams {
	readonly stdin: boolean;
	readonly stdout: boolean;
}

/** Reads from the environment what the terminal can do. A variable that is set but empty counts as not set. */
export function readCapabilities(
	environment: Readonly<Record<string, string | undefined>>,
	isTerminal: TerminalStreams,
): Capabilities {
	const { TERM, NO_COLOR, CI, LC_ALL, LC_CTYPE, LANG } = environment;
	const dumb = isTerminal.stdout && (!TERM || TERM === 'dumb');
	return {
		interactive: isTerminal.stdin && isTerminal.stdout && !dumb && !isTruthy(CI),
		color: isTerminal.stdout && !dumb && !NO_COLOR,
		// A file or a pipe takes any bytes, and is read elsewhere; the console of Linux knows few glyphs by heart.
		unicode: !isTerminal.stdout || (!dumb && TERM !== 'linux' && isUtf8(LC_ALL || LC_CTYPE || LANG || '')),
		dumb,
	};
}

/** Whether text in a locale such as `de_CH.UTF-8` is UTF-8. */
function isUtf8(locale: string): boolean {
	return /\.utf-?8(?:@|$)/i.test(locale);
}

function isTruthy(value: string | undefined): boolean {
	return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}
