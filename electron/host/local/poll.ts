/**
 * What a cheap look at the bus sees: which functions there are, which driver each has, how many VFs each PF has.
 * It opens no attribute, so it wakes nothing and waits for nothing.
 */
import { existsSync, lstatSync } from "node:fs";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import type { AttributeReader } from "../sysfs/attribute-reader.ts";
import { Slices } from "../sysfs/slices.ts";

interface Seen {
  /** The driver by the function's own link. */
  readonly link: string | null;
  /** The driver whose folder has a link to the function. */
  readonly folder: string | null;
  /** Number of virtfnN links; null for what is no PF. */
  readonly virtfns: number | null;
  /** Of a VF, so that its coming and going is reported of its PF. */
  readonly physfn: Bdf | null;
}

/**
 * Functions whose own driver link is looked at in one turn. On a larger machine the others wait for later turns: the
 * drivers' folders, which the kernel keeps in step, are read whole each time and cost a few listings.
 */
const LINKS_PER_TURN = 512;
/** Functions looked at before it is asked whether others should have a turn: a small machine is seen in one go. */
const BATCH = 64;

type PollResult =
  | { readonly state: "lost"; readonly code: string }
  /** Functions that changed since the turn before; empty on the first. */
  | { readonly state: "seen"; readonly changed: ReadonlySet<Bdf> };

export class BusPoll {
  private readonly reader: AttributeReader;
  private readonly bus: string;
  private before: ReadonlyMap<Bdf, Seen> | null = null;
  private cursor = 0;

  /** @param root where sysfs is: `/sys` */
  constructor(reader: AttributeReader, root: string) {
    this.reader = reader;
    this.bus = `${root}/bus/pci`;
  }

  /** The first look, at a machine of up to {@link BATCH} functions, is done when this returns. */
  async look(): Promise<PollResult> {
    const names = this.reader.names(`${this.bus}/devices`);
    if (names === null) return { state: "lost", code: this.reader.code };
    const slices = new Slices();
    const folders = this.driverFolders();
    const now = new Map<Bdf, Seen>();
    const all = names.filter(isBdf);
    for (const [index, bdf] of all.entries()) {
      const known = this.before?.get(bdf) ?? this.firstLook(bdf);
      const isDue = (index - this.cursor + all.length) % all.length < LINKS_PER_TURN;
      now.set(bdf, {
        physfn: known.physfn,
        folder: folders.get(bdf) ?? null,
        link: isDue ? this.linkName(bdf, "driver") : known.link,
        virtfns: known.virtfns === null ? null : this.countVfs(bdf),
      });
      if (index % BATCH === BATCH - 1 && slices.due) await slices.rest();
    }
    this.cursor = all.length === 0 ? 0 : (this.cursor + LINKS_PER_TURN) % all.length;
    const changed = this.before ? differences(this.before, now) : new Set<Bdf>();
    this.before = now;
    return { state: "seen", changed };
  }

  private driverFolders(): Map<Bdf, string> {
    const bound = new Map<Bdf, string>();
    for (const driver of this.reader.names(`${this.bus}/drivers`) ?? []) {
      for (const name of this.reader.names(`${this.bus}/drivers/${driver}`) ?? []) {
        if (isBdf(name)) bound.set(name, driver);
      }
    }
    return bound;
  }

  private firstLook(bdf: Bdf): Seen {
    const physfn = this.linkName(bdf, "physfn");
    return {
      folder: null,
      link: this.linkName(bdf, "driver"),
      virtfns: existsSync(`${this.bus}/devices/${bdf}/sriov_totalvfs`) ? 0 : null,
      physfn: physfn !== null && isBdf(physfn) ? physfn : null,
    };
  }

  private linkName(bdf: Bdf, name: string): string | null {
    const path = `${this.bus}/devices/${bdf}/${name}`;
    // Asked first because a link that is not there costs an exception, and most functions lack one.
    const there = lstatSync(path, { throwIfNoEntry: false });
    return there?.isSymbolicLink() ? this.reader.linkName(path) : null;
  }

  private countVfs(bdf: Bdf): number {
    const names = this.reader.names(`${this.bus}/devices/${bdf}`) ?? [];
    return names.filter((name) => name.startsWith("virtfn")).length;
  }
}

function differences(before: ReadonlyMap<Bdf, Seen>, now: ReadonlyMap<Bdf, Seen>): Set<Bdf> {
  const changed = new Set<Bdf>();
  const mark = (bdf: Bdf, ...seen: (Seen | undefined)[]) => {
    changed.add(bdf);
    for (const one of seen) if (one?.physfn) changed.add(one.physfn);
  };
  for (const [bdf, seen] of now) {
    const known = before.get(bdf);
    if (!known) mark(bdf, seen);
    else if (known.link !== seen.link || known.folder !== seen.folder || known.virtfns !== seen.virtfns)
      changed.add(bdf);
  }
  for (const [bdf, seen] of before) if (!now.has(bdf)) mark(bdf, seen);
  return changed;
}
