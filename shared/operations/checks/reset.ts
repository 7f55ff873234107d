/** Checks before a function is reset: can it be, by which method, what else that hits, and what is lost by it. */

import { onResetBus, WHOLE_BUS, withBehind } from "../../machine/behind.ts";
import type { FunctionInfo } from "../../machine/facts.ts";
import { isBridge, type Machine } from "../../machine/machine.ts";
import { resetName } from "../../machine/reset-names.ts";
import { isGivenAway, isGivingDriver } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import { driverEvidence, givenEvidence, isHolder, usesOf } from "../../machine/uses.ts";
import { clauses } from "../../words/joined.ts";
import type { Message, Words } from "../../words/message.ts";
import { RESET_METHOD_WORDS as M, RESET_CHECK_WORDS as T } from "../../words/texts/check-reset.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { holdersOf, usesTold } from "../findings/in-use.ts";
import { endVfs } from "../findings/pf-drivers.ts";
import { functionNames } from "../words.ts";
import { type Answer, type CheckWords, type Declared, remarkOn } from "./check.ts";

/** What each method does (drivers/pci/pci.c, pci_reset_fn_methods), by what it reaches. */
const METHODS: ReadonlyMap<string, (reach: Message) => Message> = new Map(
  Object.entries({
    device_specific: () => M.deviceSpecific,
    acpi: () => M.acpi,
    flr: (reach: Message) => M.flr({ reach }),
    af_flr: (reach: Message) => M.afFlr({ reach }),
    pm: (reach: Message) => M.pm({ reach }),
    bus: () => M.bus,
    cxl_bus: () => M.cxlBus,
  }),
);

/** What a method does to the functions, and what goes with them, in one sentence. @param fns at least one */
export function methodText(machine: Machine, fns: readonly FunctionInfo[], method: string): Message {
  return METHODS.get(method)?.(reachText(machine, fns)) ?? M.unknown({ method });
}

