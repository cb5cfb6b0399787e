import { withRead } from "../../src/scan/index.js";
import type { Store } from "../../src/store/index.js";

/** A store whose listings tell the etags given, and whose reads take them. */
export function withEtags(store: Store, etagOf: (key: string) => string | undefined): Store {
  return {
    ...withRead(store, (key, { ifMatch: _, ...options } = {}) => store.read(key, options)),
    async *list(prefix, options) {
      for await (const { key, byteLength } of store.list(prefix, options)) {
        const etag = etagOf(key);
        yield etag === undefined ? { key, byteLength } : { key, byteLength, etag };
      }
    },
  };
}
