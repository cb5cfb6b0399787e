/** An answer that is not 200: thrown by resources, written by the one place that writes errors. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: 400 | 403 | 404 | 405 | 413 | 414 | 500 | 503;
  /** A word for programs. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ApiError["status"],
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
