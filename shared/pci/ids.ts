/**
 * Names out of the PCI ID database (the text format of pci.ids(5)). The text is indexed by offset when it is opened and a
 * block is parsed when it is first asked for, so opening costs a few milliseconds and 4,096 lookups next to nothing.
 */
import { className, type NameLookup, type Naming, progIfName, subsystemName } from "./lspci/naming.ts";

/** Identifiers of one function; null = not known. */
interface FunctionIds {
  readonly vendor: number | null;
  readonly device: number | null;
  readonly subsystemVendor: number | null;
  readonly subsystemDevice: number | null;
  /** 24 bits: base class, subclass, programming interface. */
  readonly classCode: number | null;
}

/** Names of one function; null where the database has none. */
interface IdNames {
  readonly vendor: string | null;
  readonly device: string | null;
  readonly subsystem: string | null;
  /** Class and subclass: `Ethernet controller`. */
  readonly classLabel: string | null;
  readonly progIf: string | null;
}

/** Offsets of a block's first and one past its last character; the block's own line is not in it. */
interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** An entry with the span of the entries nested below it. */
type Block = ReadonlyMap<number, Span>;

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const HASH = 35;
const UPPER_A = 65;
const UPPER_C = 67;
const UPPER_S = 83;
const UPPER_Z = 90;
const NOTHING: Block = new Map();

