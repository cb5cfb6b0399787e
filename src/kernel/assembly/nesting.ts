// Which bracket closes which, one bracket after the other: what masks of bits can't tell.
/** Where levels are put that one word has no room for; set by the host, which has room for so many words there. */
let spill: usize = 0;
const SPILL_WORDS: u32 = 512;

/** What `followBrackets` returns for a block that is not right. */
export const IS_WRONG: usize = 1;

export function setSpill(at: usize): void {
  spill = at;
}

/** A bit a level, 1 for objects, the innermost lowest, below a leading 1; full words are spilled. */
export let levels: u64 = 0;
let spilled: u32 = 0;

export function setLevels(to: u64): void {
  levels = to;
}

/** Opens objects, one in the other; false if they are nested too deep. */
export function openObjects(count: u64): bool {
  for (; count != 0; count--) {
    if (<i64>levels < 0) {
      if (spilled == SPILL_WORDS) return false;
      store<u64>(spill + (<usize>spilled << 3), levels);
      spilled++;
      levels = 1;
    }
    levels = (levels << 1) | 1;
  }
  return true;
}

/** Opens a list; as `openObjects`. */
export function openList(): bool {
  if (!openObjects(1)) return false;
  levels ^= 1;
  return true;
}

/** Begins inside of an object (1) or list (0). */
export function startNesting(isObject: u64): void {
  levels = 2 | isObject;
  spilled = 0;
}

/**
 * Follows the brackets of a block, and checks what depends on whether it stands in an object or a list.
 *
 * A function of its own, as index.ts says.
 *
 * @param brackets - The block's brackets.
 * @param wrong - What is wrong anywhere.
 * @param telling - Colons, which stand in objects, and the marks that may only stand in lists. An opening bracket
 *   lies outside of what it opens, a closing one inside.
 * @param colons - The colons.
 * @returns 0 if the block is right and the outermost container goes on, `IS_WRONG` if it is wrong or nested too deep, else what
 *   follows the outermost container's end, up to which all is right.
 */
export function followBrackets(p: usize, brackets: u64, wrong: u64, telling: u64, colons: u64): usize {
  let stack = levels;
  // Whether bytes lie in another sort of container than what follows the block does.
  let changes: u64 = 0;
  let mismatch: u64 = 0;
  let held: u64 = ~(<u64>0);
  let after: usize = 0;
  while (brackets != 0) {
    const byte: u64 = load<u8>(p + <usize>ctz(brackets));
    const less = brackets - 1;
    const upTo = brackets ^ less;
    brackets &= less;
    const kind = (byte >> 5) & 1;
    const outer = stack;
    if ((byte & 2) != 0) {
      if (<i64>stack < 0) {
        if (spilled == SPILL_WORDS) return IS_WRONG;
        store<u64>(spill + ((<usize>spilled) << 3), stack);
        spilled++;
        stack = 1;
      }
      stack = (stack << 1) | kind;
    } else {
      mismatch |= stack ^ kind;
      stack >>= 1;
      if (stack == 1) {
        if (spilled == 0) {
          held = upTo;
          after = p + 64 - <usize>clz(upTo);
          changes ^= (0 - ((outer ^ stack) & 1)) & upTo;
          break;
        }
        spilled--;
        stack = load<u64>(spill + ((<usize>spilled) << 3));
      }
    }
    changes ^= (0 - ((outer ^ stack) & 1)) & upTo;
  }
  levels = stack;
  const objects = changes ^ (0 - (stack & 1));
  wrong |= telling & (objects ^ colons);
  return ((wrong & held) | (mismatch & 1)) != 0 ? IS_WRONG : after;
}
