import type { Kernel, MimeBundle } from "./kernel.js";

/** Modules that were loaded with `require`, by file: `createRequire(…).cache`. */
export type ModuleCache = Readonly<Record<string, { readonly exports?: unknown } | undefined>>;

/** tslab's inner way to add an output; its public one takes a single MIME type. */
type WriteDisplayData = (
  content: { data: MimeBundle; metadata: object; transient: { display_id?: string } },
  isUpdate: boolean,
) => void;

interface Jupyter {
  readonly lastWriteDisplayData: WriteDisplayData | null;
}

/**
 * Finds the tslab kernel that this process is, or `null`. A library can't `require("tslab")` where tslab
 * is installed for all users, so its module is looked up among those that are loaded.
 *
 * @param newId - Makes an id that no other output in this kernel has.
 */
export function findKernel(cache: ModuleCache, newId: () => string): Kernel | null {
  for (const [file, module] of Object.entries(cache)) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file)) continue;
    const jupyter = module?.exports as Jupyter | undefined;
    // Asked for each time, because each cell has its own; before the first there is none.
    if (jupyter && "lastWriteDisplayData" in jupyter) {
      return kernelOf(() => jupyter.lastWriteDisplayData ?? ignore, newId);
    }
  }
  return null;
}

function ignore(): void {}

function kernelOf(current: () => WriteDisplayData, newId: () => string): Kernel {
  return {
    cell: current,
    display: (data) => current()({ data, metadata: metadataOf(data), transient: {} }, false),
    open: (data) => {
      const write = current();
      const transient = { display_id: newId() };
      write({ data, metadata: metadataOf(data), transient }, false);
      return {
        update: (next) => write({ data: next, metadata: metadataOf(next), transient }, true),
      };
    },
  };
}

/** Pictures of pixels say how large they are meant to be shown. */
function metadataOf(bundle: MimeBundle): object {
  const svg = bundle["image/svg+xml"];
  const size =
    typeof svg === "string" && "image/png" in bundle ? /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) : null;
  if (size === null) return {};
  return { "image/png": { width: Math.round(Number(size[1])), height: Math.round(Number(size[2])) } };
}