/** `this function alone`, `this function and its 8 VFs`, `this function and 3 functions behind it`. */
function reachText(machine: Machine, fns: readonly FunctionInfo[]): Message {
  const one = fns.length === 1;
  const chosen = new Set(fns.map(({ bdf }) => bdf));
  const behind = new Set(fns.flatMap(({ bdf }) => withBehind(machine, bdf)).filter((bdf) => !chosen.has(bdf)));
  const count = behind.size;
  if (count === 0) return one ? M.alone : M.eachAlone;
  const areVfs = [...behind].every((bdf) => machine.byBdf.get(bdf)?.physfn != null);
  if (areVfs) return one ? M.withVfs({ vfs: count }) : M.allWithVfs({ vfs: count });
  return one ? M.withBehind({ functions: count }) : M.allWithBehind({ functions: count });
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

function evidenceOf({ bdf, resetMethods }: FunctionInfo): Words {
  if (resetMethods === null) return T.unread({ bdf });
  if (resetMethods.length === 0) return T.noMethod({ bdf });
  return EVIDENCE_WORDS.is({ attribute: "reset_method", bdf: bdf, value: resetMethods.join(" ") });
}

/** Is it known that nobody protected needs the function: losing its driver hurts as much as a reset. */
function mayLoseDriver(usage: Usage, { bdf }: FunctionInfo): boolean {
  return usage.unread.length === 0 && !usage.reasonsOf(bdf).some(({ level }) => level === "protected");
}

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
      title: T.driverStops({ bdf, driver }),
      evidence: uses.length === 0 ? driverEvidence(fn) : clauses(...uses),
      remedy: mayLoseDriver(usage, fn) ? T.unbindFirst : null,
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
      title: holders.length > 0 ? T.holderLoses({ bdf: fn.bdf, uses: holders }) : T.guestLoses({ bdf: fn.bdf }),
      evidence: givenEvidence(fn),
      remedy: isHeldByPrograms(usage, fn) ? T.stopProgram : T.shutDown,
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
    about: "No bridge is reset: everything behind it would be disconnected",
    source: "class",
    noCase: "not tried",
    says: (fn) =>
      isBridge(fn) && {
        level: "blocker",
        title: T.bridge({ bdf: fn.bdf }),
        evidence: T.bridgeEvidence({ bdf: fn.bdf }),
        remedy: T.bridgeRemedy,
      },
  }),
  remarkOn({
    id: "reset-hangs",
    about: "The driver recovers from a reset",
    source: "driver, operstate; igbvf, virtio-pci",
    noCase: "not tried",
    says: (fn, { usage }: ResetInput) => {
      const { bdf, driver } = fn;
      if (driver === null) return [];
      if (HANGS_WHILE_DOWN.has(driver) && !usesOf(fn).some(({ kind }) => kind === "net")) {
        return {
          level: "blocker",
          title: T.hangsDown({ bdf, driver }),
          evidence: driverEvidence(fn),
          remedy: mayLoseDriver(usage, fn) ? T.bringUpOrUnbind : T.bringUp,
        };
      }
      const served = fn.children.filter(({ kind }) => kind === "net" || kind === "block");
      if (!HANGS_AFTERWARDS.has(driver) || served.length === 0) return [];
      const names = served.map(({ name }) => name);
      const hangs = served.some(({ kind }) => kind === "net") ? T.hangsAfterNetwork : T.hangsAfter;
      return {
        level: "blocker",
        title: hangs({ driver, bdf, names }),
        evidence: T.hangsAfterEvidence({ driver, bdf, names }),
        remedy: mayLoseDriver(usage, fn) ? T.unbindAndBind : T.letBe,
      };
    },
  }),
  remarkOn({
    id: "reset-method",
    about: "The function can be reset by the chosen method",
    source: "reset_method",
    provenBy: "reset methods can be narrowed and put back; one that the function has not is EINVAL",
    says: (fn, { wanted }: ResetInput) => {
      if (methodOf(fn, wanted) !== undefined) return [];
      const hasNone = fn.resetMethods?.length === 0;
      // One that leaves the rest of the bus alone; null = the kernel's choice, where it does not tell its methods.
      const instead = fn.resetMethods === null ? null : fn.resetMethods.find((name) => !WHOLE_BUS.has(name));
      return {
        level: "blocker",
        title:
          hasNone || wanted === null
            ? T.impossible({ bdf: fn.bdf })
            : T.notByMethod({ bdf: fn.bdf, method: resetName(wanted) }),
        evidence: evidenceOf(fn),
        remedy: hasNone || wanted === null ? null : fn.resetMethods === null ? T.leaveChoice : T.chooseMethod,
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
        return { level: "fact", title: T.methodUnknown, evidence };
      }
      return {
        level: "guard",
        title: T.busMaybe({ bdf: fn.bdf, count: others.length }),
        evidence,
        remedy: T.busMaybeRemedy({ functions: functionNames(others.map((other) => other.bdf)) }),
      };
    },
  }),
  remarkOn({
    id: "reset-driver",
    about: "A driver or a guest uses the function",
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
      if (count === 0) return [];
      return {
        level: "warning",
        title: T.vfs({ bdf: fn.bdf, count }),
        evidence: EVIDENCE_WORDS.vfs({ bdf: fn.bdf, count }),
        remedy:
          length === count && machine.vfsOf(fn.bdf).every((vf) => mayLoseDriver(usage, vf))
            ? T.vfsZeroFirst
            : T.vfAlone,
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
      const without = others.every((other) => mayLoseDriver(usage, other)) ? T.removeOthers : T.letBe;
      return {
        level: "blocker",
        title: T.siblings({ bdf: fn.bdf, count: others.length }),
        evidence: T.onBus({
          functions: others.map(({ bdf, driver }) => T.functionOn({ bdf, driver: driver ?? COMMON.noDriver })),
        }),
        remedy: alone === undefined ? without : T.byMethod({ method: resetName(alone) }),
        ...(alone === undefined ? {} : { follow: { kind: "device.reset", bdfs: [fn.bdf], method: alone } }),
      };
    },
  }),
];

export const RESET_CHECKS: readonly CheckWords[] = [...RESET_REFUSALS, ...RESET_EFFECTS];
