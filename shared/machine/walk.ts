/**
 * Walks over what stands on what: interfaces on interfaces, volumes on disks. A machine says whatever it likes, so all
 * walks of one kind share a budget: what a walk past it would have found is not known. Pure.
 */

/** Each thing that a walk came to, nearest first, with the one that it came from. */
export type Walk = ReadonlyMap<string, string | null>;

/** Links followed for one look at a machine: a hundred times what the largest machines have. */
const MAX_STEPS = 2_000_000;

export class Walker {
  private left: number;

  constructor(most = MAX_STEPS) {
    this.left = most;
  }

  /** Breadth first, each once, whatever loops a reading shows; null = the budget is spent, and nothing is known. */
  walk(from: readonly string[], next: (name: string) => readonly string[] | undefined): Walk | null {
    const found = new Map<string, string | null>(from.map((name) => [name, null]));
    for (const name of found.keys()) {
      const others = next(name) ?? [];
      if (!this.spend(1 + others.length)) return null;
      for (const other of others) if (!found.has(other)) found.set(other, name);
    }
    return found;
  }

  /** @returns false when there is not so much left */
  spend(steps: number): boolean {
    if (steps > this.left) return false;
    this.left -= steps;
    return true;
  }
}

/** As far as `most` things; for what only gives a few names. */
export function walkSome(from: string, next: (name: string) => readonly string[] | undefined, most: number): Walk {
  const found = new Map<string, string | null>([[from, null]]);
  for (const name of found.keys()) {
    for (const other of next(name) ?? []) {
      if (found.size >= most) return found;
      if (!found.has(other)) found.set(other, name);
    }
  }
  return found;
}

/** Everything that is reached, whatever it takes: each link is followed once. */
export function reached(from: Iterable<string>, next: (name: string) => readonly string[] | undefined): Set<string> {
  const found = new Set(from);
  for (const name of found) for (const other of next(name) ?? []) found.add(other);
  return found;
}

/** From a thing that the walk came to back to where it began. */
export function wayBack(name: string, come: Walk): string[] {
  const way: string[] = [];
  for (let at: string | null = name; at !== null; at = come.get(at) ?? null) way.push(at);
  return way;
}
