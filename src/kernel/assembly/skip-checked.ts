import { escapeCarry, escapedBytes, mask64, prefixXor } from "./blocks";
import { isEscape, scalarEnd } from "./tokens";

/** What a carry of `mask` + `addend` pushes out of 64 bits; set by `runOver`. */
let overflow: u64 = 0;

/** Moves bits over runs of white space to what follows them: adding a bit to a run carries it to the run's end. */
// @ts-ignore: decorator
@inline
function runOver(bits: u64, space: u64): u64 {
  const sum = (bits & space) + space;
  overflow = <u64>(sum < space);
  return (sum | bits) & ~space;
}

/** Where levels are put that one word has no room for; set by the host, which has room for so many words there. */
let spill: usize = 0;
const SPILL_WORDS: u32 = 512;

export function setSpill(at: usize): void {
  spill = at;
}

/**
 * Skips an object or list and checks every byte of it against JSON's grammar, 64 bytes at a time.
 *
 * What must follow a token is a mask: a bit is set where a value, a key, a colon, or a comma or closing bracket
 * has to be next, and moved over white space to the next token. The block is right if at each such place there
 * is a token of that sort. Only brackets are looked at one by one, to know of each comma whether it stands in an
 * object, and so are escapes and scalars that are not whole numbers without sign.
 *
 * @param p - Behind the opening bracket.
 * @param isObject - 1 for `{`, 0 for `[`.
 * @returns What follows the closing bracket; 0 if the text is no JSON, or nested deeper than some 30,000 levels.
 */
