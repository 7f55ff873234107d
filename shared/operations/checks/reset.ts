/** Checks before a function is reset: can it be, by which method, what else that hits, and what is lost by it. */

import { onResetBus, WHOLE_BUS, withBehind } from "../../machine/behind.ts";
import type { FunctionInfo } from "../../machine/facts.ts";
import { isBridge, type Machine } from "../../machine/machine.ts";
import { isGivenAway, isGivingDriver } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import { stillEnglish } from "../../words/say.ts";
import { givenEvidence, holdersOf, isHolder, usesOf, usesTold } from "../findings/in-use.ts";
import { endVfs } from "../findings/pf-drivers.ts";
import { counted, listed, namesOf } from "../words.ts";
import { type Answer, type CheckWords, type Declared, remarkOn } from "./check.ts";

/** What each method does (drivers/pci/pci.c, pci_reset_fn_methods), by what it reaches. */
const METHODS: ReadonlyMap<string, (reach: string) => string> = new Map(
  Object.entries({
    device_specific: () => "A way of its own that the kernel knows for this device.",
    acpi: () => "The firmware resets the function (_RST).",
    flr: (reach: string) => `Function Level Reset: ${reach}.`,
    af_flr: (reach: string) => `Function Level Reset of conventional PCI (Advanced Features): ${reach}.`,
    pm: (reach: string) => `Through D3hot and back to D0: ${reach}.`,
    bus: () => "Secondary bus reset: the whole bus behind the bridge above.",
    cxl_bus: () => "Secondary bus reset of a CXL port: the whole bus behind it.",
  }),
);

/** What a method does to the functions, and what goes with them, in one sentence. @param fns at least one */
export function methodText(machine: Machine, fns: readonly FunctionInfo[], method: string): string {
  return METHODS.get(method)?.(reachText(machine, fns)) ?? `${method}: a method that this program does not know.`;
}

/** `this function alone`, `this function and its 8 VFs`, `this function and 3 functions behind it`. */
function reachText(machine: Machine, fns: readonly FunctionInfo[]): string {
  const one = fns.length === 1;
  const chosen = new Set(fns.map(({ bdf }) => bdf));
  const behind = new Set(fns.flatMap(({ bdf }) => withBehind(machine, bdf)).filter((bdf) => !chosen.has(bdf)));
  if (behind.size === 0) return one ? "this function alone" : "each function alone";
  const what = one ? "this function" : "these functions";
  const areVfs = [...behind].every((bdf) => machine.byBdf.get(bdf)?.physfn != null);
  if (!areVfs) return `${what} and ${counted(behind.size, "function")} behind ${one ? "it" : "them"}`;
  const its = one ? "its" : "their";
  return `${what} and ${its} ${behind.size === 1 ? "VF" : counted(behind.size, "VF")}`;
}

/** The method that a reset will use: null = the kernel's choice, which it does not tell; undefined = there is none such. */
export function methodOf({ resetMethods }: FunctionInfo, wanted: string | null): string | null | undefined {
  if (resetMethods === null) return wanted === null ? null : undefined;
  if (wanted === null) return resetMethods[0];
  return resetMethods.includes(wanted) ? wanted : undefined;
}

/** All other functions that a reset of the whole bus hits. */
export function besideOf(machine: Machine, { bdf }: FunctionInfo): FunctionInfo[] {
  return onResetBus(machine, bdf).filter((other) => other.bdf !== bdf);
}

function evidenceOf({ bdf, resetMethods }: FunctionInfo): string {
  if (resetMethods === null) return `reset_method of ${bdf} could not be read; kernels before 5.15 have none`;
  return `reset_method of ${bdf} is ${resetMethods.join(" ") || "empty, or not there"}`;
}

/** Is it known that nobody protected needs the function: losing its driver hurts as much as a reset. */
function mayLoseDriver(usage: Usage, { bdf }: FunctionInfo): boolean {
  return usage.unread.length === 0 && !usage.reasonsOf(bdf).some(({ level }) => level === "protected");
}

const LET_BE = "Do not reset it while something needs what would stop.";

/** What a function is reset with. */
interface ResetInput {
  readonly machine: Machine;
  readonly usage: Usage;
  /** The method that was asked for; null = the first that the kernel lists. */
  readonly wanted: string | null;
}

type ResetCheck = Declared<[fn: FunctionInfo, input: ResetInput]>;

/**
 * Drivers that hear of a reset and then wait without end for queues that only an open interface has: seen on Linux
 * 6.12, where igbvf's reset_prepare stays in napi_disable (igbvf_down), which nothing can end. With the interface up it
 * comes back, and what goes over it goes on.
 */
const HANGS_WHILE_DOWN: ReadonlySet<string> = new Set(["igbvf"]);

