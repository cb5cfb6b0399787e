import type { RunningAccount } from "./scan-pings.js";
import type { ScanAccount } from "./types.js";

/** What a running account has counted so far; it goes on counting without changing the copy. */
export function copyAccount(account: RunningAccount, more: Partial<ScanAccount> = {}): ScanAccount {
  return { ...account, damage: { ...account.damage }, damageReports: [...account.damageReports], ...more };
}
