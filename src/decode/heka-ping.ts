import { type Buffer, isUtf8 } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { isJson } from "../kernel/index.js";
import { HEKA_BYTES, HEKA_STRING, type HekaFieldSpan, type HekaMessage } from "./heka-message.js";
import type { HekaSections } from "./heka-sections.js";
import { isPlainObject } from "./is-plain-object.js";
import { setOwn } from "./set-own.js";
import type { DamageKind, PingDocument } from "./types.js";

/** A member of `meta` that is longer could hold another record. */
export const LONG_META_BYTES = 256;

/** Why a message that is well-formed holds no ping. */
export interface PingFailure {
  readonly kind: DamageKind;
  readonly message: string;
}

/**
 * Puts together the ping that a message carries.
 *
 * The document is the payload's JSON, or that of the field `submission`, or `{content}` of a landfill record,
 * or empty. `meta` replaces the document's own. A field without a dot goes into `meta` (a missing value is
 * ""), one with dots is JSON that is put at its path: a parent that is not an object, be it absent, null, a
 * scalar or an array, is replaced by one. BYTES that are not UTF-8 are left out, but for `submission`, which
 * is read with U+FFFD instead.
 *
 * @returns The ping, and whether the message holds bytes that no JSON parser has seen; or what is wrong.
 */
export function pingFromHekaMessage(
  message: HekaMessage,
  maxRecordBytes: number,
  sections: HekaSections,
): { ping: PingDocument; isOpaque: boolean } | PingFailure {
  const { bytes } = message;
  let ping: PingDocument = {};
  let isOpaque = false;
  const names = message.fields.map((field) => text(bytes, field.nameStart, field.nameEnd));
  if (message.payloadEnd > message.payloadStart) {
    const document = parseObject(text(bytes, message.payloadStart, message.payloadEnd));
    if (document === null) return { kind: "json", message: "payload is not a JSON object" };
    ping = document;
  } else {
    const at = names.findIndex((name) => name === "submission" || name === "content");
    if (at >= 0) {
      const field = message.fields[at]!;
      if (names[at] === "submission") {
        const document = parseObject(text(bytes, field.start, field.end));
        if (document === null) return { kind: "json", message: "submission is not a JSON object" };
        ping = document;
      } else {
        isOpaque = true;
        const content = readContent(bytes, field, maxRecordBytes);
        if (content === null) return { kind: "compression", message: "gzip content is damaged" };
        if (content !== undefined) ping = { content };
      }
    }
  }
  const meta: PingDocument = {
    Timestamp: message.timestamp,
    Type: text(bytes, message.typeStart, message.typeEnd),
    Hostname: text(bytes, message.hostnameStart, message.hostnameEnd),
  };
  ping["meta"] = meta;
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    const field = message.fields[i]!;
    const byteLength = field.end - field.start;
    if (name === "submission" || name === "content") {
      isOpaque ||= message.payloadEnd > message.payloadStart;
      continue;
    }
    if (field.type === HEKA_BYTES && !isUtf8(bytes.subarray(field.start, field.end))) {
      isOpaque = true;
      continue;
    }
    const isText = field.type === HEKA_STRING || field.type === HEKA_BYTES;
    const section = sections.get(name);
    if (section !== null && isText && !section.isWanted) {
      if (!isJson(bytes, field.start, field.end)) return notJson(name);
      setPath(ping, section.path, null);
      continue;
    }
    const value = isText ? text(bytes, field.start, field.end) : field.scalar;
    if (section === null) {
      isOpaque ||= byteLength > LONG_META_BYTES;
      setOwn(meta, name, value ?? "");
      continue;
    }
    let leaf: unknown = value;
    if (isText) {
      try {
        leaf = JSON.parse(value as string);
      } catch {
        return notJson(name);
      }
    }
    setPath(ping, section.path, leaf);
  }
  return { ping, isOpaque };
}

/** The text of a landfill record: `undefined` if it is not UTF-8, `null` if its gzip is damaged. */
function readContent(bytes: Buffer, field: HekaFieldSpan, maxBytes: number): string | undefined | null {
  let content = bytes.subarray(field.start, field.end);
  if (content[0] === 0x1f && content[1] === 0x8b) {
    try {
      content = gunzipSync(content, { maxOutputLength: maxBytes });
    } catch {
      return null;
    }
  }
  return isUtf8(content) ? content.toString("utf8") : undefined;
}

function text(bytes: Buffer, start: number, end: number): string {
  return bytes.toString("utf8", start, end);
}

function parseObject(json: string): PingDocument | null {
  try {
    const value: unknown = JSON.parse(json);
    return isPlainObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Sets a value below an object, never below a prototype. */
function setPath(document: PingDocument, path: readonly string[], value: unknown): void {
  let parent = document;
  for (const name of path.slice(0, -1)) {
    let child = Object.hasOwn(parent, name) ? parent[name] : undefined;
    if (!isPlainObject(child)) {
      child = {};
      setOwn(parent, name, child);
    }
    parent = child as PingDocument;
  }
  setOwn(parent, path.at(-1)!, value);
}

function notJson(name: string): PingFailure {
  return { kind: "json", message: `field ${shown(name)} is not JSON` };
}

/** A field's name if it looks like one; other names may hold anything. */
function shown(name: string): string {
  return /^[\w.-]{1,80}$/.test(name) ? JSON.stringify(name) : "with dots";
}
