/** Makes Node's console and notebooks show instances of a class as their `toString()`. */
export function showAsText(shown: { readonly prototype: object }): void {
  Object.defineProperty(shown.prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value(this: object): string {
      return this.toString();
    },
  });
}