/**
 * Drivers that do not hear of a reset, and wait without end for queues that are gone: seen on Linux 6.12. virtio_net,
 * asked to switch its interface on or off, spins in virtnet_send_command_reply and holds the lock of all network
 * interfaces, so that only a restart helps. A read of a disk of virtio_blk never comes back, and then the driver cannot
 * be unbound either; from 6.14 on virtio_blk is told (5820a3b08987).
 */
const HANGS_AFTERWARDS: ReadonlySet<string> = new Set(["virtio-pci"]);

/** Functions on the same bus but its own VFs. */
function besideIt(machine: Machine, fn: FunctionInfo): FunctionInfo[] {
  return besideOf(machine, fn).filter((other) => other.physfn !== fn.bdf);
}

function driverStops(usage: Usage, fn: FunctionInfo): Answer[] {
  const { bdf, driver } = fn;
  if (driver === null) return [];
  const uses = usesTold(usage, fn);
  return [
    {
      level: "warning",
      title: `${driver} has ${bdf}: what goes over it stops, and not every driver recovers.`,
      evidence: uses.length === 0 ? `driver of ${bdf} is ${driver}` : listed(uses.map(stillEnglish)),
      remedy: mayLoseDriver(usage, fn) ? "Unbind the driver first." : null,
    },
  ];
}

/** Who has it is told by name where that is known; nothing is lost where nobody does. */
function guestLoses(usage: Usage, fn: FunctionInfo): Answer[] {
  const holders = holdersOf(usage, fn);
  if (holders.length === 0 && usage.holdersKnown) return [];
  return [
    {
      level: "warning",
      title:
        holders.length > 0
          ? `${fn.bdf} loses all of its state, and ${listed(holders.map(stillEnglish))}.`
          : `A guest that uses ${fn.bdf} loses all state of the device.`,
      evidence: givenEvidence(fn),
      remedy: isHeldByPrograms(usage, fn) ? "End that program first." : "Shut the guest down first.",
    },
  ];
}

function isHeldByPrograms(usage: Usage, { bdf }: FunctionInfo): boolean {
  const held = usage.reasonsOf(bdf).filter(isHolder);
  return held.length > 0 && held.every(({ kind }) => kind === "user-space");
}

/** Why a function is not reset. */
export const RESET_REFUSALS: readonly ResetCheck[] = [
  remarkOn({
    id: "reset-bridge",
    about: "No bridge is reset: it would cut off what is behind it",
    source: "class",
    noCase: "not tried",
    says: (fn) =>
      isBridge(fn) && {
        level: "blocker",
        title: `${fn.bdf} is a bridge: a reset would cut off all that is behind it.`,
        evidence: `class of ${fn.bdf} is a bridge's`,
        remedy: "Choose a function behind it.",
      },
  }),
  remarkOn({
    id: "reset-hangs",
    about: "The driver comes back from a reset",
    source: "driver, operstate; igbvf, virtio-pci",
    noCase: "not tried",
    says: (fn, { usage }: ResetInput) => {
      const { bdf, driver } = fn;
      if (driver === null) return [];
      if (HANGS_WHILE_DOWN.has(driver) && !usesOf(fn).some(({ kind }) => kind === "net")) {
        return {
          level: "blocker",
          title: `${driver} hangs for good in a reset of ${bdf}, because no interface of it is up.`,
          evidence: `driver of ${bdf} is ${driver}`,
          remedy: mayLoseDriver(usage, fn)
            ? "Bring the interface up, or unbind the driver first."
            : "Bring the interface up first.",
        };
      }
      const served = fn.children.filter(({ kind }) => kind === "net" || kind === "block");
      if (!HANGS_AFTERWARDS.has(driver) || served.length === 0) return [];
      const names = listed(served.map(({ name }) => name));
      const along = served.some(({ kind }) => kind === "net") ? ", and all of the network with it" : "";
      return {
        level: "blocker",
        title: `${driver} does not notice a reset of ${bdf}: whatever uses ${names} next hangs for good${along}.`,
        evidence: `driver of ${bdf} is ${driver}, and ${names} is on it`,
        remedy: mayLoseDriver(usage, fn) ? "Unbind the driver first, and bind it again afterwards." : LET_BE,
      };
    },
  }),
  remarkOn({
    id: "reset-method",
    about: "The function can be reset, and in the way that was chosen",
    source: "reset_method",
    provenBy: "reset methods can be narrowed and put back; one that the function has not is EINVAL",
    says: (fn, { wanted }: ResetInput) => {
      if (methodOf(fn, wanted) !== undefined) return [];
      const hasNone = fn.resetMethods?.length === 0;
      // One that leaves the rest of the bus alone; null = the kernel's choice, where it does not tell its methods.
      const instead = fn.resetMethods === null ? null : fn.resetMethods.find((name) => !WHOLE_BUS.has(name));
      return {
        level: "blocker",
        title: hasNone || wanted === null ? `${fn.bdf} cannot be reset.` : `${fn.bdf} cannot be reset by ${wanted}.`,
        evidence: evidenceOf(fn),
        remedy:
          hasNone || wanted === null
            ? null
            : fn.resetMethods === null
              ? "Leave the choice to the kernel."
              : "Choose one of its methods.",
        ...(wanted === null || instead === undefined
          ? {}
          : { follow: { kind: "device.reset", bdfs: [fn.bdf], method: instead } }),
      };
    },
  }),
];