/** Reads `digits` hexadecimal digits at `at`; -1 when they are not. */
function hexAt(text: string, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const code = text.charCodeAt(i);
    let digit = -1;
    if (code >= 48 && code <= 57) digit = code - 48;
    else if (code >= 97 && code <= 102) digit = code - 87;
    else if (code >= 65 && code <= 70) digit = code - 55;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function isWhite(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Where the line that starts at `at` ends, its line feed not counted. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** The name between an identifier and the end of its line; null when nothing stands there. */
function nameBetween(text: string, from: number, end: number): string | null {
  let start = from;
  let stop = end;
  if (stop > start && text.charCodeAt(stop - 1) === CR) stop--;
  if (stop > start && isWhite(text.charCodeAt(stop - 1))) stop--;
  while (start < stop && isWhite(text.charCodeAt(start))) start++;
  return start < stop ? text.slice(start, stop) : null;
}

function tabsAt(text: string, at: number): number {
  let tabs = 0;
  while (text.charCodeAt(at + tabs) === TAB) tabs++;
  return tabs;
}

export class PciIds implements NameLookup {
  /** `2025.06.21` from the header; null when it says nothing. */
  readonly version: string | null;
  private readonly text: string;
  private readonly vendors = new Map<number, Span>();
  private readonly classes = new Map<number, Span>();
  private readonly genericSubsystems = new Map<number, Span>();
  private readonly blocks = new Map<Span, Block>();
  private readonly subsystems = new Map<Span, ReadonlyMap<number, string>>();
  /** Ids by name, made when the first is asked for; null = several have this name. */
  private byLabel: Map<string, number> | null = null;
  private byName: Map<string, number | null> | null = null;
  private makers: Map<string, number | null> | null = null;
  private readonly devicesByName = new Map<Span, Map<string, number | null>>();

  /** @param text the file's whole text; lines that make no sense are passed over */
  constructor(text: string) {
    this.text = text;
    this.version = idsVersion(text);
    this.index();
  }

  /** Finds the top-level lines: vendors, `C` classes and `S` generic subsystems; what else starts with a letter is skipped. */
  private index(): void {
    const { text } = this;
    let open: { map: Map<number, Span>; id: number; name: string; start: number } | null = null;
    const close = (end: number) => {
      if (open && !open.map.has(open.id)) open.map.set(open.id, { name: open.name, start: open.start, end });
      open = null;
    };
    for (let at = 0; at < text.length; ) {
      const first = text.charCodeAt(at);
      const end = lineEnd(text, at);
      if (first !== TAB && first !== HASH && first !== LF && first !== CR && first !== SPACE) {
        close(at);
        const entry = this.topLevel(at, end);
        if (entry !== null) open = { ...entry, start: end + 1 };
      }
      at = end + 1;
    }
    close(text.length);
  }

  /** What the top-level line between two places begins; null where it is nothing that is known. */
  private topLevel(at: number, end: number): { map: Map<number, Span>; id: number; name: string } | null {
    const { text } = this;
    const first = text.charCodeAt(at);
    if (text.charCodeAt(at + 1) !== SPACE || first < UPPER_A || first > UPPER_Z) {
      const id = hexAt(text, at, 4);
      const name = id >= 0 && isWhite(text.charCodeAt(at + 4)) ? nameBetween(text, at + 5, end) : null;
      return name === null ? null : { map: this.vendors, id, name };
    }
    if (first === UPPER_C) {
      const id = hexAt(text, at + 2, 2);
      const name = nameBetween(text, at + 4, end);
      return id < 0 || name === null ? null : { map: this.classes, id, name };
    }
    const id = first === UPPER_S ? hexAt(text, at + 2, 4) : -1;
    return id < 0 ? null : { map: this.genericSubsystems, id, name: "" };
  }

  /** The entries one level (`depth` tabs) below a span, by their identifier of `digits` digits. */
  private entries(span: Span | undefined, depth: number, digits: number): Block {
    if (!span) return NOTHING;
    const known = this.blocks.get(span);
    if (known) return known;
    const { text } = this;
    const found = new Map<number, Span>();
    let last: { id: number; name: string; start: number } | null = null;
    for (let at = span.start; at < span.end; ) {
      const end = lineEnd(text, at);
      if (tabsAt(text, at) === depth) {
        if (last && !found.has(last.id)) found.set(last.id, { name: last.name, start: last.start, end: at });
        last = null;
        const id = hexAt(text, at + depth, digits);
        const white = id >= 0 && isWhite(text.charCodeAt(at + depth + digits));
        const name = white ? nameBetween(text, at + depth + digits + 1, end) : null;
        if (name !== null) last = { id, name, start: end + 1 };
      }
      at = end + 1;
    }
    if (last && !found.has(last.id)) found.set(last.id, { name: last.name, start: last.start, end: span.end });
    this.blocks.set(span, found);
    return found;
  }

  /** `\t\tsubvendor subdevice  name` lines below a device, by both numbers. */
  private deviceSubsystems(span: Span): ReadonlyMap<number, string> {
    const known = this.subsystems.get(span);
    if (known) return known;
    const { text } = this;
    const found = new Map<number, string>();
    for (let at = span.start; at < span.end; ) {
      const end = lineEnd(text, at);
      if (tabsAt(text, at) === 2) {
        const vendor = hexAt(text, at + 2, 4);
        const device = isWhite(text.charCodeAt(at + 6)) ? hexAt(text, at + 7, 4) : -1;
        const named = vendor >= 0 && device >= 0 && isWhite(text.charCodeAt(at + 11));
        const name = named ? nameBetween(text, at + 12, end) : null;
        const key = vendor * 0x10000 + device;
        if (name !== null && !found.has(key)) found.set(key, name);
      }
      at = end + 1;
    }
    this.subsystems.set(span, found);
    return found;
  }

  private deviceSpan(vendor: number, device: number): Span | undefined {
    return this.entries(this.vendors.get(vendor), 1, 4).get(device);
  }

  vendor(id: number): string | null {
    return this.vendors.get(id)?.name ?? null;
  }

  device(vendor: number, device: number): string | null {
    return this.deviceSpan(vendor, device)?.name ?? null;
  }

  /** A subsystem listed below this device, else the subsystem vendor's generic one. */
  subsystem(vendor: number, device: number, subVendor: number, subDevice: number): string | null {
    const span = vendor > 0 && device > 0 ? this.deviceSpan(vendor, device) : undefined;
    const own = span && this.deviceSubsystems(span).get(subVendor * 0x10000 + subDevice);
    if (own !== undefined) return own;
    return this.entries(this.genericSubsystems.get(subVendor), 1, 4).get(subDevice)?.name ?? null;
  }

  /** Base class and subclass of this name; null = there is none. */
  classNamed(label: string): number | null {
    if (this.byLabel === null) {
      this.byLabel = new Map();
      for (const [base, span] of this.classes) {
        for (const [sub, { name }] of this.entries(span, 1, 2)) this.byLabel.set(name, base * 0x100 + sub);
      }
    }
    return this.byLabel.get(label) ?? null;
  }

  /**
   * The vendor whose name a name begins with, and the rest; null where there is none, or several are called so.
   * @param whole `Intel Corporation I350 Gigabit Network Connection`
   */
  vendorNamed(whole: string): { readonly vendor: number; readonly rest: string } | null {
    if (this.byName === null) {
      this.byName = new Map();
      for (const [id, { name }] of this.vendors) this.byName.set(name, this.byName.has(name) ? null : id);
    }
    // The longest name first: one may be the beginning of another.
    for (let end = whole.length; end > 0; end = whole.lastIndexOf(" ", end - 1)) {
      const vendor = this.byName.get(whole.slice(0, end));
      if (vendor !== undefined) return vendor === null ? null : { vendor, rest: whole.slice(end + 1) };
    }
    return null;
  }

  /** The vendor that calls its device of this id so; null where there is none, or several. */
  vendorWith(device: number, name: string): number | null {
    if (this.makers === null) {
      this.makers = new Map();
      for (const [vendor, span] of this.vendors) {
        for (const [id, { name: own }] of this.entries(span, 1, 4)) {
          const key = `${id} ${own}`;
          this.makers.set(key, this.makers.has(key) ? null : vendor);
        }
      }
    }
    return this.makers.get(`${device} ${name}`) ?? null;
  }

  /** The device of this name; null where the vendor has none, or several. */
  deviceNamed(vendor: number, name: string): number | null {
    const span = this.vendors.get(vendor);
    if (span === undefined) return null;
    let byName = this.devicesByName.get(span);
    if (byName === undefined) {
      byName = new Map();
      for (const [id, device] of this.entries(span, 1, 4)) byName.set(device.name, byName.has(device.name) ? null : id);
      this.devicesByName.set(span, byName);
    }
    return byName.get(name) ?? null;
  }

  /** The name of a base class, without subclass. */
  baseClass(base: number): string | null {
    return this.classes.get(base)?.name ?? null;
  }

  /** The name of a subclass alone: `Ethernet controller`. */
  subclass(base: number, sub: number): string | null {
    return this.entries(this.classes.get(base), 1, 2).get(sub)?.name ?? null;
  }

  progIf(base: number, sub: number, progIf: number): string | null {
    const span = this.entries(this.classes.get(base), 1, 2).get(sub);
    return this.entries(span, 2, 2).get(progIf)?.name ?? null;
  }
}

/** `2025.06.21` out of the header of a pci.ids text; dates compare as text. Only the first 4096 characters are looked at. */
export function idsVersion(text: string): string | null {
  return /^#\s*Version:\s*(\d{4}\.\d{2}\.\d{2})/m.exec(text.slice(0, 4096))?.[1] ?? null;
}

/** How lspci names things with this database. */
export function namingBy(ids: PciIds): Naming {
  return { numeric: false, lookup: ids };
}

/** {@link functionNames} of many functions: those with the same ids share one answer. */
export function namesBy(ids: PciIds): (of: FunctionIds) => IdNames {
  const known = new Map<string, IdNames>();
  return (of) => {
    const key = `${of.vendor} ${of.device} ${of.subsystemVendor} ${of.subsystemDevice} ${of.classCode}`;
    let names = known.get(key);
    if (names === undefined) {
      names = functionNames(ids, of);
      known.set(key, names);
    }
    return names;
  };
}

/**
 * The names of one function; null where the database has none, so that a number is shown as a number.
 * A subsystem whose vendor is known and whose device is not gives `NVIDIA Corporation Device 198b`.
 */
export function functionNames(ids: PciIds, of: FunctionIds): IdNames {
  const naming = namingBy(ids);
  const { vendor, device, subsystemVendor, subsystemDevice, classCode } = of;
  const hasSubsystem = subsystemVendor !== null && subsystemDevice !== null && ids.vendor(subsystemVendor) !== null;
  const hasClass = classCode !== null && ids.baseClass(classCode >> 16) !== null;
  return {
    vendor: vendor === null ? null : ids.vendor(vendor),
    device: vendor === null || device === null ? null : ids.device(vendor, device),
    subsystem: hasSubsystem ? subsystemName(naming, vendor ?? 0, device ?? 0, subsystemVendor, subsystemDevice) : null,
    classLabel: hasClass ? className(naming, classCode >> 8) : null,
    progIf: classCode === null ? null : progIfName(naming, classCode >> 8, classCode & 0xff) || null,
  };
}
