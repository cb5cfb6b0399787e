import type { Frame, Table } from "../frame/index.js";
import { type Check, type Figure, verdictOf } from "../validation/index.js";
import { checksOf } from "./checks-of.js";
import { blockToConsole } from "./console/block-to-console.js";
import { checksToConsole } from "./console/checks-to-console.js";
import { openingToConsole } from "./console/opening-to-console.js";
import { plotBlock } from "./display/plot-block.js";
import { type CountedSequence, groupSequences, type SequencesOptions } from "./group-sequences.js";
import { hideIdentifiers } from "./hide-identifiers.js";
import type { ParameterDeclarations, ParameterValues } from "./parameters.js";
import { parseParameters } from "./parse-parameters.js";
import { type FoldOptions, foldRare } from "./publish/fold-rare.js";
import type { NotebookDeclaration, Session } from "./session.js";
import { slugOf } from "./slug-of.js";
import { type TableOptions, tableOf } from "./table-of.js";
import type { Block, Cell, PlotBlock, ProvenanceFact, ReportDocument } from "./types.js";

/** A chart that can be shown: what the plot functions return. */
export interface Showable {
  readonly spec: unknown;
  readonly title: string;
  readonly altText: string;
  toSVG(): Promise<string>;
}

/**
 * A report while it is written. Its methods add a block each, in the order they are called, and
 * tell the session at once; {@link Notebook.finish} gives the document.
 */
export class Notebook<P extends ParameterDeclarations = ParameterDeclarations> {
  /** The parameters' values: those of the session, else the defaults. */
  readonly parameters: ParameterValues<P>;
  readonly #declaration: NotebookDeclaration<P>;
  readonly #session: Session;
  readonly #blocks: Block[] = [];
  readonly #plots = new Map<number, Showable>();
  readonly #anchors = new Set<string>();
  readonly #figureIds = new Set<string>();
  readonly #figures = new Map<string, string>();
  readonly #checkIds = new Set<string>();
  #hidden = 0;
  #document: Promise<ReportDocument> | null = null;

  /** Used by {@link openNotebook}. */
  constructor(declaration: NotebookDeclaration<P>, session: Session) {
    this.#declaration = declaration;
    this.#session = session;
    session.onDeclare?.(declaration);
    this.parameters = parseParameters(declaration.parameters ?? ({} as P), session.parameters);
    session.write?.(
      openingToConsole({ title: declaration.title, summary: declaration.summary ?? null }, session),
    );
  }

  /** Whether {@link Notebook.finish} was called; nothing can be added then. */
  get isFinished(): boolean {
    return this.#document !== null;
  }

  /** Starts a section. */
  section(title: string): void {
    this.#add({ type: "heading", level: 2, text: title, id: this.#anchorOf(title) });
  }

  /** Starts a part of a section. */
  subsection(title: string): void {
    this.#add({ type: "heading", level: 3, text: title, id: this.#anchorOf(title) });
  }

  /** Adds prose, in a small subset of Markdown: paragraphs, lists, code, bold, emphasis, links. */
  text(markdown: string): void {
    this.#add({ type: "text", markdown });
  }

  /** Adds a remark that stands out. @param level - How loudly. */
  notice(markdown: string, level: "note" | "warning" = "note"): void {
    this.#add({ type: "notice", level, markdown });
  }

  /**
   * States a figure.
   *
   * @param id - Its name for programs: short, kebab-case, unique in the report.
   * @returns The figure with that id, for use in checks and prose.
   * @throws {RangeError} If another figure with different numbers has the id.
   */
  figure<F extends Figure>(id: string, figure: F): F {
    const named = this.#register({ ...figure, id });
    this.#add({ type: "figures", title: null, caption: null, figures: [named] });
    return this.#return(named);
  }

