import { escapeCarry, escapedBytes, isLine, mask64, prefixXor } from "./blocks";
import { backslashBytes, kindsOf, kindTable, lowHalves, quoteBytes, spaceBytes, tokenTable } from "./kinds";
import { followBrackets, startNesting } from "./nesting";
import { scalarsEnd } from "./scalars";
import { areEscapes } from "./tokens";

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

/**
 * Skips an object or list and checks every byte of it against JSON's grammar, 64 bytes at a time.
 *
 * Each sort of token is a mask, and the block is right if no token stands where it must not, which is told by what
 * stands before it: values and signs take turns; a bracket that opens is like a sign before what it holds and like a
 * value before it; in an object a colon follows a string that follows a comma or the opening bracket, and each comma
 * or closing bracket has a colon or a closed container between it and the one before. Only brackets are looked at one
 * by one, to know of each byte whether it lies in an object, and so are escapes and scalars that are not whole
 * numbers without sign. A block's brackets are followed late, when the next block's masks are under way, as processors
 * guess wrong how many there are and which of them close, and have those masks to go on with meanwhile.
 *
 * @param p - Behind the opening bracket.
 * @param end - The end of the text around. What is behind the closing bracket may be checked too, up to there.
 * @param isObject - 1 for `{`, 0 for `[`.
 * @returns What follows the closing bracket; 0 if the text is no JSON, or nested deeper than some 30,000 levels.
 */
export function skipChecked(p: usize, end: usize, isObject: u64): usize {
  startNesting(isObject);
  const after = checkBlocks(p, end, true);
  return after == GOES_ON ? checkBlocks(p + AT_ONCE, end, false) : after;
}

/** So many bytes are checked before a block's brackets are followed late, as most containers are not longer. */
const AT_ONCE: usize = 128;
/** What `checkBlocks` returns for a container that does not end in them. */
const GOES_ON: usize = 1;

// What the first blocks leave to the others.
let keptString: u64 = 0;
let keptEscape: u64 = 0;
let keptInScalar: u64 = 0;
let keptValue: u64 = 0;
let keptScalar: u64 = 0;
let keptOpen: u64 = 0;
let keptZero: u64 = 0;
let keptTurn: u64 = 0;
let keptUntil: usize = 0;

/**
 * Checks blocks until the container ends. Compiled twice: for the first blocks, whose brackets are followed at once,
 * and for the others.
 */
