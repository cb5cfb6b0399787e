/** Why something was left out. What each means is said in {@link dropReasons}. */
export type DropReason = keyof typeof dropReasons;

/** How often each reason occurred; reasons that did not occur are absent. Sorted by name. */
export type DropCounts = Readonly<Partial<Record<DropReason, number>>>;

/** Every reason to leave something out, in words that reports can print. */
export const dropReasons = {
  // pings
  "other-doc-type": "the ping is not of the profile's doc type",
  "other-date": "the ping was received on another date than asked for",
  "other-application": "the profile leaves the application out",
  "bad-channel": "the channel is none of nightly, aurora, beta and release",
  "bad-sample-id": "the sample id is missing, no number, or not below 100",
  "bad-build-id": "the build id does not start with a date",
  "missing-dimension": "a dimension is missing or of another type",
  "bad-children": "the child payloads are no list of objects",
  "duplicate-document": "the document was aggregated already",
  // values of aggregated pings
  "no-histogram": "null or another value stands where a histogram should",
  "bad-sum": "the histogram's sum is missing, negative or no whole number",
  "bad-type": "the histogram's type is missing or no whole number",
  "bad-bucket": "a bucket's name or count is no whole number from 0 on",
  "unknown-bucket": "a bucket that holds something is none of the layout's",
  "unknown-layout": "the histogram does not describe its buckets, and no definition does",
  "unknown-metric": "the definitions don't know the metric",
  "excluded-metric": "the profile leaves the metric out",
  "bad-name": "the metric's name has characters that the profile does not allow",
  "bad-text": "a name, label or dimension holds a NUL or half a surrogate pair, which databases refuse",
  "negative-value": "the value is negative",
  "not-a-number": "the value is text or another thing that is no number",
  "too-large": "the value or a sum does not fit in 63 bits",
  "missing-client": "the ping names no client, so that its values have no weight; they are counted",
  "other-process": "the profile leaves the process out",
} as const;
