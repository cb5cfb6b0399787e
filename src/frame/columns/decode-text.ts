const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reads text as {@link encodeText} writes it. UTF-8 decoders replace each byte of a lone half, so only
 * text with a replacement character in it can hold one.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes("\ufffd") ? decodeHalves(bytes) : text;
}

function decodeHalves(bytes: Uint8Array): string {
  let text = "";
  let from = 0;
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] !== 0xed || bytes[i + 1]! < 0xa0) continue;
    const unit = 0xd000 | ((bytes[i + 1]! & 0x3f) << 6) | (bytes[i + 2]! & 0x3f);
    text += decoder.decode(bytes.subarray(from, i)) + String.fromCharCode(unit);
    from = i + 3;
    i += 2;
  }
  return text + decoder.decode(bytes.subarray(from));
}
