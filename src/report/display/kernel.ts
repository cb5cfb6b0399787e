/** One output in several forms, by MIME type; a front end shows the richest it knows. JSON types hold objects. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** The notebook kernel that this process is, as far as showing things goes. */
export interface Kernel {
  /** Adds an output to the cell that runs. */
  display(bundle: MimeBundle): void;
  /** Adds an output to the cell that runs, which can be replaced, also after the cell has ended. */
  open(bundle: MimeBundle): LiveDisplay;
  /** Stands for the cell that runs: the same for as long as it does, and for no other. */
  cell(): unknown;
}

/** An output that can be replaced in its place. */
export interface LiveDisplay {
  update(bundle: MimeBundle): void;
}
