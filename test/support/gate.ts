/** Something to wait for that a test opens by hand. */
export interface Gate {
	readonly opened: Promise<void>;
	open(): void;
}

/** Creates a gate that is closed. */
export function createGate(): Gate {
	let open: () => void = () => undefined;
	const opened = new Promise<void>(resolve => {
		open = resolve;
	});
	return { opened, open: () => open() };
}