/** What feels a reset: the function's driver, its VFs, the others on its bus. */
export const RESET_EFFECTS: readonly ResetCheck[] = [
  /** How far the method reaches; one that is not told may be a reset of the bus. */
  remarkOn({
    id: "reset-reach",
    about: "What the method reaches",
    source: "drivers/pci/pci.c, pci_reset_fn_methods",
    provenBy: "a reset leaves the function there, with the registers that name it",
    says: (fn, { machine, wanted }: ResetInput) => {
      const evidence = evidenceOf(fn);
      const method = methodOf(fn, wanted) ?? null;
      if (method !== null) return { level: "fact", title: methodText(machine, [fn], method), evidence };
      const others = besideIt(machine, fn);
      if (others.length === 0) {
        return { level: "fact", title: "It is not known by which method; nothing else is on its bus.", evidence };
      }
      return {
        level: "guard",
        title: `It is not known by which method the kernel resets ${fn.bdf}: the whole bus may be reset, with ${counted(others.length, "other function")}.`,
        evidence,
        remedy: `Make sure that nothing needs ${namesOf(others.map((other) => other.bdf))} meanwhile.`,
      };
    },
  }),
  remarkOn({
    id: "reset-driver",
    about: "A driver or a guest has the function",
    source: "driver",
    provenBy: "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
    // One that its own driver hands out is the driver's as well.
    says: (fn, { usage }: ResetInput) => [
      ...(isGivenAway(fn) ? guestLoses(usage, fn) : []),
      ...(isGivingDriver(fn.driver) ? [] : driverStops(usage, fn)),
    ],
  }),
  remarkOn({
    id: "reset-vfs",
    about: "VFs lose their state with their PF",
    source: "virtfnN",
    provenBy: "the PF's own registers follow: NumVFs, VF Enable and VF MSE; a reset keeps them, and clears its VFs'",
    says: (fn, { machine, usage }: ResetInput) => {
      // A VF whose link could not be read is one all the same.
      const { length } = fn.virtfns;
      const count = Math.max(length, fn.sriov?.numVfs ?? 0);
      const vfs = counted(count, "VF");
      if (count === 0) return [];
      return {
        level: "warning",
        title: `The ${vfs} of ${fn.bdf} ${count === 1 ? "loses its" : "lose their"} state with their PF: drivers that have them are not told.`,
        evidence: `${fn.bdf} has ${vfs}`,
        remedy:
          length === count && machine.vfsOf(fn.bdf).every((vf) => mayLoseDriver(usage, vf))
            ? "Set it to 0 VFs first, or reset a VF alone."
            : "Reset a VF alone, where that is enough.",
        ...endVfs(fn),
      };
    },
  }),
  /**
   * A bus is reset for all that is on it, and one function's registers are brought back: the kernel refuses it for a bus
   * with others (pci_parent_bus_reset: ENOTTY), but not where pciehp resets the slot. There a VF's reset takes from its PF
   * its addresses and its VFs: seen on Linux 6.12.
   */
  remarkOn({
    id: "reset-siblings",
    about: "No bus is reset for one of several on it",
    source: "reset_method: bus, cxl_bus; ENOTTY",
    provenBy: "a bus with others on it is not reset for one of them: ENOTTY",
    says: (fn, { machine, usage, wanted }: ResetInput) => {
      const others = WHOLE_BUS.has(methodOf(fn, wanted) ?? "") ? besideIt(machine, fn) : [];
      if (others.length === 0) return [];
      const alone = fn.resetMethods?.find((name) => !WHOLE_BUS.has(name));
      // Taking the others away would hurt whoever needs them as much as the reset does.
      const without = others.every((other) => mayLoseDriver(usage, other))
        ? "Remove the others from the bus first."
        : LET_BE;
      return {
        level: "blocker",
        title: `A bus reset of ${fn.bdf} would hit ${counted(others.length, "other function")} on its bus: the kernel refuses that, or does not bring ${others.length === 1 ? "it" : "them"} back.`,
        evidence: `on its bus: ${listed(others.map((other) => `${other.bdf} (${other.driver ?? "no driver"})`))}`,
        remedy: alone === undefined ? without : `Use ${alone}: it leaves the rest of the bus alone.`,
        ...(alone === undefined ? {} : { follow: { kind: "device.reset", bdfs: [fn.bdf], method: alone } }),
      };
    },
  }),
];

export const RESET_CHECKS: readonly CheckWords[] = [...RESET_REFUSALS, ...RESET_EFFECTS];
