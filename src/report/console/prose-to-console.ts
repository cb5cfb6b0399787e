import { type Inline, parseMarkdown } from "../markdown.js";
import { wrapText } from "./wrap-text.js";

/** Sets prose in lines; links show their address. */
export function proseToConsole(markdown: string, width: number): string {
  return parseMarkdown(markdown)
    .map((piece) => {
      if (piece.type === "paragraph") return wrapText(toText(piece.content), width);
      if (piece.type === "code") return piece.text.replace(/^/gm, "    ");
      return piece.items
        .map((item, i) => {
          const mark = piece.isOrdered ? `${i + 1}. ` : "• ";
          return wrapText(toText(item), width, `  ${mark}`, " ".repeat(2 + mark.length));
        })
        .join("\n");
    })
    .join("\n\n");
}

function toText(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) =>
      piece.type === "link" && piece.text !== piece.href ? `${piece.text} (${piece.href})` : piece.text,
    )
    .join("");
}
