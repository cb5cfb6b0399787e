import type { ParameterDeclaration, ParameterDeclarations, ParameterValues } from "./parameters.js";

/**
 * Checks given values against declarations and fills in the defaults.
 *
 * Names are taken in camelCase or as on a command line (`buildFrom`, `build-from`). Values may be
 * strings, which are read as the declared type, or of that type already; `undefined` is not given.
 * A boolean is `true`, `false`, or an empty string for true, as of an option without a value.
 *
 * @throws {TypeError} If a name is not declared, or given twice; it lists the names there are.
 * @throws {TypeError} If a value is not of the declared type, or not among the choices.
 *
 * @example
 * const declared = { from: { type: "date", default: "20170614", help: "first day" } } as const;
 * parseParameters(declared, { from: "2017-06-15" }).from; // "20170615"
 * parseParameters(declared, {}).from; // "20170614"
 */
export function parseParameters<P extends ParameterDeclarations>(
  declarations: P,
  given: Readonly<Record<string, unknown>> = {},
): ParameterValues<P> {
  const values = new Map<string, unknown>();
  for (const [name, declaration] of Object.entries(declarations)) {
    values.set(
      name,
      declaration.default === null ? null : parseValue(name, declaration, declaration.default),
    );
  }
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const known = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const declaration = Object.hasOwn(declarations, known) ? declarations[known] : undefined;
    if (declaration === undefined) {
      const names = Object.keys(declarations).join(", ");
      throw new TypeError(`unknown parameter ${JSON.stringify(name)}; parameters: ${names || "none"}`);
    }
    if (seen.has(known))
      throw new TypeError(`parameter ${JSON.stringify(known)} is given twice; give it once`);
    seen.add(known);
    values.set(
      known,
      value === null && declaration.default === null ? null : parseValue(known, declaration, value),
    );
  }
  return Object.freeze(Object.fromEntries(values)) as ParameterValues<P>;
}

function parseValue(
  name: string,
  declaration: ParameterDeclaration,
  value: unknown,
): string | number | boolean {
  const parsed = PARSERS[declaration.type](value);
  const choices = declaration.type === "string" ? declaration.choices : undefined;
  if (parsed === null || (choices !== undefined && !choices.includes(parsed as string))) {
    const wanted = choices === undefined ? EXPECTED[declaration.type] : `one of ${choices.join(", ")}`;
    const got = JSON.stringify(value)?.slice(0, 200) ?? typeof value;
    throw new TypeError(
      `parameter ${JSON.stringify(name)} must be ${wanted}, got ${got}; ${declaration.help}`,
    );
  }
  return parsed;
}

type Parser = (value: unknown) => string | number | boolean | null;

const PARSERS: Record<ParameterDeclaration["type"], Parser> = {
  string: (value) => (typeof value === "string" ? value : null),
  number: (value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : null;
  },
  boolean: (value) => {
    if (typeof value === "boolean") return value;
    return value === "" || value === "true" ? true : value === "false" ? false : null;
  },
  date: (value) => {
    const match = typeof value === "string" ? /^(\d{4})(-?)(\d{2})\2(\d{2})$/.exec(value) : null;
    if (match === null) return null;
    const [, year, , month, day] = match;
    const time = new Date(`${year}-${month}-${day}T00:00:00Z`);
    // Date rolls 30 February over into March.
    return time.getUTCDate() === Number(day) ? `${year}${month}${day}` : null;
  },
};

const EXPECTED: Record<ParameterDeclaration["type"], string> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  date: "a day as YYYYMMDD or YYYY-MM-DD",
};
