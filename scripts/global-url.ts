/** Stands in for the package whatwg-url in the bundle: Node has had the same class as a global since version 10. */
export const URL = globalThis.URL;
