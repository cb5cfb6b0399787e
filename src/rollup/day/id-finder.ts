import { createProjection, type Projection, type RecordCells } from "../../decode/index.js";
import { compileTrie, hasWasmKernel } from "../../kernel/index.js";
import type { PingDocument } from "../document.js";
import { documentIdAt, keyPaths } from "../read-ping-key.js";
import { valueAt } from "../value-at.js";

/** Finds the document ids of pings, and nothing else. */
export class IdFinder {
  /** What to look for in stored records; null where the platform can't. */
  readonly projection: Projection | null = null;
  readonly #slots = new Map<readonly string[], number>();

  constructor() {
    if (!hasWasmKernel()) return;
    const paths = [["payload"], keyPaths.documentId, keyPaths.id];
    const trie = compileTrie(paths);
    paths.forEach((path, i) => {
      this.#slots.set(path, trie.slotOf[i]!);
    });
    this.projection = createProjection({ trie, payloadSlot: trie.slotOf[0]!, isPayloadWanted: false });
  }

  /** The document id of a ping; `""` if it has none. */
  idOf(ping: PingDocument): string {
    return documentIdAt((path) => valueAt(ping, path)) ?? "";
  }

  /** The document id of a ping whose values the projection has found; `""` if it has none. */
  idIn(cells: RecordCells): string {
    return documentIdAt((path) => cells.value(this.#slots.get(path)!)) ?? "";
  }
}
