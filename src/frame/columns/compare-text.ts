/** Orders texts by code point, which is also the order of their UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    const at = isWithinPair(a, i) || isWithinPair(b, i) ? i - 1 : i;
    return a.codePointAt(at)! - b.codePointAt(at)!;
  }
  return a.length - b.length;
}

/** Whether an index is that of a surrogate pair's second half. */
function isWithinPair(text: string, i: number): boolean {
  return i > 0 && text.codePointAt(i - 1)! > 0xffff;
}