  /**
   * States figures as a table.
   *
   * @returns The figures, with ids made of their names where they had none.
   * @throws {RangeError} If another figure with different numbers has the id of one.
   */
  figures<F extends Figure>(
    title: string,
    figures: readonly F[],
    options: { readonly caption?: string } = {},
  ): F[] {
    const named = figures.map((figure) => this.#register(figure));
    this.#add({ type: "figures", title, caption: options.caption ?? null, figures: named });
    return this.#return(named);
  }

  /** Shows a chart, or a frame or rows as a table, identifiers hidden. Charts are drawn when the report is finished. */
  show(
    thing: Showable | Table | readonly Readonly<Record<string, unknown>>[],
    options: TableOptions = {},
  ): void {
    if (!("toSVG" in thing)) {
      this.#add(tableOf(thing, options));
      return;
    }
    this.#plots.set(this.#blocks.length, thing);
    this.#add(plotBlock(thing, options));
  }

  /**
   * Folds the rare values of a column into one where the run asks for it, as `--fold-rare` does; else gives
   * the frame as it is. Call it on what is then counted by that column.
   *
   * @param client - The column that names the client.
   * @throws {TypeError} If there is no such column, and the run asks for it.
   */
  foldRare<Row extends object>(
    frame: Frame<Row>,
    column: string & keyof Row,
    client: string & keyof Row,
    options: Pick<FoldOptions, "into"> = {},
  ): Frame<Row> {
    const { foldRare: minClients = null } = this.#session;
    return minClients === null ? frame : foldRare(frame, column, { ...options, client, minClients }).frame;
  }

  /** Shows how often sequences occur, as `countBy` of a frame's sequences gives them. Small groups are hidden. */
  sequences(groups: Iterable<CountedSequence> | Table, options: SequencesOptions = {}): void {
    this.#add(groupSequences(groups, options));
  }

  /**
   * Records a check; the report opens with the list of them.
   *
   * @returns The check, unchanged.
   * @throws {RangeError} If another check has its id.
   */
  check(check: Check): Check {
    if (this.#checkIds.has(check.id)) {
      throw new RangeError(`check id ${JSON.stringify(check.id)} is taken; give each check an id of its own`);
    }
    this.#checkIds.add(check.id);
    this.#add({ type: "check", check });
    return this.#return(check);
  }

  /** Shows a figure as it was published and as it should be, and why they differ. */
  compare(
    title: string,
    pair: { readonly published: Figure; readonly corrected: Figure; readonly because: string },
  ): void {
    const { published, corrected, because } = pair;
    this.#add({ type: "comparison", title, published, corrected, because });
  }

  /** Says where the numbers come from. Call it last. */
  provenance(facts: Readonly<Record<string, ProvenanceFact>>): void {
    this.#add({ type: "provenance", facts });
  }

  /** Records lines in the published formatting; only the compat form prints them, and it hides no small groups. */
  compat(text: string): void {
    this.#add({ type: "compat", text });
  }

  /**
   * Draws the charts and gives the document to the session and the caller. A second call gives the
   * same document.
   */
  finish(): Promise<ReportDocument> {
    this.#document ??= this.#finish();
    return this.#document;
  }

  async #finish(): Promise<ReportDocument> {
    for (const [place, plot] of this.#plots) {
      const { value, hidden } = hideIdentifiers(await plot.toSVG());
      this.#hidden += hidden;
      this.#blocks[place] = Object.freeze({ ...(this.#blocks[place] as PlotBlock), svg: value });
    }
    const checks = checksOf({ blocks: this.#blocks });
    const document: ReportDocument = Object.freeze({
      title: this.#declaration.title,
      summary: this.#declaration.summary ?? null,
      parameters: this.parameters as Readonly<Record<string, Cell>>,
      blocks: Object.freeze([...this.#blocks]),
      verdict: verdictOf(checks),
      hiddenIdentifiers: this.#hidden,
    });
    if (checks.length > 0) {
      const { width = 100, color = false } = this.#session;
      this.#session.write?.(`\n${checksToConsole(checks, width, color)}\n`);
    }
    this.#session.onFinish?.(document);
    return this.#return(document);
  }

  #return<Value extends object>(value: Value): Value {
    return this.#session.onReturn?.(value) ?? value;
  }

  #add(block: Block): void {
    if (this.#document !== null) {
      throw new TypeError(
        `report is finished, got a block of type ${JSON.stringify(block.type)}; add it before finish()`,
      );
    }
    const { value, hidden } = hideIdentifiers(block);
    this.#hidden += hidden;
    Object.freeze(value);
    this.#blocks.push(value);
    this.#session.onBlock?.(value);
    const text = this.#session.write === undefined ? "" : blockToConsole(value, this.#session);
    if (text !== "") this.#session.write?.(text);
  }

  /** Made of what is shown: a slug is cut, and part of an identifier is not known as one. */
  #anchorOf(title: string): string {
    return slugOf(hideIdentifiers(title).value, this.#anchors);
  }

  #register<F extends Figure>(figure: F): F {
    const id = figure.id ?? slugOf(hideIdentifiers(figure.name).value, this.#figureIds);
    const named = { ...figure, id };
    const facts = JSON.stringify(named);
    if ((this.#figures.get(id) ?? facts) !== facts) {
      throw new RangeError(
        `figure id ${JSON.stringify(id)} is taken by another figure; give each an id of its own`,
      );
    }
    this.#figureIds.add(id);
    this.#figures.set(id, facts);
    return Object.freeze(named);
  }
}
