/** A piece of a line of prose. */
export type Inline =
  | { readonly type: "text" | "code" | "strong" | "emphasis"; readonly text: string }
  | { readonly type: "link"; readonly text: string; readonly href: string };

/** A piece of prose. */
export type Prose =
  | { readonly type: "paragraph"; readonly content: readonly Inline[] }
  | { readonly type: "list"; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly type: "code"; readonly text: string };

const ITEM = /^(?:[-*]|(\d+)[.)])\s+(.*)$/;
const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/**
 * Parses the subset of Markdown that reports are written in: paragraphs, flat lists, fenced and
 * inline code, bold, emphasis and links. Anything else, HTML too, is text. A link whose address
 * is not http, https, mailto or an anchor is text as well.
 */
export function parseMarkdown(markdown: string): Prose[] {
  const prose: Prose[] = [];
  let paragraph: string[] = [];
  let list: { isOrdered: boolean; items: string[] } | null = null;
  let code: string[] | null = null;
  const close = (): void => {
    if (paragraph.length > 0) prose.push({ type: "paragraph", content: parseInline(paragraph.join(" ")) });
    if (list !== null)
      prose.push({ type: "list", isOrdered: list.isOrdered, items: list.items.map(parseInline) });
    paragraph = [];
    list = null;
  };
  for (const raw of dedent(markdown)) {
    const line = raw.trim();
    if (code !== null) {
      if (line === "```") {
        prose.push({ type: "code", text: code.join("\n") });
        code = null;
      } else code.push(raw);
      continue;
    }
    const item: RegExpExecArray | null = ITEM.exec(line);
    if (line.startsWith("```")) {
      close();
      code = [];
    } else if (line === "") {
      close();
    } else if (item !== null) {
      const isOrdered = item[1] !== undefined;
      if (list === null || list.isOrdered !== isOrdered) {
        close();
        list = { isOrdered, items: [] };
      }
      list.items.push(item[2] as string);
    } else if (list !== null) {
      list.items.push(`${list.items.pop()} ${line}`);
    } else paragraph.push(line);
  }
  if (code !== null) prose.push({ type: "code", text: code.join("\n") });
  close();
  return prose;
}

function parseInline(text: string): Inline[] {
  const pieces: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const piece = toInline(match);
    if (piece === null) continue;
    if (match.index > end) pieces.push({ type: "text", text: text.slice(end, match.index) });
    pieces.push(piece);
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ type: "text", text: text.slice(end) });
  return pieces;
}

function toInline([, code, strong, emphasis, label, href]: RegExpMatchArray): Inline | null {
  if (code !== undefined) return { type: "code", text: code };
  if (strong !== undefined) return { type: "strong", text: strong };
  if (emphasis !== undefined) return { type: "emphasis", text: emphasis };
  if (label === undefined || href === undefined || !/^(https?:\/\/|mailto:|#)/i.test(href)) return null;
  return { type: "link", text: label, href };
}

/** Template literals carry the indentation of the code around them. */
function dedent(markdown: string): string[] {
  const lines = markdown.split(/\r?\n/);
  const depths = lines.slice(1).flatMap((line) => (line.trim() === "" ? [] : [line.search(/\S/)]));
  const depth = Math.min(...depths, Number.POSITIVE_INFINITY);
  return lines.map((line, i) => (i === 0 || depth === Number.POSITIVE_INFINITY ? line : line.slice(depth)));
}
