import type { compile } from "@jmespath-community/jmespath";
import { isIdentifierPath } from "../ping/index.js";

type ExpressionNode = ReturnType<typeof compile>;

/** Where a search leads, as far as its text tells: members, and `*` for some of what is there. */
type Path = readonly string[];

/** Sections that hold identifiers; what is taken from one by a function or as some of its members may be one. */
const sections = new Set(["", "payload", "payload/info", "payload/metadata", "meta"]);

/**
 * Tells whether what a JMESPath expression finds in a ping may be an identifier, or an object that holds one:
 * if its text leads to one, or makes something of a whole section.
 *
 * A comparison finds true or false, and arithmetic finds numbers: they are none.
 */
export function findsIdentifiers(tree: ExpressionNode): boolean {
  return pathsOf(tree, []).some((path) => {
    if (isIdentifierPath(path)) return true;
    const some = path.indexOf("*");
    return sections.has(path.slice(0, some < 0 ? path.length : some).join("/"));
  });
}

function pathsOf(node: ExpressionNode, from: Path): Path[] {
  const all = (nodes: readonly ExpressionNode[]): Path[] => nodes.flatMap((one) => pathsOf(one, from));
  switch (node.type) {
    case "Field":
      return [[...from, node.name]];
    case "Identity":
    case "Current":
    case "Index":
    case "Slice":
      return [from];
    case "Root":
      return [[]];
    case "Subexpression":
    case "IndexExpression":
    case "Pipe":
    case "Projection":
    case "FilterProjection":
      return pathsOf(node.left, from).flatMap((path) => pathsOf(node.right, path));
    case "ValueProjection":
      return pathsOf(node.left, from).flatMap((path) => pathsOf(node.right, [...path, "*"]));
    case "Flatten":
    case "ExpressionReference":
      return pathsOf(node.child, from);
    case "MultiSelectList":
      return all(node.children);
    case "MultiSelectHash":
      return all(node.children.map(({ value }) => value));
    case "OrExpression":
    case "AndExpression":
      return all([node.left, node.right]);
    case "Ternary":
      return all([node.trueExpr, node.falseExpr]);
    case "Function":
      return all(node.children).flatMap((path) => [path, [...path, "*"]]);
    case "LetExpression":
      return [...all(node.bindings.map(({ reference }) => reference)), ...pathsOf(node.expression, from)];
    case "Literal":
    case "Comparator":
    case "NotExpression":
    case "Arithmetic":
    case "Unary":
    case "Variable": // What it stands for is looked at where it is bound.
      return [];
    default:
      return [[]];
  }
}
