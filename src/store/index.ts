/**
 * Objects by key: list, list folders, size, read, write.
 *
 * In comes a folder, a bucket of S3 or a description of a store; out come listings in the order of keys, and bytes in chunks.
 * It never looks into the bytes: formats, compression and what a key means belong to other rooms.
 *
 * @module
 */

export { type CopyAccount, type CopyOptions, type CopyProgress, copyObjects } from "./copy-objects.js";
export {
  isS3Location,
  locationBelow,
  openLocation,
  splitLocation,
  toAbsoluteLocation,
} from "./location.js";
export { type FolderStoreOptions, openFolderStore } from "./open-folder-store.js";
export { openMemoryStore } from "./open-memory-store.js";
export { openS3Store } from "./open-s3-store.js";
export { openStore } from "./open-store.js";
export { type ReadAhead, type ReadAheadOptions, readAhead } from "./read-ahead.js";
export { readWhole } from "./read-whole.js";
export type { S3StoreOptions } from "./s3/s3-description.js";
export type {
  ListOptions,
  ObjectHead,
  ReadOptions,
  Store,
  StoreCosts,
  StoreDescription,
  StoredObject,
  WriteOptions,
} from "./types.js";