// @ts-ignore: decorator
@inline
function checkBlocks(p: usize, end: usize, isFirst: bool): usize {
  const quote = quoteBytes();
  const backslash = backslashBytes();
  const space = spaceBytes();
  const low = lowHalves();
  const tokenOf = tokenTable();
  const kindOf = kindTable();

  // What the previous block leaves to this one's first byte: whether it lies in a string, is escaped, goes on with a
  // scalar, and comes behind a value, a scalar, an opening bracket or a zero that starts a number.
  let inString: u64 = isFirst ? 0 : keptString;
  let escape: u64 = isFirst ? 0 : keptEscape;
  let inScalar: u64 = isFirst ? 0 : keptInScalar;
  let afterValue: u64 = isFirst ? 0 : keptValue;
  let afterScalar: u64 = isFirst ? 0 : keptScalar;
  let afterOpen: u64 = isFirst ? 1 : keptOpen;
  let afterZero: u64 = isFirst ? 0 : keptZero;
  // Whether the last token but strings and scalars was a colon or a closing bracket.
  let afterTurn: u64 = isFirst ? 0 : keptTurn;
  // Scalars are checked once, from their first byte that is no digit; here that one ends.
  let scalarsUntil: usize = isFirst ? 1 : keptUntil;

  // What there is to be checked of the previous block.
  let lateBrackets: u64 = 0;
  let lateWrong: u64 = 0;
  let lateTelling: u64 = 0;
  let lateColons: u64 = 0;
  const firstEnd = p + AT_ONCE;
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
    if ((<u64>i8x16.bitmask(v128.or(v128.or(ba, bb), v128.or(bc, bd))) | escape) != 0) {
      const backslashes = mask64(ba, bb, bc, bd);
      const escaped = escapedBytes(backslashes, escape);
      escape = escapeCarry;
      quotes &= ~escaped;
      escapes = backslashes & ~escaped;
    }
    // Strings with their opening, without their closing quotes.
    const strings = prefixXor(quotes) ^ inString;
    inString = <u64>(<i64>strings >> 63);
    const outside = ~(strings | quotes);

    let wrong: u64 = 0;
    let spaces: u64 = 0;
    const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
    if (i8x16.bitmask(i8x16.le_u(least, space)) != 0) {
      const controls = mask64(
        i8x16.lt_u(a, space),
        i8x16.lt_u(b, space),
        i8x16.lt_u(c, space),
        i8x16.lt_u(d, space),
      );
      spaces = mask64(i8x16.eq(a, space), i8x16.eq(b, space), i8x16.eq(c, space), i8x16.eq(d, space));
      if (controls != 0) {
        const breaks = mask64(isBreak(a), isBreak(b), isBreak(c), isBreak(d));
        // Outside of strings the others would look like tokens.
        wrong = controls & (strings | ~breaks);
        if (isLine) wrong |= mask64(isLineFeed(a), isLineFeed(b), isLineFeed(c), isLineFeed(d));
        spaces |= breaks;
      }
      spaces &= outside;
    }

    const ka = kindsOf(a, tokenOf, kindOf, low, space);
    const kb = kindsOf(b, tokenOf, kindOf, low, space);
    const kc = kindsOf(c, tokenOf, kindOf, low, space);
    const kd = kindsOf(d, tokenOf, kindOf, low, space);
    // Marks are signs and brackets. Of these, the second bit is set for commas and closing brackets, the third for
    // brackets; of digits the second is set, and for zeros the third.
    const marks = mask64(ka, kb, kc, kd) & outside;
    const second = mask64(i16x8.shl(ka, 1), i16x8.shl(kb, 1), i16x8.shl(kc, 1), i16x8.shl(kd, 1));
    const third = mask64(i16x8.shl(ka, 2), i16x8.shl(kb, 2), i16x8.shl(kc, 2), i16x8.shl(kd, 2));
    const brackets = marks & third;
    const closes = brackets & second;
    const opens = brackets ^ closes;
    const signs = marks ^ brackets;
    const colons = signs ^ (signs & second);
    const scalars = outside & ~(marks | spaces);

    // What stands behind a scalar, a value, which a closing quote ends too, and an opening bracket.
    const behindScalar = (scalars << 1) | inScalar;
    const inner = scalars & behindScalar;
    const scalarStarts = scalars ^ inner;
    const values = ~(strings | spaces | (marks ^ closes));
    let pastScalar = behindScalar | afterScalar;
    let pastValue = (values << 1) | afterValue;
    let pastOpen = (opens << 1) | afterOpen;
    inScalar = scalars >> 63;
    afterScalar = 0;
    afterValue = values >> 63;
    afterOpen = opens >> 63;
    if (spaces != 0) {
      pastScalar = runOver(pastScalar, spaces);
      afterScalar = overflow;
      pastValue = runOver(pastValue, spaces);
      afterValue |= overflow;
      pastOpen = runOver(pastOpen, spaces);
      afterOpen |= overflow;
    }
    // The marks whose last mark before is a colon or a closing bracket: each of those is taken, one place up, from the
    // next mark, and what that borrows from loses its bit.
    const turns = colons | closes;
    const pastTurn = (turns << 1) | afterTurn;
    const turned = marks & ~(marks - pastTurn);
    afterTurn = (turns >> 63) | <u64>(marks < pastTurn);
    const empty = closes & pastOpen;

    // Signs and closing brackets stand behind a value, and what else starts does not.
    wrong |= (pastValue ^ empty ^ marks ^ opens) & ~(inner | spaces | (strings ^ quotes));
    wrong |= colons & (pastScalar | turned);
    // A zero that starts a number has no digit behind it.
    const zeros = scalarStarts & third;
    const digits = scalars & second;
    wrong |= ((zeros << 1) | afterZero) & digits;
    afterZero = zeros >> 63;

    const telling = marks & ~(turned | empty);
    let after: usize = 0;
    if (isFirst) {
      after = followBrackets(p, brackets, wrong, telling, colons);
      if (after == 1) return 0;
    } else {
      after = followBrackets(p - 64, lateBrackets, lateWrong, lateTelling, lateColons);
      if (after != 0) return after == 1 ? 0 : after;
      lateBrackets = brackets;
      lateWrong = wrong;
      lateTelling = telling;
      lateColons = colons;
    }
    // Scalars that are more than digits.
    let rest = scalars ^ digits;
    if (rest != 0) {
      rest &= bytesBefore(end, p);
      scalarsUntil = scalarsEnd(p, end, rest, scalars, scalarStarts, scalarsUntil);
      if (scalarsUntil == 0) return 0;
    }
    escapes &= strings;
    if (escapes != 0) {
      escapes &= bytesBefore(end, p);
      if (!areEscapes(p, end, escapes)) return 0;
    }
    p += 64;
    if (isFirst) {
      if (after != 0) return after > end ? 0 : after;
      if (p == firstEnd) break;
    }
  }
  if (isFirst) {
    if (p >= end) return 0;
    keptString = inString;
    keptEscape = escape;
    keptInScalar = inScalar;
    keptValue = afterValue;
    keptScalar = afterScalar;
    keptOpen = afterOpen;
    keptZero = afterZero;
    keptTurn = afterTurn;
    keptUntil = scalarsUntil;
    return GOES_ON;
  }
  const after = followBrackets(p - 64, lateBrackets, lateWrong, lateTelling, lateColons);
  return after == 1 || after > end ? 0 : after;
}

/** The bytes of the block at `p` that lie before `end`. */
// @ts-ignore: decorator
@inline
function bytesBefore(end: usize, p: usize): u64 {
  return end - p < 64 ? ((<u64>1) << (<u64>(end - p))) - 1 : ~(<u64>0);
}

/** The bytes that are a tab, a line feed or a carriage return. */
// @ts-ignore: decorator
@inline
function isBreak(block: v128): v128 {
  return v128.or(
    isLineFeed(block),
    v128.or(i8x16.eq(block, i8x16.splat(0x09)), i8x16.eq(block, i8x16.splat(0x0d))),
  );
}

// @ts-ignore: decorator
@inline
function isLineFeed(block: v128): v128 {
  return i8x16.eq(block, i8x16.splat(0x0a));
}
