/** What operations of our own hold now, any number of them at once. */
export class Holds<Owner> {
  private readonly counts = new Map<Owner, number>();

  has(owner: Owner): boolean {
    return this.counts.has(owner);
  }

  get any(): boolean {
    return this.counts.size > 0;
  }

  /** @param owner null = the work holds nobody */
  async during<T>(owner: Owner | null, work: () => Promise<T>): Promise<T> {
    if (owner === null) return await work();
    this.counts.set(owner, (this.counts.get(owner) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const count = (this.counts.get(owner) ?? 0) - 1;
      if (count > 0) this.counts.set(owner, count);
      else this.counts.delete(owner);
    }
  }
}
