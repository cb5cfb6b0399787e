import type { Driver } from "../database/index.js";
import type { Policy } from "./policy.js";

/** What every resource gets. */
export interface ApiContext {
  readonly driver: Driver;
  readonly policy: Policy;
  /** Groups with fewer clients are not told; 0 tells all. */
  readonly minClients: number;
  /** Whether `e10sEnabled` is a dimension of the original's routes, as in 2015. */
  readonly hasE10s: boolean;
  /** The most histograms in one answer. */
  readonly maxGroups: number;
}

/** A request, as resources see it. */
export interface ApiRequest {
  readonly path: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Whether a token was shown that is accepted. */
  readonly isAuthenticated: boolean;
  /** Throws what was wrong with the token, or that there was none. */
  readonly refuseUnlessAuthenticated: () => void;
}
