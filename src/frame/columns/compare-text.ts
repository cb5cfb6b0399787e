/** Orders texts by code point, which is also the order of their UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return weightOf(x) - weightOf(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for the highest code points, but are not the highest code units. */
function weightOf(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;
}
