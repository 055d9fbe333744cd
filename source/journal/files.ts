/** A file that grows at its end. */
export interface JournalFile {
	/** What tells it from every other file, under whatever name it goes by then. */
	readonly id: string;
	/** Up to `length` bytes from `offset` on: none at its end. */
	read(offset: number, length: number): Promise<Uint8Array>;
	/** Adds bytes in one piece, behind whatever stands at the end by then. */
	append(bytes: Uint8Array): Promise<void>;
	close(): Promise<void>;
}

/**
 * The two files of a journal: one that grows, and the one that grew before it. Whatever the disk refuses is thrown as a
 * failure that says so.
 */
export interface JournalFiles {
	/** Opens the one that grows; it is made where there is none. */
	open(): Promise<JournalFile>;
	/** Opens one that is there, null where it is not. */
	openExisting(which: 'growing' | 'older'): Promise<JournalFile | null>;
	/** The id of the one that grows, null where there is none. */
	growing(): Promise<string | null>;
	/** Makes the file of this id the older one, in place of the one that was; nothing where it no longer grows. */
	rotate(id: string): Promise<void>;
}

/** Files that are gone with this process: for a demo, and where nothing shall be kept. */
export function createMemoryFiles(): JournalFiles {
	let made = 0;
	const files: Partial<Record<'growing' | 'older', JournalFile>> = {};
	const create = (): JournalFile => {
		let content = new Uint8Array();
		made += 1;
		return {
			id: String(made),
			read: async (offset, length) => content.subarray(offset, offset + length),
			async append(bytes) {
				const longer = new Uint8Array(content.length + bytes.length);
				longer.set(content);
				longer.set(bytes, content.length);
				content = longer;
			},
			close: async () => undefined,
		};
	};
	return {
		async open() {
			files.growing ??= create();
			return files.growing;
		},
		openExisting: async which => files[which] ?? null,
		growing: async () => files.growing?.id ?? null,
		async rotate(id) {
			if (files.growing?.id !== id) return;
			files.older = files.growing;
			delete files.growing;
		},
	};
}
