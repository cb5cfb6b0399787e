import { Notebook } from "./notebook.js";
import type { ParameterDeclarations } from "./parameters.js";
import type { NotebookDeclaration, Session } from "./session.js";

/**
 * Opens a notebook in a session, which supplies the parameters and gets what is written.
 *
 * @throws {TypeError} If the session has a parameter that is not declared, or one of a wrong type.
 *
 * @example
 * const written: string[] = [];
 * const notebook = openNotebook(
 *   { title: "Pings", parameters: { days: { type: "number", default: 7, help: "how many days" } } },
 *   { parameters: { days: "3" }, write: (text) => written.push(text) },
 * );
 * notebook.parameters.days; // 3
 * written; // ["Pings\n═════\n\n"]
 */
export function openNotebook<const P extends ParameterDeclarations = Record<never, never>>(
  declaration: NotebookDeclaration<P>,
  session: Session = {},
): Notebook<P> {
  return new Notebook(declaration, session);
}
