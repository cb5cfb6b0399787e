type Recorded = (...args: never[]) => unknown;

const paths = new WeakMap<object, readonly string[]>();

/**
 * Records which property an accessor asks for. The accessor is called once, with a stand-in that
 * takes note of the members asked for; it never sees data.
 *
 * @param accessor - Names one property, such as `ping => ping.payload.info.reason`.
 * @returns The members it asked for, from the ping's root.
 * @throws {TypeError} If the accessor does anything else: calls, compares, calculates, returns
 *   something that is not a property.
 *
 * @example
 * recordPath((ping) => ping.payload.info.reason); // ["payload", "info", "reason"]
 */
// biome-ignore lint/suspicious/noExplicitAny: an accessor of any ping type
export function recordPath(accessor: (ping: any) => unknown): readonly string[] {
  const result = accessor(standIn([]));
  const path = isObject(result) ? paths.get(result) : undefined;
  if (path === undefined) {
    const isPromise = result instanceof Promise;
    // Waiting for a stand-in calls it, which rejects the promise; it is reported here.
    if (isPromise) result.catch(() => undefined);
    const got = isPromise ? "a promise" : isObject(result) ? `one of type ${typeof result}` : String(result);
    throw new TypeError(`a property accessor must return a property of the ping, got ${got}; ${whatToDo}`);
  }
  if (path.length === 0) {
    throw new TypeError(`a property accessor must name a property, got the ping itself; ${whatToDo}`);
  }
  return path;
}

const whatToDo = "write it as ping => ping.payload.info.reason, and calculate with the frame's rows";

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function standIn(path: readonly string[]): object {
  const refuse = (use: string): never => {
    const name = path.length === 0 ? "the ping" : JSON.stringify(path.join("/"));
    throw new TypeError(`a property accessor only names a property, but it ${use} ${name}; ${whatToDo}`);
  };
  const target: Recorded = () => undefined;
  const proxy = new Proxy(target, {
    get(_target, name): object {
      if (typeof name === "symbol") return refuse("uses the value of");
      return standIn([...path, name]);
    },
    apply: () => refuse("calls"),
    construct: () => refuse("constructs"),
    has: () => refuse("looks into"),
    ownKeys: () => refuse("lists the members of"),
    getOwnPropertyDescriptor: () => refuse("looks into"),
    getPrototypeOf: () => refuse("looks into"),
    set: () => refuse("changes"),
    defineProperty: () => refuse("changes"),
    deleteProperty: () => refuse("changes"),
  });
  paths.set(proxy, path);
  return proxy;
}
