import { after } from "node:test";
import { openS3Store } from "../../src/store/index.js";
import { s3Server, stopS3Server } from "../support/s3-server.js";
import { testStoreContract } from "./contract.js";

after(stopS3Server);

let made = 0;
testStoreContract("openS3Store", {
  make: async (test) => {
    const server = await s3Server(test);
    if (server === null) return null;
    const { bucket, endpoint } = server;
    return openS3Store(bucket, { endpoint, prefix: `contract/${made++}` });
  },
});
