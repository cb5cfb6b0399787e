/**
 * The report document: written block by block, shown as a page, in a notebook, in a terminal or as data.
 *
 * In: figures, checks, charts and frames that a notebook hands over, and a session that says with
 * which parameters and for whom. Out: a document of plain data and its HTML, console, JSON and
 * compat forms, as strings, and outputs for the kernel it is given. It never reads data, computes figures, or touches a terminal or a file;
 * identifiers never enter a document.
 *
 * @module
 */
export { toNumpyArray } from "./compat/numpy-array.js";
export { toPythonFloat } from "./compat/python-float.js";
export { type PythonTuplesOptions, toPythonTuples } from "./compat/python-tuples.js";
export { toCompat } from "./compat/to-compat.js";
export { blockToConsole } from "./console/block-to-console.js";
export type { ConsoleOptions } from "./console/console-options.js";
export { toConsole } from "./console/to-console.js";
export { dataHash } from "./data-hash.js";
export type { DisplayOptions } from "./display/display-options.js";
export { findKernel, type ModuleCache } from "./display/find-kernel.js";
export type { Kernel, LiveDisplay, MimeBundle } from "./display/kernel.js";
export { kernelOfDisplay, type PublicDisplay } from "./display/kernel-of-display.js";
export { kernelSession } from "./display/kernel-session.js";
export { showAsLastExpression } from "./display/show-as-last-expression.js";
export { type ShowTarget, showThing } from "./display/show-thing.js";
export { formatNumber } from "./format-number.js";
export { formatPercentage } from "./format-percentage.js";
export type { CountedSequence, SequencesOptions } from "./group-sequences.js";
export { blockToHTML, type PageContext } from "./html/block-to-html.js";
export { toHTML } from "./html/to-html.js";
export { Notebook, type Showable } from "./notebook.js";
export { openNotebook } from "./open-notebook.js";
export type { ParameterDeclaration, ParameterDeclarations, ParameterValues } from "./parameters.js";
export { parseParameters } from "./parse-parameters.js";
export type { NotebookFile, NotebookOutput } from "./publish/find-in-notebook.js";
export { type Finding, formatFindings } from "./publish/finding.js";
export { type FoldOptions, foldRare } from "./publish/fold-rare.js";
export { IdentifierSet, type Identifiers } from "./publish/identifier-set.js";
export { type PublishOptions, publishable } from "./publish/publishable.js";
export { SeenData, type SeenRecord } from "./publish/seen-data.js";
export { type NotebookDeclaration, SESSION_KEY, type Session } from "./session.js";
export type { TableOptions } from "./table-of.js";
export { type ReportedFigure, type ReportJSON, toJSON } from "./to-json.js";
export type {
  Block,
  Cell,
  CheckBlock,
  ComparisonBlock,
  CompatBlock,
  FiguresBlock,
  HeadingBlock,
  NoticeBlock,
  PlotBlock,
  ProvenanceBlock,
  ProvenanceFact,
  ReportDocument,
  SequenceGroup,
  SequencesBlock,
  TableBlock,
  TableColumn,
  TextBlock,
} from "./types.js";
