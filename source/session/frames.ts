import { createStore, type Store } from '../live/store.ts';
import { sameValue } from '../model/share.ts';
import type { Frame } from './frame/frame.ts';

/** What is to be seen or told, told of only when it differs. */
export type Shown<Value> = Pick<Store<Value>, 'get' | 'subscribe'>;

/** The frame that is to be seen, told of only when it looks different. */
export type Frames = Shown<Frame>;

/** Makes what is shown anew whenever one of the causes has changed, and keeps the one before where nobody could tell them apart. */
export function createFrames<Value>(
	draw: () => Value,
	causes: readonly Pick<Store<unknown>, 'subscribe'>[],
): Shown<Value> {
	const frames = createStore(draw());
	const look = () => {
		const next = draw();
		if (!sameValue(frames.get(), next)) frames.set(next);
	};
	for (const cause of causes) cause.subscribe(look);
	return frames;
}
