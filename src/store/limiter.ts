/** Lets a few acts run at once, of limited weight together; the others wait in the order in which they came. */
export class Limiter {
  #waiting: { readonly weight: number; readonly start: () => void }[] = [];
  /** Where in the queue the first is that has not started. */
  #first = 0;
  readonly #heaviest: number;
  #places: number;
  #weight = 0;

  /**
   * @param places - How many acts run at once at most.
   * @param heaviest - What they may weigh together; an act that weighs more runs alone.
   */
  constructor(places: number, heaviest: number = Number.POSITIVE_INFINITY) {
    this.#places = places;
    this.#heaviest = heaviest;
  }

  async run<T>(act: () => Promise<T>, weight = 0): Promise<T> {
    await new Promise<void>((start) => {
      this.#waiting.push({ weight, start });
      this.#startNext();
    });
    try {
      return await act();
    } finally {
      this.#places++;
      this.#weight -= weight;
      this.#startNext();
    }
  }

  #startNext(): void {
    for (let next = this.#waiting[this.#first]; next !== undefined; next = this.#waiting[this.#first]) {
      if (this.#places === 0) return;
      if (this.#weight > 0 && this.#weight + next.weight > this.#heaviest) return;
      this.#first++;
      // Moving the queue up at each start would take time that grows with its square.
      if (this.#first > 1000 && this.#first * 2 > this.#waiting.length) {
        this.#waiting = this.#waiting.slice(this.#first);
        this.#first = 0;
      }
      this.#places--;
      this.#weight += next.weight;
      next.start();
    }
  }
}
