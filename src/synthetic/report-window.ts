import type { PingPlace, ReportWindow } from "./types.js";

/** What the published report looked at: Beta 55 in its first week. */
export const reportWindow: ReportWindow = {
  from: "20170614",
  to: "20170620",
  channel: "beta",
  buildFrom: "20170612",
  buildTo: "20170622",
};

/** Tells whether a place is inside a window, comparing text as the published report did. */
export function isInWindow(place: PingPlace, window: ReportWindow): boolean {
  return (
    place.channel === window.channel &&
    place.submissionDate >= window.from &&
    place.submissionDate < window.to &&
    place.buildId >= window.buildFrom &&
    place.buildId < window.buildTo
  );
}
