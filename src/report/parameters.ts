/**
 * A parameter a notebook takes. The type names what `default` and given values must be; a `date`
 * is a day, written `YYYYMMDD` or `YYYY-MM-DD` and always handed out as `YYYYMMDD`. A default of
 * `null` means: not given.
 */
export type ParameterDeclaration = {
  /** What the parameter does, in a sentence. */
  readonly help: string;
} & (
  | { readonly type: "string"; readonly default: string | null; readonly choices?: readonly string[] }
  | { readonly type: "number"; readonly default: number | null }
  | { readonly type: "boolean"; readonly default: boolean }
  | { readonly type: "date"; readonly default: string | null }
);

/** Parameters by name, in camelCase; on a command line `buildFrom` is `--build-from`. */
export type ParameterDeclarations = Readonly<Record<string, ParameterDeclaration>>;

/** The values that go with declarations. */
export type ParameterValues<P extends ParameterDeclarations> = {
  readonly [K in keyof P]: BaseValue<P[K]["type"]> | NullOf<P[K]["default"]>;
};
type BaseValue<T> = T extends "number" ? number : T extends "boolean" ? boolean : string;
type NullOf<D> = [D] extends [null] ? null : null extends D ? null : never;
