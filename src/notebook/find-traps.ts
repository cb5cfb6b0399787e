import type { Declaration, Identifier, Node, SourceFile, TypeChecker, Symbol as TypeSymbol } from "ts50";
import type { Compiler } from "./compiler.js";

/** What {@link findTraps} is told. */
export interface TrapOptions {
  readonly compiler: Compiler;
  readonly checker: TypeChecker;
  readonly source: SourceFile;
  /** The number of the cell that a part of the source is in; cells are in order. */
  readonly cellOf: (node: Node) => number;
}

/** A place in the source and what is wrong there. */
export interface Trap {
  readonly start: number;
  readonly message: string;
}

/**
 * Finds what is right in a module and wrong in cells: tslab compiles each cell by itself to CommonJS,
 * and hands the names of earlier cells over as properties of an object.
 */
export function findTraps({ compiler: ts, checker, source, cellOf }: TrapOptions): Trap[] {
  const traps: Trap[] = [];
  const report = (node: Node, message: string): void =>
    void traps.push({ start: node.getStart(source), message });

  /** Where a name of the top level is declared; undefined if it is another name. */
  const declarationOf = (symbol: TypeSymbol | undefined): Declaration | undefined =>
    symbol?.declarations?.find((declaration) => {
      let node: Node = declaration;
      while (node.parent !== undefined && !isScope(node.parent)) node = node.parent;
      return node.parent === source;
    });
  const isScope = (node: Node): boolean =>
    ts.isSourceFile(node) ||
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isCatchClause(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isModuleBlock(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isTypeLiteralNode(node) ||
    ts.isMappedTypeNode(node) ||
    ts.isConditionalTypeNode(node) ||
    ts.isCaseBlock(node) ||
    ts.isEnumDeclaration(node);

  const checkName = (node: Identifier): void => {
    const isShorthand = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node;
    const symbol = isShorthand
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    const declaration = declarationOf(symbol);
    if (declaration === undefined || ts.getNameOfDeclaration(declaration) === node) return;
    const [here, there] = [cellOf(node), cellOf(declaration)];
    const name = JSON.stringify(node.text);
    if (there > here) {
      report(node, `${name} is declared in a later cell; move its declaration up`);
    } else if (there < here && isShorthand) {
      report(
        node,
        `shorthand property ${name} is of an earlier cell, which tslab can't find; write { ${node.text}: ${node.text} }`,
      );
    } else if (there < here && isAssigned(node)) {
      report(
        node,
        `${name} of an earlier cell is assigned, which functions of that cell would not see; make it a property of an object, or a new name`,
      );
    }
  };

  const isAssigned = (node: Node): boolean => {
    const { parent } = node;
    if (ts.isBinaryExpression(parent)) {
      const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
      const { kind } = parent.operatorToken;
      return parent.left === node && kind >= FirstAssignment && kind <= LastAssignment;
    }
    return (
      (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) &&
      (parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken)
    );
  };

  const visit = (node: Node, isInFunction: boolean): void => {
    if (ts.isIdentifier(node)) checkName(node);
    else if (ts.isExportDeclaration(node) || ts.isExportAssignment(node)) {
      report(node, "export does not work in a cell; leave it out, later cells see every name");
    } else if (node.kind === ts.SyntaxKind.ExportKeyword) {
      report(node, "export does not work in a cell; leave it out, later cells see every name");
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      report(node, "import.meta does not work in a cell; use process.cwd(), the notebook's folder");
    } else if (ts.isForOfStatement(node) && node.awaitModifier !== undefined && !isInFunction) {
      report(node, "for await does not work at the top of a cell; put it into an async function");
    }
    const inside = isInFunction || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, false);
  return traps;
}
