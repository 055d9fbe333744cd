/** The three functions of the Reflect metadata proposal that the certificate library asks for before it loads. */
const kept = new WeakMap<object, Map<unknown, unknown>>();

function defineMetadata(key: unknown, value: unknown, target: object): void {
	kept.set(target, (kept.get(target) ?? new Map()).set(key, value));
}

function getMetadata(key: unknown, target: object): unknown {
	return kept.get(target)?.get(key);
}

Object.assign(Reflect, { defineMetadata, getMetadata, getOwnMetadata: getMetadata });
