import { escapeCarry, escapedBytes, isLine, mask64, prefixXor } from "./blocks";
import { backslashBytes, kindsOf, kindTable, lowHalves, quoteBytes, spaceBytes, tokenTable } from "./kinds";
import { areRightLate, logEscapes, logScalars, MOST_BLOCKS } from "./late-checks";
import { followBrackets, IS_WRONG, levels, openList, openObjects, setLevels } from "./nesting";
import { areScalars } from "./scalars";
import { areEscapes } from "./tokens";

/** What `checkBlocks` returns for a container that does not end in them. */
export const GOES_ON: usize = 2;

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

// What the last block that was checked leaves to the next one's first byte: whether it lies in a string, is escaped, goes on
// with a scalar, and comes behind a value, a scalar, an opening bracket or a zero that starts a number.
let keptString: u64 = 0;
let keptEscape: u64 = 0;
let keptInScalar: u64 = 0;
let keptValue: u64 = 0;
let keptScalar: u64 = 0;
let keptOpen: u64 = 0;
let keptZero: u64 = 0;
/** Whether the last token but strings and scalars was a colon or a closing bracket. */
let keptTurn: u64 = 0;

/** Where the blocks end that were checked last. */
export let checkedTo: usize = 0;

/** Where quick checking has to stop after fewer bytes, the next ones are better checked carefully. */
const SHORT_RUN: usize = 256;

/** Begins behind an opening bracket. */
export function startBlocks(): void {
  keptString = 0;
  keptEscape = 0;
  keptInScalar = 0;
  keptValue = 0;
  keptScalar = 0;
  keptOpen = 1;
  keptZero = 0;
  keptTurn = 0;
}

/**
 * Checks blocks of 64 bytes until the container ends. Compiled twice.
 *
 * Quickly, a block's brackets are not followed one by one where two sums tell the same: where they are those of objects and
 * of lists without containers, and close nothing but objects that are in objects. That is nearly everywhere. Scalars and escapes
 * are put down, and looked at some blocks later. So the loop calls nothing, and its values stay in registers.
 *
 * @param until - Where the last block starts, at most. Quickly, all of it lies before `end`.
 * @param end - The end of the text.
 * @returns `GOES_ON`, with `checkedTo`; what follows the container; or 0 if something is wrong.
 */
// @ts-ignore: decorator
@inline
export function checkBlocks(p: usize, until: usize, end: usize, isQuick: bool): usize {
  const quote = quoteBytes();
  const backslash = backslashBytes();
  const space = spaceBytes();
  const low = lowHalves();
  const tokenOf = tokenTable();
  const kindOf = kindTable();
  let inString = keptString;
  let escape = keptEscape;
  let inScalar = keptInScalar;
  let afterValue = keptValue;
  let afterScalar = keptScalar;
  let afterOpen = keptOpen;
  let afterZero = keptZero;
  let afterTurn = keptTurn;

  while (p < until) {
    // Quickly, blocks are checked in runs.
    const runStart = p;
    const runEnd = isQuick ? min(until, p + 64 * MOST_BLOCKS) : until;
    // Whether the innermost container is a list, and how many objects lie around that, each right in the next.
    let inList: u64 = 0;
    let outer: u64 = 0;
    let firstDepth: u64 = 0;
    let depth: u64 = 0;
    if (isQuick) {
      inList = (levels & 1) ^ 1;
      outer = levels >> inList;
      firstDepth = ctz(~outer) - <u64>((outer & (outer + 1)) == 0);
      depth = firstDepth;
    }
    let isSimple = true;
    let brackets: u64 = 0;
    let colons: u64 = 0;
    let telling: u64 = 0;
    let wrong: u64 = 0;
    do {
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

      wrong = 0;
      let spaces: u64 = 0;
      const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
      if (i8x16.bitmask(i8x16.le_u(least, space)) != 0) {
        spaces = mask64(i8x16.eq(a, space), i8x16.eq(b, space), i8x16.eq(c, space), i8x16.eq(d, space));
        if (i8x16.bitmask(i8x16.lt_u(least, space)) != 0) {
          const controls = mask64(
            i8x16.lt_u(a, space),
            i8x16.lt_u(b, space),
            i8x16.lt_u(c, space),
            i8x16.lt_u(d, space),
          );
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
      brackets = marks & third;
      const closes = brackets & second;
      const opens = brackets ^ closes;
      const signs = marks ^ brackets;
      colons = signs ^ (signs & second);
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

      telling = marks & ~(turned | empty);
      const rest = scalars ^ digits;
      escapes &= strings;

      if (isQuick) {
        if (rest != 0) logScalars(p, rest, scalars, scalarStarts);
        if (escapes != 0) logEscapes(p, escapes);

        const curlies =
          brackets & mask64(i16x8.shl(a, 2), i16x8.shl(b, 2), i16x8.shl(c, 2), i16x8.shl(d, 2));
        const lists = brackets ^ curlies;
        const listOpens = lists & opens;
        // From each bracket that opens a list to before the one that closes it; of lists in lists that comes out wrong,
        // and is seen.
        const listed = (lists ^ listOpens) - listOpens - inList;
        const objectOpens = opens ^ listOpens;
        const objectCloses = curlies ^ objectOpens;
        // Those that close an object which the block has not just opened.
        const unmatched = objectCloses & (curlies - (objectOpens << 1));
        const next = depth + popcnt(objectOpens) - popcnt(objectCloses);
        const isWrong = wrong | (telling & ~(((listed << 1) | inList) ^ colons));
        const isOdd = <u64>(popcnt(unmatched) + <u64>(brackets != 0) > depth);
        if ((((listed ^ listOpens) & brackets) | isWrong | isOdd) != 0) {
          isSimple = false;
          break;
        }
        depth = next;
        inList = listed >> 63;
        p += 64;
      } else {
        const after = followBrackets(p, brackets, wrong, telling, colons);
        if (after == IS_WRONG) return 0;
        if (rest != 0 && !areScalars(p, end, rest & bytesBefore(end, p), scalars, scalarStarts)) return 0;
        if (escapes != 0 && !areEscapes(p, end, escapes & bytesBefore(end, p))) return 0;
        p += 64;
        if (after != 0) return after > end ? 0 : after;
      }
    } while (p < runEnd);
    if (isQuick) {
      setLevels(outer >> firstDepth);
      if (!openObjects(depth) || (inList != 0 && !openList())) return 0;
      if (!areRightLate(end)) return 0;
      if (!isSimple) {
        const after = followBrackets(p, brackets, wrong, telling, colons);
        if (after != 0) return after == IS_WRONG ? 0 : after;
        p += 64;
        if (p - runStart < SHORT_RUN) break;
      }
    }
  }
  keptString = inString;
  keptEscape = escape;
  keptInScalar = inScalar;
  keptValue = afterValue;
  keptScalar = afterScalar;
  keptOpen = afterOpen;
  keptZero = afterZero;
  keptTurn = afterTurn;
  checkedTo = p;
  return GOES_ON;
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
