/**
 * A function's ids out of its `modalias`, which the kernel prints from the same variables as the files `vendor`,
 * `device`, `class` and `subsystem_*` (drivers/pci/pci-sysfs.c): one read instead of five for each of thousands of VFs.
 * Each modalias is compared with the files once, so that a made-up tree in which they differ is read as it is.
 */

export interface Ids {
  readonly vendor: number;
  readonly device: number;
  readonly subsystemVendor: number;
  readonly subsystemDevice: number;
  readonly classCode: number;
}

/** The ids as the files give them; null where one is missing or makes no sense. */
type ReadIds = () => { readonly [Name in keyof Ids]: number | null };

const PATTERN =
  /^pci:v0000([0-9A-F]{4})d0000([0-9A-F]{4})sv0000([0-9A-F]{4})sd0000([0-9A-F]{4})bc([0-9A-F]{2})sc([0-9A-F]{2})i([0-9A-F]{2})$/;

/** @returns null for a modalias that is none of a PCI function */
function parseModalias(modalias: string): Ids | null {
  const match = PATTERN.exec(modalias);
  if (!match) return null;
  const [vendor = 0, device = 0, subsystemVendor = 0, subsystemDevice = 0, base = 0, sub = 0, progIf = 0] = match
    .slice(1)
    .map((digits) => Number.parseInt(digits, 16));
  return { vendor, device, subsystemVendor, subsystemDevice, classCode: (base << 16) | (sub << 8) | progIf };
}

function sameIds(a: ReturnType<ReadIds>, b: Ids): boolean {
  return (
    a.vendor === b.vendor &&
    a.device === b.device &&
    a.classCode === b.classCode &&
    a.subsystemVendor === b.subsystemVendor &&
    a.subsystemDevice === b.subsystemDevice
  );
}

/** What was found in the course of one scan. */
export class ModaliasIds {
  /** null = the files say something else. */
  private readonly known = new Map<string, Ids | null>();

  /**
   * @param kind tells functions apart that vouch for one another: a PF says nothing of its VFs
   * @param read asks the files: for a modalias not seen before, and for one that cannot be believed
   */
  idsOf(modalias: string | null, kind: "vf" | "other", read: ReadIds): ReturnType<ReadIds> {
    if (modalias === null) return read();
    const key = `${kind} ${modalias}`;
    const before = this.known.get(key);
    if (before) return before;
    const found = read();
    if (before === undefined) {
      const ids = parseModalias(modalias);
      this.known.set(key, ids && sameIds(found, ids) ? ids : null);
    }
    return found;
  }
}
