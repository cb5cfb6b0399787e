/** The parameters of a URL: every name with all its values, in order. */
export function queryOf(url: string): Map<string, string[]> {
  const mark = url.indexOf("?");
  const query = new Map<string, string[]>();
  if (mark < 0) return query;
  const text = url.slice(mark + 1).split("#")[0];
  for (const [name, value] of new URLSearchParams(text)) {
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}
