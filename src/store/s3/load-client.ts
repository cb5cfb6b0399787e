import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";

/** What a client needs to know of where the bucket is and who asks. */
export interface ClientOptions {
  readonly region?: string;
  readonly endpoint?: string;
  readonly pathStyle?: boolean;
  readonly profile?: string;
  readonly anonymous?: boolean;
}

/** The package, loaded, and a client of it. */
export interface S3Access {
  readonly sdk: typeof import("@aws-sdk/client-s3");
  readonly client: S3Client;
}

const FALLBACK_REGION = "us-east-1";

/** Loads the package, which takes some tenths of a second, and makes a client. Credentials are not looked for yet. */
export async function loadClient(options: ClientOptions): Promise<S3Access> {
  const sdk = await import("@aws-sdk/client-s3");
  const config = toConfig(options);
  let client = new sdk.S3Client(config);
  // No region in the options, the environment or the profile: the fallback's answer names the bucket's own.
  if (!(await hasRegion(client))) client = new sdk.S3Client({ ...config, region: FALLBACK_REGION });
  // Servers other than Amazon's mostly know no bucket by a host's name, and AWS_ENDPOINT_URL names such a server.
  if (options.pathStyle === undefined && (await hasConfiguredEndpoint(client))) {
    (client.config as { forcePathStyle: boolean }).forcePathStyle = true;
  }
  // Asks for an object's checksum without the package's own check of it, which ends where a body breaks.
  client.middlewareStack.add(
    (next) => (args) => {
      const { method, headers, query } = args.request as HttpRequest;
      const isRead = method === "GET" && query?.["list-type"] === undefined;
      if (isRead && headers["range"] === undefined) headers["x-amz-checksum-mode"] = "ENABLED";
      return next(args);
    },
    { step: "build", name: "askForChecksum" },
  );
  return { sdk, client };
}

function toConfig({ region, endpoint, pathStyle, profile, anonymous }: ClientOptions): S3ClientConfig {
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
    ...(anonymous === true ? unsigned : {}),
    forcePathStyle: pathStyle ?? endpoint !== undefined,
    followRegionRedirects: true,
    // Retries are ours, since a body that breaks is resumed where it broke; so is the check of what came.
    maxAttempts: 1,
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: 10_000,
      requestTimeout: 0,
      socketTimeout: 0,
      httpAgent: { keepAlive: true, maxSockets: 256 },
      httpsAgent: { keepAlive: true, maxSockets: 256 },
    },
  };
}

const unsigned: Pick<S3ClientConfig, "signer" | "credentials"> = {
  signer: { sign: async (request) => request },
  credentials: { accessKeyId: "", secretAccessKey: "" },
};

async function hasRegion(client: S3Client): Promise<boolean> {
  try {
    return (await client.config.region()) !== "";
  } catch {
    return false;
  }
}

async function hasConfiguredEndpoint({ config }: S3Client): Promise<boolean> {
  const { serviceConfiguredEndpoint } = config as {
    serviceConfiguredEndpoint?: () => Promise<string | undefined>;
  };
  return (await serviceConfiguredEndpoint?.()) !== undefined;
}

interface HttpRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly query?: Record<string, unknown>;
}
