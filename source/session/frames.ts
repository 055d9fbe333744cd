import { createStore, type Store } from '../live/store.ts';
import { sameValue } from '../model/share.ts';
import type { Frame } from './frame/frame.ts';

/** The frame that is to be seen, told of only when it looks different. */
export type Frames = Pick<Store<Frame>, 'get' | 'subscribe'>;

/** Draws a frame whenever one of the causes has changed, and keeps the one before where nobody could tell them apart. */
export function createFrames(draw: () => Frame, causes: readonly Pick<Store<unknown>, 'subscribe'>[]): Frames {
	const frames = createStore(draw());
	const look = () => {
		const next = draw();
		if (!sameValue(frames.get(), next)) frames.set(next);
	};
	for (const cause of causes) cause.subscribe(look);
	return frames;
}