export function skipChecked(p: usize, end: usize, isObject: u64): usize {
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  const space = i8x16.splat(0x20);
  const open = i8x16.splat(0x7b);
  const close = i8x16.splat(0x7d);
  const colon = i8x16.splat(0x3a);
  const comma = i8x16.splat(0x2c);
  const zero = i8x16.splat(0x30);
  const nine = i8x16.splat(9);

  // What the previous block leaves open: a string, an escape, a scalar, and what must come next.
  let inString: u64 = 0;
  let escape: u64 = 0;
  let inScalar: u64 = 0;
  let wantsValue: u64 = isObject ^ 1;
  let wantsKey: u64 = isObject;
  let mayClose: u64 = 1;
  let wantsColon: u64 = 0;
  let wantsNext: u64 = 0;
  let inKey: u64 = 0;
  // A bit a level, 1 for objects, the innermost lowest, below a leading 1; full words are spilled.
  let levels: u64 = 2 | isObject;
  let spilled: u32 = 0;
  let inObject: u64 = 0 - isObject;
  // Scalars are checked once, from their first byte that is no digit; here that one ends.
  let scalarsUntil: usize = 0;

  while (p < end) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    let quotes = mask64(i8x16.eq(a, quote), i8x16.eq(b, quote), i8x16.eq(c, quote), i8x16.eq(d, quote));
    const ba = i8x16.eq(a, backslash);
    const bb = i8x16.eq(b, backslash);
    const bc = i8x16.eq(c, backslash);
    const bd = i8x16.eq(d, backslash);
    let escapes: u64 = 0;
    if (v128.any_true(v128.or(v128.or(ba, bb), v128.or(bc, bd))) || escape != 0) {
      const backslashes = mask64(ba, bb, bc, bd);
      const escaped = escapedBytes(backslashes, escape);
      escape = escapeCarry;
      quotes &= ~escaped;
      escapes = backslashes & ~escaped;
    }
    // Bit 5 tells [ from { and ] from }: with it set each pair is one.
    const a5 = v128.or(a, space);
    const b5 = v128.or(b, space);
    const c5 = v128.or(c, space);
    const d5 = v128.or(d, space);
    let opens = mask64(i8x16.eq(a5, open), i8x16.eq(b5, open), i8x16.eq(c5, open), i8x16.eq(d5, open));
    let closes = mask64(i8x16.eq(a5, close), i8x16.eq(b5, close), i8x16.eq(c5, close), i8x16.eq(d5, close));
    let colons = mask64(i8x16.eq(a, colon), i8x16.eq(b, colon), i8x16.eq(c, colon), i8x16.eq(d, colon));
    let commas = mask64(i8x16.eq(a, comma), i8x16.eq(b, comma), i8x16.eq(c, comma), i8x16.eq(d, comma));
    const digits = mask64(
      i8x16.le_u(i8x16.sub(a, zero), nine),
      i8x16.le_u(i8x16.sub(b, zero), nine),
      i8x16.le_u(i8x16.sub(c, zero), nine),
      i8x16.le_u(i8x16.sub(d, zero), nine),
    );
    const zeros = mask64(i8x16.eq(a, zero), i8x16.eq(b, zero), i8x16.eq(c, zero), i8x16.eq(d, zero));

    // Strings with their opening, without their closing quotes.
    const strings = prefixXor(quotes) ^ inString;
    inString = <u64>(<i64>strings >> 63);
    const outside = ~(strings | quotes);
    opens &= outside;
    closes &= outside;
    colons &= outside;
    commas &= outside;
    let spaces: u64 = 0;
    let wrong: u64 = 0;
    const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
    if (v128.any_true(i8x16.le_u(least, space))) {
      const controls = mask64(
        i8x16.lt_u(a, space),
        i8x16.lt_u(b, space),
        i8x16.lt_u(c, space),
        i8x16.lt_u(d, space),
      );
      wrong = controls & strings;
      spaces = mask64(i8x16.eq(a, space), i8x16.eq(b, space), i8x16.eq(c, space), i8x16.eq(d, space));
      if (controls != 0) spaces |= mask64(isBreak(a), isBreak(b), isBreak(c), isBreak(d));
      spaces &= outside;
    }
    const scalars = outside & ~(opens | closes | colons | commas | spaces);

    // Brackets in order. `objects` tells of each byte whether it lies in an object or a list.
    let objects = inObject;
    let objectOpens: u64 = 0;
    let mismatch: u64 = 0;
    let held: u64 = ~0;
    let finish: usize = 0;
    if (end - p < 64) held = ((<u64>1) << (<u64>(end - p))) - 1;
    let brackets = (opens | closes) & held;
    while (brackets != 0) {
      const at = ctz(brackets);
      const bit = brackets & (0 - brackets);
      brackets ^= bit;
      const byte: u64 = load<u8>(p + <usize>at);
      const kind = (byte >> 5) & 1;
      if ((byte & 2) != 0) {
        if (levels >> 63 != 0) {
          if (spilled == SPILL_WORDS) return 0;
          store<u64>(spill + ((<usize>spilled) << 3), levels);
          spilled++;
          levels = 1;
        }
        levels = (levels << 1) | kind;
        objectOpens |= kind << at;
      } else {
        mismatch |= (levels ^ kind) & 1;
        levels >>= 1;
        if (levels == 1 && spilled != 0) {
          spilled--;
          levels = load<u64>(spill + ((<usize>spilled) << 3));
        } else if (levels == 1) {
          finish = p + <usize>at + 1;
          held = (bit << 1) - 1;
          break;
        }
      }
      const within = 0 - (levels & 1);
      objects ^= (inObject ^ within) & (0 - bit);
      inObject = within;
    }
    if (mismatch != 0) return 0;

    // What must follow each token, moved to the next token.
    const stringOpens = quotes & strings;
    const stringCloses = quotes & ~strings;
    const behindScalar = (scalars << 1) | inScalar;
    const scalarStarts = scalars & ~behindScalar;
    const scalarEnds = behindScalar & ~scalars;
    inScalar = scalars >> 63;
    const values = stringOpens | scalarStarts | opens;
    const beforeValue = colons | (commas & ~objects) | (opens & ~objectOpens);
    const beforeKey = (commas & objects) | objectOpens;
    let needValue = (beforeValue << 1) | wantsValue;
    let needKey = (beforeKey << 1) | wantsKey;
    let canClose = (opens << 1) | mayClose;
    wantsValue = beforeValue >> 63;
    wantsKey = beforeKey >> 63;
    mayClose = opens >> 63;
    if (spaces != 0) {
      needValue = runOver(needValue, spaces);
      wantsValue |= overflow;
      needKey = runOver(needKey, spaces);
      wantsKey |= overflow;
      canClose = runOver(canClose, spaces);
      mayClose |= overflow;
    }
    // A key's opening quote carries over its string to its closing quote.
    const keyOpens = (needKey & stringOpens) | inKey;
    const keyRun = keyOpens + strings;
    inKey = <u64>(keyRun < strings);
    const keyCloses = keyRun & ~strings & stringCloses;
    const valueEnds = (stringCloses & ~keyCloses) | closes;
    let needColon = (keyCloses << 1) | wantsColon;
    let needNext = (valueEnds << 1) | wantsNext | scalarEnds;
    wantsColon = keyCloses >> 63;
    wantsNext = valueEnds >> 63;
    if (spaces != 0) {
      needColon = runOver(needColon, spaces);
      wantsColon |= overflow;
      needNext = runOver(needNext, spaces);
      wantsNext |= overflow;
    }
    const emptyCloses = canClose & closes;
    wrong |= needValue & ~(values | emptyCloses);
    wrong |= needKey & ~(stringOpens | emptyCloses);
    wrong |= needColon & ~colons;
    wrong |= needNext & ~(commas | closes);
    // A zero that starts a number has no digit behind it.
    wrong |= ((scalarStarts & zeros) << 1) & digits & scalars;
    if ((scalarStarts & zeros) >> 63 != 0 && <u32>load<u8>(p + 64) - 0x30 < 10) wrong |= (<u64>1) << 63;
    if ((wrong & held) != 0) return 0;

    // Scalars that are more than digits.
    let rest = scalars & ~digits & held;
    while (rest != 0) {
      const at = p + <usize>ctz(rest);
      if (at >= scalarsUntil) {
        let start = at;
        while (<u32>load<u8>(start - 1) - 0x30 < 10) start--;
        const after = scalarEnd(start, end);
        if (after <= at) return 0;
        const byte = load<u8>(after);
        if (byte > 0x20 && byte != 0x2c && byte != 0x7d && byte != 0x5d) return 0;
        if (byte < 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09) return 0;
        scalarsUntil = after;
      }
      const checked = scalarsUntil - p;
      rest = checked >= 64 ? 0 : rest & ((~(<u64>0)) << (<u64>checked));
    }
    let escapesLeft = escapes & strings & held;
    while (escapesLeft != 0) {
      if (!isEscape(p + <usize>ctz(escapesLeft) + 1, end)) return 0;
      escapesLeft &= escapesLeft - 1;
    }
    if (finish != 0) return finish;
    p += 64;
  }
  return 0;
}

/** The bytes that are a tab, a line feed or a carriage return. */
// @ts-ignore: decorator
@inline
function isBreak(block: v128): v128 {
  return v128.or(
    i8x16.eq(block, i8x16.splat(0x09)),
    v128.or(i8x16.eq(block, i8x16.splat(0x0a)), i8x16.eq(block, i8x16.splat(0x0d))),
  );
}
