/** How many columns of a terminal a text takes: two for wide characters, none for combining ones. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /\p{M}|\p{Cf}/u.test(character) ? 0 : isWide(character) ? 2 : 1;
  return width;
}

/** East Asian wide characters and emoji, by block (Unicode UAX 11, simplified). */
function isWide(character: string): boolean {
  const code = character.codePointAt(0)!;
  return (
    code >= 0x1100 &&
    (code <= 0x115f ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1f300 && code <= 0x1faff) ||
      (code >= 0x20000 && code <= 0x3fffd))
  );
}
