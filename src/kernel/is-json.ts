/**
 * Tells whether bytes are JSON text, without making values of it: several times as fast as
 * `JSON.parse`, with the same answer.
 *
 * The loop keeps a byte a level, 1 in an object and 0 in a list, and knows at each token what may
 * follow. Bytes from 0x80 up are taken as they are inside strings, so whether the text is UTF-8 is
 * not looked at; elsewhere they are no JSON.
 *
 * @param bytes - The text in UTF-8.
 * @param start - Where it starts. @defaultValue 0
 * @param end - Where it ends, exclusive. @defaultValue the end of `bytes`
 *
 * @example
 * isJson(new TextEncoder().encode('{"a":[1,2]}')); // true
 * isJson(new TextEncoder().encode("{'a':1}")); // false
 */
export function isJson(bytes: Uint8Array, start = 0, end: number = bytes.length): boolean {
  let at = skipSpace(bytes, start, end);
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
        if (isObject) at = skipKey(bytes, at, end);
        if (at < 0) return false;
        continue;
      }
    } else {
      at = first === QUOTE ? skipString(bytes, at + 1, end) : skipScalar(bytes, at, end);
      if (at < 0) return false;
    }
    // A value has ended: close levels until a comma opens the next value.
    for (;;) {
      at = skipSpace(bytes, at, end);
      if (depth === 0) return at === end;
      if (at >= end) return false;
      const byte = bytes[at]!;
      at += 1;
      if (byte === COMMA) break;
      if (byte !== (levels[depth] === 1 ? CLOSE_OBJECT : CLOSE_LIST)) return false;
      depth -= 1;
    }
    at = skipSpace(bytes, at, end);
    if (levels[depth] === 1) {
      at = skipKey(bytes, at, end);
      if (at < 0) return false;
    }
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** 1 for bytes that stand for themselves in a string: no quote, backslash or control character. */
const plain = new Uint8Array(256).fill(1, 0x20);
plain[QUOTE] = 0;
plain[BACKSLASH] = 0;

/** 1 for bytes that may follow a backslash and stand alone: "\/bfnrt. */
const escaped = new Uint8Array(256);
for (const character of '"\\/bfnrt') escaped[character.charCodeAt(0)] = 1;

const hexadecimal = new Uint8Array(256);
for (const character of "0123456789abcdefABCDEF") hexadecimal[character.charCodeAt(0)] = 1;

function grown(levels: Uint8Array): Uint8Array {
  const larger = new Uint8Array(levels.length * 2);
  larger.set(levels);
  return larger;
}

function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const byte = bytes[at]!;
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) break;
    at += 1;
  }
  return at;
}

/** Skips a key, its colon and the spaces around; -1 if that is not what is there. */
function skipKey(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || bytes[at] !== QUOTE) return -1;
  const after = skipString(bytes, at + 1, end);
  if (after < 0) return -1;
  const colon = skipSpace(bytes, after, end);
  return colon < end && bytes[colon] === 0x3a ? skipSpace(bytes, colon + 1, end) : -1;
}

/** Skips a string whose opening quote lies before `at`; gives what follows its closing quote, or -1. */
function skipString(bytes: Uint8Array, at: number, end: number): number {
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

/** Skips a number, true, false or null; -1 if none is there. */
function skipScalar(bytes: Uint8Array, at: number, end: number): number {
  const first = at < end ? bytes[at]! : 0;
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

/** Skips one digit or more; -1 if there is none. */
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
