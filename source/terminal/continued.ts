/** How long signals that were sent at once may take to be told, in milliseconds. */
const AT_ONCE = 20;

/**
 * Does what a process does when it is continued. A shell that ends a stopped job sends it two signals at once, and either may
 * be told first: the end has to be, because whoever takes back the terminal in the background is stopped again.
 */
export function afterOtherSignals(comeBack: () => void): void {
	setTimeout(() => setImmediate(comeBack), AT_ONCE);
}
