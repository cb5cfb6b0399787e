import type { Check, Figure, Verdict } from "../validation/index.js";

/** A value in a table. `null` is missing and shown as such. */
export type Cell = string | number | boolean | null;

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  /** Numbers line up on the right. */
  readonly align: "left" | "right";
}

/** A section's heading. */
export interface HeadingBlock {
  readonly type: "heading";
  /** The anchor: unique in the document. */
  readonly id: string;
  /** 2 for a section, 3 for a part of one. */
  readonly level: 2 | 3;
  readonly text: string;
}
/** Prose in a small subset of Markdown: paragraphs, lists, `code`, **bold**, *emphasis*, links. */
export interface TextBlock {
  readonly type: "text";
  readonly markdown: string;
}
/** One figure on its own (no title), or a table of them. */
export interface FiguresBlock {
  readonly type: "figures";
  readonly title: string | null;
  readonly caption: string | null;
  readonly figures: readonly Figure[];
}
/** A table of values; identifiers are already hidden. */
export interface TableBlock {
  readonly type: "table";
  readonly title: string | null;
  readonly caption: string | null;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows there are; more than `rows.length` where the middle was left out. */
  readonly rowCount: number;
  /** How many of `rows` come before the rows left out; `rows.length` where none were. */
  readonly headCount: number;
}
/** A chart: its Vega-Lite specification over aggregated data, and the picture. */
export interface PlotBlock {
  readonly type: "plot";
  readonly title: string;
  readonly alt: string;
  readonly caption: string | null;
  readonly spec: unknown;
  /** The picture; `null` until the document is finished. */
  readonly svg: string | null;
}
/** A check with its verdict. */
export interface CheckBlock {
  readonly type: "check";
  readonly check: Check;
}
/** A figure as it was published and as it should be. */
export interface ComparisonBlock {
  readonly type: "comparison";
  readonly title: string;
  readonly published: Figure;
  readonly corrected: Figure;
  /** Why they differ, in the subset of Markdown that text has. */
  readonly because: string;
}
/** How many clients sent each sequence of things. */
export interface SequencesBlock {
  readonly type: "sequences";
  readonly title: string | null;
  readonly caption: string | null;
  /** What is counted, such as `clients`. */
  readonly unit: string;
  readonly groups: readonly SequenceGroup[];
  /** How many things are in all groups, shown and hidden. */
  readonly total: number;
  /** Groups smaller than this are not in `groups`; 1 hides none. */
  readonly minGroup: number;
  /** How many groups were hidden, and how many things are in them. */
  readonly hidden: { readonly groups: number; readonly total: number };
}
/** One sequence and how often it occurs. */
export interface SequenceGroup {
  readonly sequence: readonly string[];
  readonly count: number;
}
/** Where the numbers come from: facts by name, in the order given. */
export interface ProvenanceBlock {
  readonly type: "provenance";
  readonly facts: Readonly<Record<string, ProvenanceFact>>;
}
/** A fact about where numbers come from; records are counts by name. */
export type ProvenanceFact = Cell | readonly string[] | Readonly<Record<string, Cell>>;
/** Something the reader must be told. */
export interface NoticeBlock {
  readonly type: "notice";
  readonly level: "note" | "warning";
  readonly markdown: string;
}
/** Lines for comparison with the published output; only `toCompat` shows them. */
export interface CompatBlock {
  readonly type: "compat";
  readonly text: string;
}

/** One piece of a report. Plain data. */
export type Block =
  | HeadingBlock
  | TextBlock
  | FiguresBlock
  | TableBlock
  | PlotBlock
  | CheckBlock
  | ComparisonBlock
  | SequencesBlock
  | ProvenanceBlock
  | NoticeBlock
  | CompatBlock;

/** A finished report. Plain data: `JSON.parse(JSON.stringify(document))` renders the same. */
export interface ReportDocument {
  readonly title: string;
  /** A sentence or two about what is looked at; `null` if none. */
  readonly summary: string | null;
  /** The parameters it was made with. */
  readonly parameters: Readonly<Record<string, Cell>>;
  readonly blocks: readonly Block[];
  /** The verdict over all checks. */
  readonly verdict: Verdict;
  /** How many identifier-shaped values were hidden while it was written. */
  readonly hiddenIdentifiers: number;
}
