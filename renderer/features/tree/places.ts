/** Where rows stand in the table, by their ids. */
import type { Row } from "../../../shared/machine/rows.ts";

/** Of many rows few are asked for: those are looked for, and a list of all is made only for who asks for many. */
export class RowPlaces {
  private readonly rows: readonly Row[];
  private readonly found = new Map<string, number>();
  private all: ReadonlyMap<string, number> | null = null;

  constructor(rows: readonly Row[]) {
    this.rows = rows;
  }

  /** undefined = it is not listed */
  get(id: string): number | undefined {
    if (this.all !== null) return this.all.get(id);
    let place = this.found.get(id);
    if (place === undefined) {
      place = this.rows.findIndex((row) => row.id === id);
      this.found.set(id, place);
    }
    return place < 0 ? undefined : place;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** For who asks for many. */
  ofAll(): ReadonlyMap<string, number> {
    this.all ??= new Map(this.rows.map((row, place) => [row.id, place]));
    return this.all;
  }
}
