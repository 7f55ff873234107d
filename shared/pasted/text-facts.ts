/**
 * What a text says of a function in words: `Kernel driver in use: igb`. Whatever it does not say is left out, which never
 * means that there is none.
 */

/** A region as `Region 0: Memory at 90000000 (32-bit, non-prefetchable) [size=1M]` or the kernel's log tells it. */
export interface TextRegion {
  /** As in the kernel's `resource` file: 0–5 BARs, 6 ROM, 7–12 VF BARs, 13–15 windows; null = a BAR without its number. */
  readonly index: number | null;
  readonly kind: "memory" | "io";
  /** null = it has no address: `<unassigned>`. */
  readonly start: bigint | null;
  /** In bytes; null where the text has none. */
  readonly size: bigint | null;
  readonly is64: boolean;
  readonly isPrefetchable: boolean;
  /** The kernel keeps it, and the function's register holds another address or none. */
  readonly isVirtual?: true;
}

/** A capability by its name: `Capabilities: [160 v1] Single Root I/O Virtualization (SR-IOV)`. */
export interface TextCapability {
  /** Offset in configuration space; null where the text has none. */
  readonly at: number | null;
  readonly isExtended: boolean;
  readonly version: number | null;
  readonly name: string;
}

export interface TextNames {
  readonly vendor: string;
  readonly device: string;
  /** Vendor and device in one, where nothing says where one ends: `Intel Corporation I350 Gigabit Network Connection`. */
  readonly whole: string;
  readonly subsystem: string;
  /** Class and subclass: `Ethernet controller`. */
  readonly classLabel: string;
  readonly progIf: string;
}

export interface TextLink {
  /** GT/s */
  readonly speed: number;
  /** lanes */
  readonly width: number;
  readonly maxSpeed: number;
  readonly maxWidth: number;
}

export interface TextSriov {
  readonly initialVfs: number;
  readonly totalVfs: number;
  /** Of VFs that are on only where {@link isEnabled} is not false. */
  readonly numVfs: number;
  readonly isEnabled: boolean;
  readonly offset: number;
  readonly stride: number;
  readonly vfDevice: number;
}

export interface TextFacts {
  readonly names: Partial<TextNames>;
  readonly vendor: number;
  readonly device: number;
  readonly subsystemVendor: number;
  readonly subsystemDevice: number;
  /** Base class and subclass, 16 bits. */
  readonly class: number;
  readonly progIf: number;
  readonly revision: number;
  /** null = the text says that there is none. */
  readonly driver: string | null;
  /** Who spoke last of it in a log, where nothing else tells the driver: that was its driver then; null = it gave up. */
  readonly loggedDriver: string | null;
  readonly modules: readonly string[];
  readonly iommuGroup: string;
  readonly numaNode: number;
  readonly slot: string;
  /** Firmware's name of an onboard device. */
  readonly label: string;
  readonly deviceTreeNode: string;
  readonly irq: number;
  readonly powerState: "D0" | "D1" | "D2" | "D3hot" | "D3cold";
  readonly link: Partial<TextLink>;
  readonly regions: readonly TextRegion[];
  readonly bridge: { readonly secondary: number; readonly subordinate: number };
  readonly sriov: Partial<TextSriov>;
  readonly capabilities: readonly TextCapability[];
  /** Network interfaces, disks …: names as the kernel gives them. */
  readonly interfaces: readonly string[];
  /** The bridge above, from a path (`lspci -PP`) or a tree (`-tv`): a canonical address. */
  readonly parent: string;
  /** Its registers read all ones when the text was made: `!!! Unknown header type 7f`. */
  readonly readsAllOnes: true;
}

/** Longer lines are none of any program's that names functions. */
export const LONGEST_LINE = 4096;

/** A function has fewer of everything; a text that goes on is not read for it. */
const LONGEST_LIST = 512;

/** Lists of which each entry has something that tells it from the others. */
function joinedLists<T>(
  first: readonly T[] = [],
  second: readonly T[] = [],
  keyOf: (entry: T) => string,
): readonly T[] {
  if (first.length >= LONGEST_LIST) return first;
  return [...new Map([...first, ...second].map((entry) => [keyOf(entry), entry])).values()];
}

/** Of half a million functions most say little. */
function isEmpty(facts: Partial<TextFacts>): boolean {
  for (const _ in facts) return false;
  return true;
}

/** Is one the beginning of the other, as where a terminal cut the line off? */
function isCut(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** Of a name that was cut off the whole counts. */
function joinedNames(first: Partial<TextNames>, second: Partial<TextNames>): Partial<TextNames> {
  const joined = { ...first, ...second };
  const isFirstLonger = first.whole?.startsWith(second.whole ?? first.whole) ?? false;
  return isFirstLonger && first.whole !== undefined ? { ...joined, whole: first.whole } : joined;
}

/** All that either says; where both say something, the second counts. */
export function joinedFacts(first: Partial<TextFacts>, second: Partial<TextFacts>): Partial<TextFacts> {
  if (isEmpty(first)) return second;
  if (isEmpty(second)) return first;
  const joined: { -readonly [K in keyof TextFacts]?: TextFacts[K] } = { ...first, ...second };
  if (first.names && second.names) joined.names = joinedNames(first.names, second.names);
  if (first.link && second.link) joined.link = { ...first.link, ...second.link };
  if (first.sriov && second.sriov) joined.sriov = { ...first.sriov, ...second.sriov };
  if (first.modules && second.modules) joined.modules = joinedLists(first.modules, second.modules, String);
  if (first.interfaces && second.interfaces) {
    joined.interfaces = joinedLists(first.interfaces, second.interfaces, String);
  }
  if (first.regions && second.regions) {
    joined.regions = joinedLists(first.regions, second.regions, ({ index, start }) => String(index ?? start));
  }
  if (first.capabilities && second.capabilities) {
    joined.capabilities = joinedLists(first.capabilities, second.capabilities, ({ at, name }) => `${at} ${name}`);
  }
  return joined;
}

/** Facts that one function has once, at one moment. */
const ONCE = [
  "vendor",
  "device",
  "subsystemVendor",
  "subsystemDevice",
  "class",
  "revision",
  "driver",
  "iommuGroup",
  "numaNode",
] as const satisfies readonly (keyof TextFacts)[];

/** Does neither say anything that the other denies? */
export function factsAgree(a: Partial<TextFacts>, b: Partial<TextFacts>): boolean {
  const differ = <T>(first: T | undefined, second: T | undefined) =>
    first !== undefined && second !== undefined && first !== second;
  if (ONCE.some((key) => differ(a[key], b[key])) || differ(a.sriov?.numVfs, b.sriov?.numVfs)) return false;
  // Names speak where ids do not; two databases may call one device by two names.
  if (a.vendor !== undefined && b.vendor !== undefined) return true;
  return !NAMED.some((key) => {
    const [first, second] = [a.names?.[key], b.names?.[key]];
    return first !== undefined && second !== undefined && !isCut(first, second);
  });
}

const NAMED = ["whole", "classLabel"] as const satisfies readonly (keyof TextNames)[];
