/**
 * Which machine something was done on. Two can have the same host name, and one may be renamed: a key tells them apart,
 * out of what stays with a system (its machine-id) and with its hardware (serial numbers in DMI), as hashes.
 */
import type { HostIdentity } from "./facts.ts";

/** What is known of a machine, or of the one that an entry of the journal is of. */
export type MachineMark = Pick<HostIdentity, "name" | "bootId" | "machineKey">;

/** Whoever may not read one part (only root reads DMI's serial numbers) still knows the other. */
const PARTS = ["id", "dmi"] as const;
type KeyParts = Readonly<Partial<Record<(typeof PARTS)[number], string>>>;

/** @returns null where nothing is known of it */
export function machineKey(parts: KeyParts): string | null {
  const known = PARTS.flatMap((part) => (parts[part] === undefined ? [] : [`${part}:${parts[part]}`]));
  return known.length === 0 ? null : known.join(" ");
}

/** @returns null = it cannot be said: the names are the same, and nothing more is known, or the parts disagree */
export function isSameMachine(one: MachineMark, other: MachineMark): boolean | null {
  const same = haveSameKey(one.machineKey ?? null, other.machineKey ?? null);
  if (same !== null) return same;
  if (one.bootId !== null && one.bootId === other.bootId) return true;
  return one.name === other.name ? null : false;
}

/**
 * @returns null where they have no part in common, and where the hardware is the same and the system is not: it may have
 *   been installed again, or serial numbers may be what many boards have
 */
function haveSameKey(one: string | null, other: string | null): boolean | null {
  if (one === null || other === null) return null;
  const [ours, theirs] = [partsOf(one), partsOf(other)];
  const common = [...ours.keys()].filter((part) => theirs.has(part));
  const differing = common.filter((part) => ours.get(part) !== theirs.get(part));
  if (common.length === 0) return null;
  if (differing.length === 0) return true;
  return differing.length < common.length && !differing.includes("dmi") ? null : false;
}

function partsOf(key: string): ReadonlyMap<string, string> {
  return new Map(
    key.split(" ").map((part) => {
      const colon = part.indexOf(":");
      return [part.slice(0, Math.max(0, colon)), part.slice(colon + 1)] as const;
    }),
  );
}
