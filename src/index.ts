/**
 * pingframe's public names, in the order of the data flow: datasets, pings and their properties, frames,
 * histograms, statistics, the vocabulary of validation, plots, reports.
 *
 * @module
 */

import { createRequire } from "node:module";
import { bindDataset, type DatasetEntry, type DatasetView } from "./dataset/index.js";
import { currentSession, surroundings } from "./environment.js";
import {
  type Notebook,
  type NotebookDeclaration,
  openNotebook,
  type ParameterDeclarations,
} from "./report/index.js";

// Datasets
/** Opens datasets: `Dataset.fromSource("telemetry").where({ docType: "main" }).records()`. */
export const Dataset: DatasetEntry = bindDataset(surroundings);
/** Pings stored by dimension, with conditions on the dimensions. */
export type Dataset<Ping> = DatasetView<Ping>;
export {
  type Clauses,
  type DatasetEntry,
  type DatasetOptions,
  type DatasetSource,
  DatasetView,
  type Explanation,
  getOnePingPerClient,
  getPingsProperties,
  type ObjectSummary,
  Pings,
  type PropertiesOptions,
  type RecordsOptions,
  type SourceSummary,
} from "./dataset/index.js";
export { type Between, between, type BetweenOptions, type Condition, sanitise } from "./catalog/index.js";
export { openFolderStore, openMemoryStore, type Store, type StoredObject } from "./store/index.js";
export { createLocalEngine, type LocalEngineOptions } from "./engine/index.js";
export {
  damagedRecords,
  type Engine,
  formatAccount,
  type ScanAccount,
  type ScanEvent,
} from "./scan/index.js";

// Reports
/**
 * Opens the notebook that a source file is: its parameters, and the report it writes. In a script the report is
 * printed as it is written.
 */
export function notebook<const P extends ParameterDeclarations = Record<never, never>>(
  declaration: NotebookDeclaration<P>,
): Notebook<P> {
  return openNotebook(declaration, currentSession());
}

/** This package's version. */
export const version: string = (createRequire(import.meta.url)("../../package.json") as { version: string }).version;

// Errors
export { DecodeError, EngineError, PlanError, StoreError } from "./errors.js";
