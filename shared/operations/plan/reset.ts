/** Plans `device.reset`: which method, what else it hits, and what is lost by it. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isBridge, type Machine } from "../../machine/machine.ts";
import { isGivenAway } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Check } from "../checks/found.ts";
import { givenEvidence, holdersOf, usesOf, usesTold } from "../findings/in-use.ts";
import { NO_CHANGE } from "../impact/change.ts";
import { withBehind } from "../impact/impact.ts";
import type { OperationRequest } from "../request/request.ts";
import { type DraftStep, resetMethodStep, resetStep } from "../verbs/steps.ts";
import { counted, listed, namesOf } from "../words.ts";
import { lookUp } from "./chosen-functions.ts";
import { type Draft, type DraftInput, emptyDraft, NO_EFFECTS } from "./draft.ts";

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

/**
 * Drivers that are told of a reset and then wait without end for queues that only an open interface has: seen on Linux
 * 6.12, where igbvf's reset_prepare stays in napi_disable (igbvf_down), which nothing can end. With the interface up it
 * comes back, and what goes over it goes on.
 */
const HANGS_WHILE_DOWN: ReadonlySet<string> = new Set(["igbvf"]);

/**
 * Drivers that are not told of a reset, and wait without end for queues that are gone: seen on Linux 6.12. virtio_net,
 * asked to switch its interface on or off, spins in virtnet_send_command_reply and holds the lock of all network
 * interfaces, so that only a restart helps. A read of a disk of virtio_blk never comes back, and then the driver cannot
 * be unbound either; from 6.14 on virtio_blk is told (5820a3b08987).
 */
const HANGS_AFTERWARDS: ReadonlySet<string> = new Set(["virtio-pci"]);

const WHOLE_BUS = new Set(["bus", "cxl_bus"]);

export function draftReset(
  input: DraftInput,
  request: Extract<OperationRequest, { readonly kind: "device.reset" }>,
): Draft {
  const { machine, usage } = input;
  const { found, remarks } = lookUp(machine, request.bdfs);
  const title = `Reset ${namesOf(request.bdfs)}`;
  const wrong = [...remarks, ...found.flatMap((fn) => refusals(usage, fn, request.method))];
  if (wrong.length > 0) return emptyDraft(title, "Nothing is changed.", wrong);
  return {
    title,
    summary: summaryOf(machine, found, request.method),
    steps: found.flatMap((fn) => stepsOf(fn, request.method)),
    effects: NO_EFFECTS,
    undo: ["A reset cannot be undone: what the function held in its registers and queues is gone."],
    undoable: false,
    change: NO_CHANGE,
    remarks: found.flatMap((fn) => impact(input, fn, methodOf(fn, request.method) ?? null)),
  };
}

/** The method that the reset will use: null = the kernel's choice, which it does not tell; undefined = there is none such. */
function methodOf({ resetMethods }: FunctionInfo, wanted: string | null): string | null | undefined {
  if (resetMethods === null) return wanted === null ? null : undefined;
  if (wanted === null) return resetMethods[0];
  return resetMethods.includes(wanted) ? wanted : undefined;
}

/** The driver would not come out of the reset, or would hang after it. */
function hanging(usage: Usage, fn: FunctionInfo): Check | null {
  const { bdf, driver } = fn;
  if (driver === null) return null;
  const check = { id: "reset-hangs", level: "blocker" } as const;
  if (HANGS_WHILE_DOWN.has(driver) && !usesOf(fn).some(({ kind }) => kind === "net")) {
    return {
      ...check,
      title: `${driver} hangs for good in a reset of ${bdf}, because no interface of it is up.`,
      evidence: `driver of ${bdf} is ${driver}`,
      remedy: mayLoseDriver(usage, fn)
        ? "Bring the interface up, or unbind the driver first."
        : "Bring the interface up first.",
    };
  }
  const served = fn.children.filter(({ kind }) => kind === "net" || kind === "block");
  if (HANGS_AFTERWARDS.has(driver) && served.length > 0) {
    const names = listed(served.map(({ name }) => name));
    const along = served.some(({ kind }) => kind === "net") ? ", and all of the network with it" : "";
    return {
      ...check,
      title: `${driver} does not notice a reset of ${bdf}: whatever uses ${names} next hangs for good${along}.`,
      evidence: `driver of ${bdf} is ${driver}, and ${names} is on it`,
      remedy: mayLoseDriver(usage, fn) ? "Unbind the driver first, and bind it again afterwards." : LET_BE,
    };
  }
  return null;
}

