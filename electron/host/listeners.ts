/** Who wants to hear of something. */
export class Listeners<Told> {
  private readonly all = new Set<(told: Told) => void>();

  get any(): boolean {
    return this.all.size > 0;
  }

  /** @returns ends it for this listener */
  add(listener: (told: Told) => void): () => void {
    this.all.add(listener);
    return () => {
      this.all.delete(listener);
    };
  }

  /** A listener may end itself, or bring others, while it is told. */
  tell(told: Told): void {
    for (const listener of [...this.all]) listener(told);
  }

  clear(): void {
    this.all.clear();
  }
}
