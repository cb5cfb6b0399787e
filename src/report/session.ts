import type { ParameterDeclarations } from "./parameters.js";
import type { Block, ReportDocument } from "./types.js";

/**
 * Where a program puts the {@link Session} on `globalThis` before it loads a notebook. The library
 * may be loaded twice in one process, so the key is a registered symbol.
 */
export const SESSION_KEY: unique symbol = Symbol.for("pingframe.session") as typeof SESSION_KEY;

/** What a notebook says about itself before anything runs. */
export interface NotebookDeclaration<P extends ParameterDeclarations = ParameterDeclarations> {
  readonly title: string;
  /** A sentence or two about what is looked at. */
  readonly summary?: string;
  /** The parameters it takes. @defaultValue none */
  readonly parameters?: P;
}

/** How and with what a notebook is run, and who gets to see what it makes. */
export interface Session {
  /** Values for parameters, by name; checked against the notebook's declaration. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Groups of fewer clients are folded by {@link Notebook.foldRare}. @defaultValue null: none are */
  readonly foldRare?: number | null;
  /** Told of the declaration before anything else happens. Throwing here stops the notebook. */
  readonly onDeclare?: (declaration: NotebookDeclaration) => void;
  /** Told of each block as it is written; plots have no picture yet. */
  readonly onBlock?: (block: Block) => void;
  /** Makes of a value that was shown what the notebook gives back: one that is equal. @defaultValue the value */
  readonly onReturn?: <Value extends object>(value: Value) => Value;
  /** Told of the document once it is finished. */
  readonly onFinish?: (document: ReportDocument) => void;
  /** Takes the console form as it is written, in pieces that end with a line feed. @defaultValue not written */
  readonly write?: (text: string) => void;
  /** Columns of the console. @defaultValue 100 */
  readonly width?: number;
  /** Whether the console shows colours. @defaultValue false */
  readonly color?: boolean;
}