/**
 * A bus is reset for all that is on it, and one function's registers are brought back: the kernel refuses it for a bus
 * with others (pci_parent_bus_reset: ENOTTY), but not where pciehp resets the slot. There a VF's reset takes from its PF
 * its addresses and its VFs: seen on Linux 6.12.
 */
function sharedBus({ machine, usage }: DraftInput, fn: FunctionInfo, method: string): Check[] {
  const others = WHOLE_BUS.has(method) ? besideIt(machine, fn) : [];
  if (others.length === 0) return [];
  const alone = fn.resetMethods?.find((name) => !WHOLE_BUS.has(name));
  return [
    {
      id: "reset-siblings",
      level: "blocker",
      title: `A bus reset of ${fn.bdf} would hit ${counted(others.length, "other function")} on its bus: the kernel refuses that, or does not bring ${others.length === 1 ? "it" : "them"} back.`,
      evidence: `on its bus: ${listed(others.map((other) => `${other.bdf} (${other.driver ?? "no driver"})`))}`,
      remedy: alone === undefined ? withoutOthers(usage, others) : `Use ${alone}: it leaves the rest of the bus alone.`,
    },
  ];
}

/** Taking the others away would hurt whoever needs them as much as the reset does. */
function withoutOthers(usage: Usage, others: readonly FunctionInfo[]): string {
  return others.every((other) => mayLoseDriver(usage, other)) ? "Remove the others from the bus first." : LET_BE;
}

function refusals(usage: Usage, fn: FunctionInfo, wanted: string | null): Check[] {
  if (isBridge(fn)) {
    return [
      {
        id: "reset-bridge",
        level: "blocker",
        title: `${fn.bdf} is a bridge: a reset would cut off all that is behind it.`,
        evidence: `class of ${fn.bdf} is a bridge's`,
        remedy: "Choose a function behind it.",
      },
    ];
  }
  const hangs = hanging(usage, fn);
  if (hangs !== null) return [hangs];
  if (methodOf(fn, wanted) !== undefined) return [];
  return [
    {
      id: "reset-method",
      level: "blocker",
      title: wanted === null ? `${fn.bdf} cannot be reset.` : `${fn.bdf} cannot be reset by ${wanted}.`,
      evidence: evidenceOf(fn),
      remedy: wanted === null ? null : fn.resetMethods === null ? LEAVE_IT : "Choose one of its methods.",
    },
  ];
}

function stepsOf(fn: FunctionInfo, wanted: string | null): DraftStep[] {
  const { bdf, resetMethods } = fn;
  const method = methodOf(fn, wanted) ?? null;
  if (method === null || resetMethods === null || method === resetMethods[0]) return [resetStep(bdf, method)];
  return [
    resetMethodStep(bdf, [method], resetMethods),
    resetStep(bdf, method),
    resetMethodStep(bdf, resetMethods, null),
  ];
}

const LEAVE_IT = "Leave the choice to the kernel.";
const LET_BE = "Do not reset it while something needs what would stop.";

/** Is it known that nobody protected needs the function: losing its driver hurts as much as a reset. */
function mayLoseDriver(usage: Usage, { bdf }: FunctionInfo): boolean {
  return usage.unread.length === 0 && !usage.reasonsOf(bdf).some(({ level }) => level === "protected");
}

function evidenceOf({ bdf, resetMethods }: FunctionInfo): string {
  if (resetMethods === null) return `reset_method of ${bdf} could not be read; kernels before 5.15 have none`;
  return `reset_method of ${bdf} is ${resetMethods.join(" ") || "empty"}`;
}

/** Functions on the same bus but its own VFs. */
function besideIt(machine: Machine, fn: FunctionInfo): FunctionInfo[] {
  return siblings(machine, fn.bdf).filter((other) => other.physfn !== fn.bdf);
}

