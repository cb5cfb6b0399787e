import { createHash } from "node:crypto";
import { withRead } from "../../src/scan/index.js";
import type { Store } from "../../src/store/index.js";

/** A store whose listings tell etags: digests of the content, or what is given. */
export function withEtags(store: Store, etagOf?: (key: string) => string | undefined): Store {
  const digestOf = async (key: string): Promise<string> => {
    const hash = createHash("sha256");
    const before = store.costs.reads;
    for await (const chunk of store.read(key)) hash.update(chunk);
    (store.costs as { reads: number }).reads = before;
    return hash.digest("hex");
  };
  return {
    ...withRead(store, (key, options) => store.read(key, options)),
    async *list(prefix, options) {
      for await (const { key, byteLength } of store.list(prefix, options)) {
        const etag = etagOf === undefined ? await digestOf(key) : etagOf(key);
        yield etag === undefined ? { key, byteLength } : { key, byteLength, etag };
      }
    },
  };
}
