import { hexDigit } from "./tokens";

/** Where keys with escapes are unescaped to; set by the host. */
let scratch: usize = 0;
/** How many bytes a key may have to be compared at all; a path's names are shorter. */
const LONGEST: usize = 4096;

export function setScratch(p: usize): void {
  scratch = p;
}

/** Where the key is that `unescapeKey` made. */
export function scratchAt(): usize {
  return scratch;
}

/**
 * Unescapes a key to UTF-8. A lone half of a surrogate pair becomes three bytes that are no UTF-8, so that it
 * equals no name of a path.
 *
 * @returns The length in bytes, or -1 for a key that is no name of a path: too long, or its escapes are wrong.
 */
export function unescapeKey(p: usize, end: usize): i32 {
  let out = scratch;
  const limit = scratch + LONGEST;
  while (p < end) {
    if (out > limit) return -1;
    const byte: u32 = load<u8>(p++);
    if (byte != 0x5c) {
      store<u8>(out++, byte);
      continue;
    }
    const escaped: u32 = load<u8>(p++);
    switch (escaped) {
      case 0x22:
      case 0x5c:
      case 0x2f:
        store<u8>(out++, escaped);
        break;
      case 0x62:
        store<u8>(out++, 0x08);
        break;
      case 0x66:
        store<u8>(out++, 0x0c);
        break;
      case 0x6e:
        store<u8>(out++, 0x0a);
        break;
      case 0x72:
        store<u8>(out++, 0x0d);
        break;
      case 0x74:
        store<u8>(out++, 0x09);
        break;
      case 0x75: {
        let unit = codeUnit(p, end);
        if (unit < 0) return -1;
        p += 4;
        if ((unit & 0xfc00) == 0xd800 && p + 6 <= end && load<u16>(p) == 0x755c) {
          const low = codeUnit(p + 2, end);
          if ((low & 0xfffffc00) == 0xdc00) {
            p += 6;
            unit = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
          }
        }
        out = writeUtf8(out, unit);
        break;
      }
      default:
        return -1;
    }
  }
  return <i32>(out - scratch);
}

/** Four hexadecimal digits, or -1. */
function codeUnit(p: usize, end: usize): i32 {
  if (p + 4 > end) return -1;
  let unit: i32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const digit = hexDigit(load<u8>(p + i));
    if (digit < 0) return -1;
    unit = (unit << 4) | digit;
  }
  return unit;
}

function writeUtf8(out: usize, point: i32): usize {
  if (point < 0x80) {
    store<u8>(out++, point);
    return out;
  }
  if (point < 0x800) {
    store<u8>(out++, 0xc0 | (point >> 6));
  } else {
    if (point < 0x10000) {
      store<u8>(out++, 0xe0 | (point >> 12));
    } else {
      store<u8>(out++, 0xf0 | (point >> 18));
      store<u8>(out++, 0x80 | ((point >> 12) & 0x3f));
    }
    store<u8>(out++, 0x80 | ((point >> 6) & 0x3f));
  }
  store<u8>(out++, 0x80 | (point & 0x3f));
  return out;
}
