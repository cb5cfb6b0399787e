/** What stands where an identifier was. */
export const HIDDEN = "‹hidden›";

// Add-on ids are UUIDs in braces and are public; client and document ids come bare.
const IDENTIFIER = /(?<![0-9a-f{])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;

/**
 * Copies plain data with every identifier-shaped piece of text hidden, in names of properties too,
 * and says how many there were. The last defence: columns of identifiers never come this far.
 */
export function hideIdentifiers<T>(value: T): { value: T; hidden: number } {
  let hidden = 0;
  const hide = (text: string): string =>
    text.replace(IDENTIFIER, () => {
      hidden++;
      return HIDDEN;
    });
  const walk = (node: unknown): unknown => {
    if (typeof node === "string") return hide(node);
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([name, inner]) => [hide(name), walk(inner)]));
  };
  return { value: walk(value) as T, hidden };
}
