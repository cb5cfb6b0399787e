/** How the pings of a bench's lake are stored. */
export const formats = [
  "json-lines",
  "json-lines-gzip",
  "json-lines-zstd",
  "heka-split",
  "heka-split-snappy",
  "heka-split-gzip",
  "heka-whole",
  "heka-whole-snappy",
  "heka-whole-gzip",
] as const;
export type Format = (typeof formats)[number];
