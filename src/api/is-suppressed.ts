import type { AggregateGroup } from "../database/index.js";

/** Whether a group is of so few clients that it might tell about one. Where clients were not weighed, histograms count. */
export function isSuppressed({ clients, count }: AggregateGroup, minClients: number): boolean {
  return minClients > 0 && (clients ?? Number(count)) < minClients;
}
