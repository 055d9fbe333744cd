import type { Watch } from '../api/watch.ts';
import type { JobQuery } from '../model/job-query.ts';
import type { LateConnection } from './late-connection.ts';

/** A watch on a connection that is made with the first poll; before it there is nothing to load more of. */
export function watchLate(connection: LateConnection, query: JobQuery): Watch {
	let made: Watch | null = null;
	const get = async () => {
		made ??= (await connection.get()).client.watch(query);
		return made;
	};
	return {
		poll: async signal => (await get()).poll(signal),
		isMoreWanted: () => made?.isMoreWanted() ?? false,
		more: async signal => (await get()).more(signal),
		loadOlder: () => made?.loadOlder(),
		load: count => made?.load(count),
		stopLoading: () => made?.stopLoading(),
		doubt: () => made?.doubt(),
	};
}
