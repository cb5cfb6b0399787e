/*
 * Steps over the parts of JSON text. Each takes the bytes, where the part starts and where the text ends, and gives what
 * follows the part, or -1 if no such part is there. Bytes from 0x80 up are taken as they are inside strings, so whether
 * the text is UTF-8 is not looked at; elsewhere they are no JSON.
 */

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

/** 1 for bytes that stand for themselves in a string: no quote, backslash or control character. */
const plain = new Uint8Array(256).fill(1, 0x20);
plain[QUOTE] = 0;
plain[BACKSLASH] = 0;

/** 1 for bytes that may follow a backslash and stand alone: "\/bfnrt. */
const escaped = new Uint8Array(256);
for (const character of '"\\/bfnrt') escaped[character.charCodeAt(0)] = 1;

/** 1 for quotes, braces and brackets. */
const structural = new Uint8Array(256);
for (const byte of [QUOTE, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT]) structural[byte] = 1;

const hexadecimal = new Uint8Array(256);
for (const character of "0123456789abcdefABCDEF") hexadecimal[character.charCodeAt(0)] = 1;

/** Skips blanks, if any are there. */
export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const byte = bytes[at]!;
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) break;
    at += 1;
  }
  return at;
}

/**
 * Skips any value, checking all of it.
 *
 * The loop keeps a byte a level, 1 in an object and 0 in a list, and knows at each token what may follow.
 */
export function skipValue(bytes: Uint8Array, at: number, end: number): number {
  let levels: Uint8Array = new Uint8Array(64);
  let depth = 0;
  for (;;) {
    // A value starts here.
    const first = at < end ? bytes[at]! : 0;
    if (first === OPEN_OBJECT || first === OPEN_LIST) {
      const isObject = first === OPEN_OBJECT;
      at = skipSpace(bytes, at + 1, end);
      if (at < end && bytes[at] === first + 2) {
        at += 1;
      } else {
        if (++depth === levels.length) levels = grown(levels);
        levels[depth] = isObject ? 1 : 0;
        if (isObject) at = skipColon(bytes, skipString(bytes, at, end), end);
        if (at < 0) return -1;
        continue;
      }
    } else {
      at = skipScalar(bytes, at, end);
      if (at < 0) return -1;
    }
    // A value has ended: close levels until a comma opens the next value.
    for (;;) {
      if (depth === 0) return at;
      at = skipSpace(bytes, at, end);
      if (at >= end) return -1;
      const byte = bytes[at]!;
      at += 1;
      if (byte === COMMA) break;
      if (byte !== (levels[depth] === 1 ? CLOSE_OBJECT : CLOSE_LIST)) return -1;
      depth -= 1;
    }
    at = skipSpace(bytes, at, end);
    if (levels[depth] === 1) {
      at = skipColon(bytes, skipString(bytes, at, end), end);
      if (at < 0) return -1;
    }
  }
}

/**
 * Skips any value, looking only at strings, braces and brackets: right where the text is known to be JSON; elsewhere much
 * that is none passes.
 */
export function skipUnchecked(bytes: Uint8Array, at: number, end: number): number {
  const first = at < end ? bytes[at]! : 0;
  if (first !== OPEN_OBJECT && first !== OPEN_LIST) return skipScalar(bytes, at, end);
  let depth = 0;
  for (;;) {
    while (at < end && structural[bytes[at]!] === 0) at += 1;
    if (at >= end) return -1;
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      at = skipString(bytes, at, end);
      if (at < 0) return -1;
    } else {
      at += 1;
      depth += byte === OPEN_OBJECT || byte === OPEN_LIST ? 1 : -1;
      if (depth === 0) return at;
    }
  }
}

/** Skips the colon after a key, and the blanks around it; -1 also if `at` is. */
export function skipColon(bytes: Uint8Array, at: number, end: number): number {
  if (at < 0) return -1;
  const colon = skipSpace(bytes, at, end);
  return colon < end && bytes[colon] === COLON ? skipSpace(bytes, colon + 1, end) : -1;
}

/** Skips a string, from quote to quote. */
export function skipString(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || bytes[at] !== QUOTE) return -1;
  at += 1;
  for (;;) {
    while (at < end && plain[bytes[at]!] === 1) at += 1;
    if (at >= end) return -1;
    const byte = bytes[at]!;
    if (byte === QUOTE) return at + 1;
    if (byte !== BACKSLASH || at + 1 >= end) return -1;
    const next = bytes[at + 1]!;
    if (escaped[next] === 1) {
      at += 2;
    } else {
      if (next !== 0x75 || at + 6 > end) return -1;
      for (let digit = at + 2; digit < at + 6; digit++) if (hexadecimal[bytes[digit]!] === 0) return -1;
      at += 6;
    }
  }
}

/** Skips a string, a number, true, false or null. */
export function skipScalar(bytes: Uint8Array, at: number, end: number): number {
  const first = at < end ? bytes[at]! : 0;
  if (first === QUOTE) return skipString(bytes, at, end);
  if (first === 0x74) return skipWord(bytes, at, end, "true");
  if (first === 0x66) return skipWord(bytes, at, end, "false");
  if (first === 0x6e) return skipWord(bytes, at, end, "null");
  if (first === 0x2d) at += 1;
  if (at < end && bytes[at] === 0x30) at += 1;
  else {
    at = skipDigits(bytes, at, end);
    if (at < 0) return -1;
  }
  if (at < end && bytes[at] === 0x2e) {
    at = skipDigits(bytes, at + 1, end);
    if (at < 0) return -1;
  }
  if (at < end && (bytes[at]! | 0x20) === 0x65) {
    at += 1;
    if (at < end && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at += 1;
    at = skipDigits(bytes, at, end);
  }
  return at;
}

/** Skips one digit or more. */
function skipDigits(bytes: Uint8Array, at: number, end: number): number {
  const start = at;
  while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at += 1;
  return at === start ? -1 : at;
}

function skipWord(bytes: Uint8Array, at: number, end: number, word: string): number {
  if (at + word.length > end) return -1;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return -1;
  return at + word.length;
}

function grown(levels: Uint8Array): Uint8Array {
  const larger = new Uint8Array(levels.length * 2);
  larger.set(levels);
  return larger;
}
