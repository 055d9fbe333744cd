import { useSyncExternalStore } from 'react';
import type { Frame } from '../session/frame/frame.ts';
import type { Frames } from '../session/frames.ts';

/** The polling hook: what is to be seen now, and a new drawing whenever that looks different. It starts nothing. */
export function usePolling(frames: Frames): Frame {
	return useSyncExternalStore(frames.subscribe, frames.get, frames.get);
}
