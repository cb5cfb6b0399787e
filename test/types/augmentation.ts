import { Dataset, getPingsProperties } from "pingframe";
import { type Equal, expect } from "./equal.js";

declare module "pingframe" {
  interface PingTypes {
    "my-study": {
      readonly id: string;
      readonly payload: { readonly branch: string; readonly clicks?: number | null };
    };
  }
}

export async function ownDocType(): Promise<void> {
  const pings = Dataset.fromSource("telemetry").where({ docType: "my_study" }).records();
  const frame = await getPingsProperties(pings, {
    branch: "payload/branch",
    clicks: (p) => p.payload.clicks,
  });
  type Row = ReturnType<typeof frame.toObjects>[number];
  expect<Equal<Row, { branch: string | null; clicks: number | null }>>();
  // @ts-expect-error a typo
  await getPingsProperties(pings, ["payload/brnch"]);
}
