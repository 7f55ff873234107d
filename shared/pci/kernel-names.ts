/**
 * Names as a kernel makes them. What a machine or a file calls by another name was not read from a kernel: it is refused
 * where it comes in, so that no sentence, plan or command is ever made of it.
 */
import type { Message } from "../words/message.ts";
import { KERNEL_NAME_WORDS as T } from "../words/texts/kernel-names.ts";
import { visibleLine } from "./visible-text.ts";

/** Printable ASCII but for the slash, which is `!` in sysfs (lib/kobject.c, kobject_set_name_vargs). */
const PRINTABLE = /^[ -.0-~]+$/;
const WITHOUT_BLANKS = /^[!-.0-~]+$/;
/** NAME_MAX: an entry of a folder in sysfs. */
const LONGEST_ENTRY = 255;
/** A page: what is kept of a write to driver_override (drivers/base/driver.c, driver_set_override). */
const LONGEST_OVERRIDE = 4095;
/** IFNAMSIZ, with the zero at its end. */
const LONGEST_INTERFACE = 15;

function isEntry(name: string, pattern: RegExp, longest = LONGEST_ENTRY): boolean {
  return name.length <= longest && pattern.test(name) && name !== "." && name !== "..";
}

/**
 * dev_valid_name (net/core/dev.c): a colon, a slash and white space are refused, and nothing else. The length is counted
 * in characters, of which a name in UTF-8 has no more than bytes.
 */
function isInterface(name: string): boolean {
  return name.length > 0 && name.length <= LONGEST_INTERFACE && !/[/:\0\s\u00a0]/.test(name) && !/^\.\.?$/.test(name);
}

const RULES = {
  driver: { what: T.driver, fits: (name) => isEntry(name, PRINTABLE) },
  /** include/linux/moduleparam.h: MODULE_NAME_LEN; never an option of modprobe. */
  module: { what: T.module, fits: (name) => /^[A-Za-z0-9_][A-Za-z0-9_.,+-]{0,63}$/.test(name) },
  override: {
    what: T.override,
    fits: (name) => name.length > 0 && name.length <= LONGEST_OVERRIDE && !/[\n\0]/.test(name),
  },
  interface: { what: T.interface, fits: isInterface },
  /** include/linux/blkdev.h: DISK_NAME_LEN, with the zero at its end. */
  block: { what: T.block, fits: (name) => isEntry(name, WITHOUT_BLANKS, 31) },
  /** Everything else that has a folder in sysfs. */
  object: { what: T.object, fits: (name) => isEntry(name, WITHOUT_BLANKS) },
  slot: { what: T.slot, fits: (name) => isEntry(name, PRINTABLE) },
  /** An int of the kernel (drivers/iommu/iommu.c). */
  group: { what: T.group, fits: (name) => /^(?:0|[1-9][0-9]{0,9})$/.test(name) },
  /** drivers/pci/pci.c, pci_reset_fn_methods. */
  "reset method": { what: T.resetMethod, fits: (name) => /^[a-z][a-z0-9_]{0,39}$/.test(name) },
  /** __NEW_UTS_LEN; one line, with nothing hidden in it. */
  host: { what: T.host, fits: (name) => isLine(name, 64) && name !== "" },
  /** What firmware or a driver says in one line. */
  line: { what: T.line, fits: (name) => isLine(name, LONGEST_OVERRIDE) },
} as const satisfies Readonly<Record<string, { readonly what: Message; readonly fits: (name: string) => boolean }>>;

export type NameKind = keyof typeof RULES;

function isLine(text: string, longest: number): boolean {
  return text.length <= longest && visibleLine(text) === text;
}

/** Could a kernel have made this name? */
export function isKernelName(kind: NameKind, name: string): boolean {
  return RULES[kind].fits(name);
}

const MAX_SHOWN = 40;

/** One sentence on a name that {@link isKernelName} refuses. */
export function refusedName(kind: NameKind, name: string): Message {
  const shown = visibleLine(name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name);
  return T.refused({ what: RULES[kind].what, name: shown });
}
