import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';

/** Put in its place when the program is built: the commit that it was built from; null where none was known. */
declare const BUILD_COMMIT: string | null;

/** What the program was built from, in words. */
export function commitText(): SafeText {
	if (typeof BUILD_COMMIT === 'undefined') return safe`not built`;
	return BUILD_COMMIT === null ? safe`commit unknown` : safe`commit ${toSafeText(BUILD_COMMIT)}`;
}
