import { createRequire } from "node:module";
import type { JSONValue } from "@jmespath-community/jmespath";
import type { PingDocument } from "../decode/index.js";
import { PlanError } from "../errors.js";
import { findsIdentifiers } from "./finds-identifiers.js";

type JMESPath = typeof import("@jmespath-community/jmespath");
let jmespath: JMESPath | null = null;

/** Loads the package when an expression is first read, at once: most programs select properties, and never need it. */
function loadJMESPath(): JMESPath {
  jmespath ??= createRequire(import.meta.url)("@jmespath-community/jmespath") as JMESPath;
  return jmespath;
}

/** A compiled JMESPath search. */
export interface Search {
  readonly find: (ping: PingDocument) => unknown;
  /** Whether what it finds may be an identifier or hold one. */
  readonly isHidden: boolean;
}

/** Compiled JMESPath searches by name. */
export type Selection = { readonly [name: string]: Search };

/**
 * Adds expressions to a selection.
 * @throws {PlanError} If an expression is not JMESPath, or a name is taken.
 */
export function compileSelection(
  selection: Selection,
  expressions: readonly (string | Readonly<Record<string, string>>)[],
): Selection {
  // Without a prototype, so that "__proto__" is a name like any other.
  const added: Record<string, Search> = Object.assign(Object.create(null), selection);
  for (const expression of expressions) {
    const named =
      typeof expression === "string" ? [[expression, expression] as const] : Object.entries(expression);
    for (const [name, text] of named) {
      if (Object.hasOwn(added, name)) {
        throw new PlanError(`property already selected: ${JSON.stringify(name)}; give it another name`);
      }
      added[name] = compileSearch(text);
    }
  }
  return added;
}

function compileSearch(text: string): Search {
  const { compile, TreeInterpreter } = loadJMESPath();
  try {
    const tree = compile(text);
    const find = (ping: PingDocument): unknown => {
      try {
        return TreeInterpreter.search(tree, ping as JSONValue);
      } catch (cause) {
        throw new PlanError(`cannot evaluate ${JSON.stringify(text)}: ${(cause as Error).message}`, {
          cause,
        });
      }
    };
    return { find, isHidden: findsIdentifiers(tree) };
  } catch (cause) {
    throw new PlanError(
      `cannot read ${JSON.stringify(text)} as JMESPath: ${(cause as Error).message}; ` +
        `names with "-" or "." need double quotes inside the expression`,
      { cause },
    );
  }
}
