import { StoreError } from "../errors.js";

/** The error of a read whose object has another content than the one that was listed. */
export function replacedError(key: string, store: string, cause?: unknown): StoreError {
  return new StoreError(
    `cannot read ${key} in ${store}: it was replaced since it was listed; list it again`,
    {
      key,
      failure: "replaced",
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
