/** Lists every text in plain data with its path, names of properties too. */
export function* stringsIn(value: unknown, path = ""): Generator<readonly [path: string, text: string]> {
  if (typeof value === "string") yield [path, value];
  else if (typeof value === "number" || typeof value === "bigint") yield [path, String(value)];
  else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* stringsIn(item, `${path}[${i}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [i, [name, item]] of Object.entries(value).entries()) {
      const step = /^\w{1,40}$/.test(name) ? name : `[property ${i + 1}]`;
      yield [`${path}, name of property ${i + 1}`, name];
      yield* stringsIn(item, path === "" ? step : `${path}.${step}`);
    }
  }
}
