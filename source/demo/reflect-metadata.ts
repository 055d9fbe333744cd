/**
 * The three functions of the Reflect Metadata proposal that the dependency injection within `@peculiar/x509` calls; it
 * refuses to load without them. To be imported before it. Leaves a complete implementation alone where there is one.
 */
const metadata = new WeakMap<object, Map<unknown, unknown>>();

function getOwnMetadata(key: unknown, target: object): unknown {
	return metadata.get(target)?.get(key);
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
	const own = metadata.get(target) ?? new Map<unknown, unknown>();
	metadata.set(target, own.set(key, value));
}

if (!('getMetadata' in Reflect)) {
	Object.assign(Reflect, { getMetadata: getOwnMetadata, getOwnMetadata, defineMetadata });
}
