import { type DamageReport, damageReportsKept, type ScanAccount } from "./types.js";

/** The account of a scan that has read nothing. */
export const emptyAccount: ScanAccount = {
  objects: 0,
  bytes: 0,
  records: 0,
  notSampled: 0,
  withoutClientId: 0,
  notKept: 0,
  notRequired: 0,
  withoutPayload: 0,
  unexpectedTypes: {},
  damage: {},
  damageReports: [],
};

/** Adds accounts up, in the order given. Nothing is modified. */
export function addAccounts(accounts: readonly ScanAccount[]): ScanAccount {
  const sum = { ...emptyAccount, damageReports: [] as DamageReport[] };
  const damage: Record<string, number> = {};
  const unexpectedTypes: Record<string, number> = {};
  for (const account of accounts) {
    sum.objects += account.objects;
    sum.bytes += account.bytes;
    sum.records += account.records;
    sum.notSampled += account.notSampled;
    sum.withoutClientId += account.withoutClientId;
    sum.notKept += account.notKept;
    sum.notRequired += account.notRequired;
    sum.withoutPayload += account.withoutPayload;
    for (const [name, count] of Object.entries(account.unexpectedTypes)) {
      unexpectedTypes[name] = (unexpectedTypes[name] ?? 0) + count;
    }
    for (const [kind, count = 0] of Object.entries(account.damage)) {
      damage[kind] = (damage[kind] ?? 0) + count;
    }
    for (const report of account.damageReports) {
      if (sum.damageReports.length < damageReportsKept) sum.damageReports.push(report);
    }
  }
  const isPartial = accounts.some(({ partial }) => partial);
  return { ...sum, unexpectedTypes, damage, ...(isPartial ? { partial: true } : {}) };
}

/** A whole number, thousands separated by commas whatever the locale. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A count with its noun. */
export function amount(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Bytes in MiB, without the unit: one decimal, of less than 10 MiB two. */
export function formatMebibytes(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes.toFixed(mebibytes < 10 ? 2 : 1);
}

/** How many damaged places an account counts, of all kinds. */
export function damagedRecords(account: ScanAccount): number {
  return Object.values(account.damage).reduce<number>((total, count) => total + (count ?? 0), 0);
}

/**
 * Says in a few lines what a scan read and what it left out.
 *
 * @param options - `bytes`: whether to say how many stored bytes were read. Equal content compressed by other
 *   versions of zlib has other sizes. @defaultValue `{ bytes: true }`
 *
 * @example
 * formatAccount(emptyAccount); // 'read 0 records from 0 objects (0.00 MiB); no damaged records'
 */
export function formatAccount(
  account: ScanAccount,
  { bytes = true }: { readonly bytes?: boolean } = {},
): string {
  const damaged = damagedRecords(account);
  const done = `${amount(account.records, "record")} from ${amount(account.objects, "object")}`;
  const size = bytes ? ` (${formatMebibytes(account.bytes)} MiB)` : "";
  const head = `read ${done}${size}${account.partial ? ", partial" : ""}`;
  const lines = [damaged === 0 ? `${head}; no damaged records` : `${head}; ${damaged} damaged`];
  for (const [kind, count] of Object.entries(account.damage)) lines.push(`  damaged (${kind}): ${count}`);
  for (const { key, byteOffset, message } of account.damageReports.slice(0, 10)) {
    lines.push(`  ${key} at byte ${byteOffset}: ${message}`);
  }
  const unnamed = damaged - Math.min(10, account.damageReports.length);
  if (unnamed > 0 && damaged > 0) lines.push(`  … and ${unnamed} more`);
  for (const [name, count] of Object.entries(account.unexpectedTypes)) {
    lines.push(`  values of a wrong type in ${name} (taken as missing): ${count}`);
  }
  if (account.notKept > 0) lines.push(`  records outside the sets kept (dropped): ${account.notKept}`);
  if (account.notRequired > 0) {
    lines.push(`  records without a required property (dropped): ${account.notRequired}`);
  }
  if (account.withoutPayload > 0) lines.push(`  pings without payload (kept): ${account.withoutPayload}`);
  if (account.withoutClientId > 0) {
    lines.push(`  records without a client id (not in a sample by client): ${account.withoutClientId}`);
  }
  return lines.join("\n");
}
