import { openFolderStore } from "./open-folder-store.js";
import { openS3StoreWith } from "./open-s3-store.js";
import type { Store, StoreDescription } from "./types.js";

/**
 * Opens the store that a description names, in whatever process or machine holds it.
 *
 * @throws {TypeError} If the description's kind is unknown.
 *
 * @example
 * openStore({ kind: "folder", path: "lake" }).describe()?.kind; // "folder"
 */
export function openStore(description: StoreDescription): Store {
  switch (description.kind) {
    case "folder":
      return openFolderStore(description.path);
    case "s3":
      return openS3StoreWith(description);
    default:
      throw new TypeError(
        `unknown kind of store: ${JSON.stringify((description as { kind?: unknown } | null)?.kind ?? null)}; kinds: folder, s3`,
      );
  }
}