/** All other functions on the same bus. */
function siblings(machine: Machine, bdf: Bdf): FunctionInfo[] {
  return machine.onBusOf(bdf).filter((other) => other.bdf !== bdf);
}

function summaryOf(machine: Machine, fns: readonly FunctionInfo[], wanted: string | null): string {
  const [first] = fns;
  if (fns.length !== 1 || !first) {
    return `${fns.length} functions are reset, one after the other. What their registers say is compared before and after.`;
  }
  const method = methodOf(first, wanted) ?? null;
  if (method === null) {
    return `${first.bdf} will be reset as the kernel chooses. What its registers say is compared before and after.`;
  }
  const reach = WHOLE_BUS.has(method) ? siblings(machine, first.bdf).length : 0;
  const also = reach === 0 ? "" : ` and ${counted(reach, "other function")} on its bus`;
  return `${first.bdf}${also} will be reset by ${method}. What its registers say is compared before and after.`;
}

/** What feels the reset: the function's driver, the others on its bus, its VFs. */
function impact(input: DraftInput, fn: FunctionInfo, method: string | null): Check[] {
  const { machine, usage } = input;
  const checks: Check[] = [
    reachOf(machine, fn, method),
    ...(isGivenAway(fn) ? guestLoses(usage, fn) : driverStops(usage, fn)),
  ];
  if (fn.virtfns.length > 0) {
    const vfs = machine.vfsOf(fn.bdf);
    checks.push({
      id: "reset-vfs",
      level: "warning",
      title: `The ${counted(fn.virtfns.length, "VF")} of ${fn.bdf} lose their state with their PF: drivers that have them are not told.`,
      evidence: `${fn.bdf} has ${counted(fn.virtfns.length, "VF")}`,
      remedy: vfs.every((vf) => mayLoseDriver(usage, vf))
        ? "Set it to 0 VFs first, or reset a VF alone."
        : "Reset a VF alone, where that is enough.",
    });
  }
  return [...checks, ...(method === null ? [] : sharedBus(input, fn, method))];
}

function driverStops(usage: Usage, fn: FunctionInfo): Check[] {
  if (fn.driver === null) return [];
  const uses = usesTold(usage, fn);
  return [
    {
      id: "reset-driver",
      level: "warning",
      title: `${fn.driver} has ${fn.bdf}: what goes over it stops, and not every driver recovers.`,
      evidence: uses.length === 0 ? `driver of ${fn.bdf} is ${fn.driver}` : listed(uses),
      remedy: mayLoseDriver(usage, fn) ? "Unbind the driver first." : null,
    },
  ];
}

/** Who has it is told by name where that is known; nothing is lost where nobody does. */
function guestLoses(usage: Usage, fn: FunctionInfo): Check[] {
  const holders = holdersOf(usage, fn);
  if (holders.length === 0 && usage.holdersKnown) return [];
  return [
    {
      id: "reset-driver",
      level: "warning",
      title:
        holders.length > 0
          ? `${fn.bdf} loses all of its state, and ${listed(holders)}.`
          : `A guest that uses ${fn.bdf} loses all state of the device.`,
      evidence: givenEvidence(fn),
      remedy: "Shut the guest down first.",
    },
  ];
}

/** How far the method reaches; one that is not told may be a reset of the bus. */
function reachOf(machine: Machine, fn: FunctionInfo, method: string | null): Check {
  const check = { id: "reset-reach", evidence: evidenceOf(fn) } as const;
  if (method !== null) {
    return { ...check, level: "fact", title: methodText(machine, [fn], method), remedy: null };
  }
  const others = besideIt(machine, fn);
  if (others.length === 0) {
    return {
      ...check,
      level: "fact",
      title: "It is not known by which method; nothing else is on its bus.",
      remedy: null,
    };
  }
  return {
    ...check,
    level: "guard",
    title: `It is not known by which method the kernel resets ${fn.bdf}: the whole bus may be reset, with ${counted(others.length, "other function")}.`,
    remedy: `Make sure that nothing needs ${namesOf(others.map((other) => other.bdf))} meanwhile.`,
  };
}
