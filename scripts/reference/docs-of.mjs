import ts from "ts50";

/** Tags that stand on the line of the prose are none to the compiler. */
const INLINE_TAG = /\s@(?=(?:defaultValue|param|returns|throws)\s)/;

/**
 * A declaration's doc comment: its prose, and its tags by name.
 *
 * @param linkTo - Gives the Markdown for a name that the comment links to.
 */
export function docsOf(node, linkTo) {
  const link = (text) =>
    text.replace(/\{@link\s+([\w.]+)\s*(?:\|\s*([^}]*?)\s*)?\}/g, (_, target, label = target) =>
      linkTo(target, label),
    );
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const texts = comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "");
  const [prose = "", ...inline] = texts.join("\n\n").split(INLINE_TAG);
  const tags = [
    ...comments.flatMap(({ tags: all = [] }) => all.map(readTag)),
    ...inline.map((text) => {
      const [, tag, name, rest] = /^(\w+)\s+(?:(\w+) - )?([\s\S]*)$/.exec(text);
      return { tag, name, text: rest.replace(/^\{(\w+)\}/, "$1:").trim() };
    }),
  ];
  return {
    prose: link(prose).trim(),
    /** The tags of one name, each with the name and the text it has. */
    of: (wanted) =>
      tags
        .filter(({ tag }) => tag === wanted)
        .map((tag) => (wanted === "example" ? tag : { ...tag, text: link(tag.text) })),
  };
}

function readTag(tag) {
  const text = (ts.getTextOfJSDocComment(tag.comment) ?? "").replace(/^- /, "");
  const name = tag.name?.getText();
  if (tag.tagName.text === "example") return { tag: "example", name, text };
  // The compiler takes the error of @throws for a type.
  const error =
    tag.typeExpression === undefined ? "" : `${tag.typeExpression.getText().replace(/[{}]/g, "")}: `;
  return { tag: tag.tagName.text, name, text: (error + text).replace(/\n\s*/g, " ").trim() };
}
