/** The text of a declaration without comments and modifiers. */
const clean = (text) =>
  text
    .replace(/\/\*\*[\s\S]*?\*\//g, "")
    .replace(/^(export |declare |readonly )+/, "")
    .replace(/;$/, "");
const oneLine = (text) => text.replace(/\n\s*/g, " ");

/** A declaration as code; parameters that don't fit on a line get one each. */
export function codeOf(node) {
  const text = node.getText();
  if (oneLine(clean(text)).length <= 100 || !node.parameters?.length)
    return clean(text).replace(/\n\s*\n/g, "\n");
  const before = clean(text.slice(0, node.parameters.pos - node.getStart()));
  const parameters = node.parameters.map((parameter) => `  ${oneLine(parameter.getText())},\n`).join("");
  const after = clean(text.slice(node.parameters.end - node.getStart())).replace(/^,?\s*\)/, ")");
  return `${oneLine(before)}\n${parameters}${oneLine(after)}`;
}

/** The first line of a class or an interface. */
export function headOf(node) {
  return node
    .getText()
    .slice(0, node.members.pos - node.getStart())
    .replace(/^(export |declare )+|\s*\{$/g, "");
}

/** A member on one line. */
export function lineOf(member) {
  return oneLine(codeOf(member));
}
