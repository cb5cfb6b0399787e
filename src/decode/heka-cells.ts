import { isUtf8 } from "node:buffer";
import type { HekaFields } from "./heka-fields.js";
import { HEKA_BYTES, HEKA_STRING, type HekaMessage } from "./heka-message.js";
import { LONG_META_BYTES } from "./heka-ping.js";
import type { Projection } from "./projection.js";
import type { RecordCells } from "./record-cells.js";

const OPEN_OBJECT = 0x7b;

/**
 * Finds the wanted values in a message, where {@link pingFromHekaMessage} would put together the whole ping. The
 * message must lie in the projector's bytes.
 *
 * @returns Whether the message holds bytes that no JSON parser has seen; or `null` if the ping must be put
 *   together to know: the message may be damaged, or a part of a wanted value lies in a field of its own.
 */
export function cellsFromHekaMessage(
  message: HekaMessage,
  projection: Projection,
  fields: HekaFields,
  cells: RecordCells,
): { isOpaque: boolean } | null {
  const { projector, trie, isChecked } = projection;
  const { bytes } = message;
  const { values } = cells;
  const metaNode = trie.nodes[0]!.children.get("meta");
  if (metaNode !== undefined && trie.nodes[metaNode]!.slot >= 0) return null;
  const plans = fields.ofFields(message);
  let isOpaque = false;

  // The document that the message carries.
  let [start, end] = [message.payloadStart, message.payloadEnd];
  const hasPayload = end > start;
  if (!hasPayload) {
    const at = plans.findIndex(({ role }) => role === "submission" || role === "content");
    if (at >= 0) {
      if (plans[at]!.role === "content") return null;
      ({ start, end } = message.fields[at]!);
    }
  }
  if (end > start) {
    if (bytes[start] !== OPEN_OBJECT || !projector.project(0, start, end)) return null;
  } else {
    if (!hasPayload && plans.some(({ role }) => role === "submission")) return null;
    projector.clear();
  }
  values.fill(undefined);
  cells.isPayloadFilled = false;

  const setValue = (node: number, value: unknown): void => {
    const { slot, lowSlot, highSlot } = trie.nodes[node]!;
    for (let below = lowSlot; below < highSlot; below++) {
      projector.ends[below] = 0;
      values[below] = undefined;
    }
    if (slot >= 0) values[slot] = value;
  };
  if (metaNode !== undefined) {
    setValue(metaNode, undefined);
    const { children } = trie.nodes[metaNode]!;
    const time = children.get("Timestamp");
    if (time !== undefined) setValue(time, message.timestamp);
    const type = children.get("Type");
    if (type !== undefined) setValue(type, bytes.toString("utf8", message.typeStart, message.typeEnd));
    const host = children.get("Hostname");
    if (host !== undefined)
      setValue(host, bytes.toString("utf8", message.hostnameStart, message.hostnameEnd));
  }

  for (let i = 0; i < plans.length; i++) {
    const field = message.fields[i]!;
    const { role, node, isPart, isInPayload } = plans[i]!;
    if (role === "submission" || role === "content") {
      isOpaque ||= hasPayload;
      continue;
    }
    const isText = field.type === HEKA_STRING || field.type === HEKA_BYTES;
    if (field.type === HEKA_BYTES && !isUtf8(bytes.subarray(field.start, field.end))) {
      isOpaque = true;
      continue;
    }
    if (isPart) return null;
    if (role === "meta") {
      isOpaque ||= field.end - field.start > LONG_META_BYTES;
      if (node < 0) continue;
      setValue(node, (isText ? bytes.toString("utf8", field.start, field.end) : field.scalar) ?? "");
      continue;
    }
    if (!isText) {
      if (node >= 0) setValue(node, field.scalar);
    } else if (node >= 0) {
      if (!projector.project(node, field.start, field.end)) return null;
      const { lowSlot, highSlot } = trie.nodes[node]!;
      for (let below = lowSlot; below < highSlot; below++) values[below] = undefined;
    } else if (isChecked && !projector.isJson(field.start, field.end)) {
      return null;
    }
    if (isInPayload) cells.isPayloadFilled = true;
  }
  return cells.checkWanted() ? { isOpaque } : null;
}
