/** Makes a kebab-case name of a text, not in `taken` yet, and adds it there. */
export function slugOf(text: string, taken: Set<string>): string {
  const words = text
    .toLowerCase()
    .normalize("NFKD")
    .match(/[a-z0-9]+/g) ?? ["part"];
  const slug = words.join("-").slice(0, 60).replace(/-+$/, "");
  let free = slug;
  for (let i = 2; taken.has(free); i++) free = `${slug}-${i}`;
  taken.add(free);
  return free;
}
