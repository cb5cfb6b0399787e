/** Whether `If-None-Match` names an entity tag: one of a list, weak or not, or any by `*`. */
export function isUnchanged(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etag) || tags.includes("*");
}
