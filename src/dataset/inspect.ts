/** The method that Node's console and notebooks call to show a value. */
export const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;
