import { DecodeError, EngineError, PlanError, StoreError, type StoreFailure } from "../../errors.js";

/** An error as plain data: cloning an error between threads loses its class and its facts. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly key?: string;
  readonly byteOffset?: number;
  readonly kind?: string;
  readonly failure?: StoreFailure;
}

/** Turns an error into data. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof DecodeError) {
    const { name, message, key, byteOffset, kind } = error;
    return { name, message, key, byteOffset, kind };
  }
  if (error instanceof StoreError) {
    const { name, message, key, failure } = error;
    return { name, message, key, failure };
  }
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: "Error", message: String(error) };
}

/** Turns data back into an error of the class it had; an unknown class becomes an EngineError. */
export function fromErrorData(data: ErrorData): Error {
  const { message, key = "", byteOffset = 0, kind = "" } = data;
  if (data.name === "DecodeError") return new DecodeError(message, { key, byteOffset, kind });
  if (data.name === "StoreError")
    return new StoreError(message, { key, ...(data.failure ? { failure: data.failure } : {}) });
  if (data.name === "PlanError") return new PlanError(message);
  return new EngineError(`a scan failed in its thread: ${data.name}: ${message}`);
}
