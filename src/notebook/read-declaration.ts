import type { CallExpression, Expression, Node } from "ts50";
import type { ParameterDeclarations } from "../report/index.js";
import type { Compiler } from "./compiler.js";

/** What a notebook says about itself in its call of `notebook(…)`. */
export interface Declaration {
  readonly title: string | null;
  readonly parameters: ParameterDeclarations;
}

/** Says why a declaration can't be read. */
export class NotLiteral extends Error {}

/**
 * Reads what a notebook declares, without running it: the argument of the first call of `notebook`.
 *
 * @param sources - The text of its cells of code, in order.
 * @returns `null` if no cell declares anything.
 * @throws {NotLiteral} If the declaration is more than literals, so that only running it would tell.
 */
export function readDeclaration(sources: readonly string[], ts: Compiler): Declaration | null {
  for (const source of sources) {
    const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
    const call = findCall(file, ts);
    if (call === null) continue;
    const [argument] = call.arguments;
    const { title, parameters = {} } = (
      argument === undefined ? {} : literalOf(argument, ts)
    ) as Partial<Declaration>;
    return { title: typeof title === "string" ? title : null, parameters };
  }
  return null;
}

function findCall(node: Node, ts: Compiler): CallExpression | null {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "notebook")
    return node;
  return ts.forEachChild(node, (child) => findCall(child, ts) ?? undefined) ?? null;
}

function literalOf(node: Expression, ts: Compiler): unknown {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    return literalOf(node.expression, ts);
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    return -(literalOf(node.operand, ts) as number);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return (literalOf(node.left, ts) as string) + (literalOf(node.right, ts) as string);
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => literalOf(element, ts));
  if (ts.isObjectLiteralExpression(node)) {
    const entries = node.properties.map((property) => {
      const { name } = property;
      if (!ts.isPropertyAssignment(property) || name === undefined || ts.isComputedPropertyName(name)) {
        throw new NotLiteral(`the declaration of a notebook must be literals, got ${cut(property)}`);
      }
      return [(name as { text: string }).text, literalOf(property.initializer, ts)] as const;
    });
    return Object.fromEntries(entries);
  }
  throw new NotLiteral(`the declaration of a notebook must be literals, got ${cut(node)}`);
}

function cut(node: Node): string {
  return JSON.stringify(node.getText().slice(0, 80));
}
