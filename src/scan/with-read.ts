import type { Store } from "../store/index.js";

/** A store that reads in another way and is the same in all else. */
export function withRead(store: Store, read: Store["read"]): Store {
  return {
    name: store.name,
    costs: store.costs,
    listFolders: (prefix, options) => store.listFolders(prefix, options),
    list: (prefix, options) => store.list(prefix, options),
    head: (key, options) => store.head(key, options),
    read,
    write: (key, bytes, options) => store.write(key, bytes, options),
    describe: () => store.describe(),
  };
}
