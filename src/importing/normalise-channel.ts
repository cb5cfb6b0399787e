const CHANNELS = ["release", "esr", "beta", "aurora", "nightly"];

/** Folds update channels into the known ones, partners' variants (`release-cck-…`) included; others are `Other`. */
export function normaliseChannel(channel: string): string {
  const [base = ""] = channel.split("-cck-");
  return CHANNELS.includes(base) ? base : "Other";
}
