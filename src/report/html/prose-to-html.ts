import { type Inline, parseMarkdown } from "../markdown.js";
import { escapeHTML } from "./escape-html.js";

const TAGS = { code: "code", strong: "strong", emphasis: "em" } as const;

/** Renders the reports' subset of Markdown. HTML in it is shown, not obeyed. */
export function proseToHTML(markdown: string): string {
  return parseMarkdown(markdown)
    .map((piece) => {
      if (piece.type === "code") return `<pre><code>${escapeHTML(piece.text)}</code></pre>`;
      if (piece.type === "paragraph") return `<p>${inlineToHTML(piece.content)}</p>`;
      const tag = piece.isOrdered ? "ol" : "ul";
      return `<${tag}>${piece.items.map((item) => `<li>${inlineToHTML(item)}</li>`).join("")}</${tag}>`;
    })
    .join("\n");
}

function inlineToHTML(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) => {
      const text = escapeHTML(piece.text);
      if (piece.type === "text") return text;
      if (piece.type === "link") return `<a href="${escapeHTML(piece.href)}">${text}</a>`;
      return `<${TAGS[piece.type]}>${text}</${TAGS[piece.type]}>`;
    })
    .join("");
}
