import type { Kernel, MimeBundle } from "./kernel.js";

/** The public part of tslab that adds outputs, `display` of `import { display } from "tslab"`. */
export interface PublicDisplay {
  raw(mimeType: string, content: never): void;
}

const PREFERRED = ["image/svg+xml", "text/html", "image/png", "text/plain"];

/**
 * Makes a kernel of tslab's public `display`, for a tslab that {@link findKernel} does not know. It shows
 * each thing in one form only, the richest that every front end has, and what is updated as it was at first.
 */
export function kernelOfDisplay(display: PublicDisplay): Kernel {
  const show = (bundle: MimeBundle): void => {
    const type = PREFERRED.find((name) => name in bundle) ?? Object.keys(bundle)[0];
    if (type !== undefined) display.raw(type, bundle[type] as never);
  };
  return {
    cell: () => null,
    display: show,
    open: (bundle) => {
      show(bundle);
      return { update: () => {} };
    },
  };
}
