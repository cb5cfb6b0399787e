import { compile, type JSONValue, TreeInterpreter } from "@jmespath-community/jmespath";
import type { PingDocument } from "../decode/index.js";
import { PlanError } from "../errors.js";

/** Compiled JMESPath searches by name. */
export type Selection = { readonly [name: string]: (ping: PingDocument) => unknown };

/**
 * Adds expressions to a selection.
 * @throws {PlanError} If an expression is not JMESPath, or a name is taken.
 */
export function compileSelection(
  selection: Selection,
  expressions: readonly (string | Readonly<Record<string, string>>)[],
): Selection {
  // Without a prototype, so that "__proto__" is a name like any other.
  const added: Record<string, (ping: PingDocument) => unknown> = Object.assign(
    Object.create(null),
    selection,
  );
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

function compileSearch(text: string): (ping: PingDocument) => unknown {
  try {
    const tree = compile(text);
    return (ping) => {
      try {
        return TreeInterpreter.search(tree, ping as JSONValue);
      } catch (cause) {
        throw new PlanError(`cannot evaluate ${JSON.stringify(text)}: ${(cause as Error).message}`, {
          cause,
        });
      }
    };
  } catch (cause) {
    throw new PlanError(
      `cannot read ${JSON.stringify(text)} as JMESPath: ${(cause as Error).message}; ` +
        `names with "-" or "." need double quotes inside the expression`,
      { cause },
    );
  }
}
