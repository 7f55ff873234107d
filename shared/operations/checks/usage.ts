/** Checks on who uses what a plan reaches, out of {@link Usage}: guests by name, the session, routes, disks. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { hasVfio } from "../../machine/role.ts";
import { unreadGroups, unreadSentence } from "../../machine/usage-facts.ts";
import type { UsageKind, UsageReason } from "../../machine/usage-reason.ts";
import { cutsConnection, type ImpactEntry, isProtected } from "../impact/impact.ts";
import { listed } from "../words.ts";
import { type Answer, check, type PlanCheck } from "./check.ts";

const REMEDIES: Readonly<Record<UsageKind, string>> = {
  session: "Do it from the machine's own console, or connect through another interface first.",
  "other-session": "Ask whoever is connected, or do it when nobody is.",
  "default-route": "Move the route to another interface first, or do it from the machine's own console.",
  "network-root": "Unmount it first, or let it be reached by another interface.",
  ipsec: "Let the tunnel go by another interface first, or do it from the machine's own console.",
  net: "Take the interface down first, and make sure that nothing needs it.",
  namespace: "Stop the container that has the interface first.",
  representor: "Take the representors out of the bridge first, when no guest needs them.",
  "vf-lag": "Take the interfaces out of the bond first, when no guest needs the VFs.",
  mount: "Unmount it first.",
  swap: "Switch it off first (swapoff).",
  block: "Deactivate the volume first.",
  memory: "Take the memory offline first (daxctl offline-memory), or restart without it.",
  domain: "Make sure that nothing needs the disks of that domain first.",
  guest: "Shut the guest down, or detach the function from it (virsh detach-device, xl pci-detach), first.",
  "guest-network": "Shut the guest down, or give it another network, first.",
  "user-space": "End that program first.",
  "raw-disk": "Stop the guest or program that uses the disk first.",
  compute: "End what computes on it first.",
  rdma: "End what uses the RDMA device first.",
  export: "Have the other machines let go of the disk, and take it out of the target's configuration, first.",
  crypto: "Stop what has its data encrypted (disks, IPsec) first.",
  dma: "Unload the modules that use its DMA channels first (a storage array or a network bridge may need them).",
  "packet-program": "End the program that has the packets first.",
  "crash-data": "Go on if a crash of the kernel need not be recorded meanwhile.",
  cluster: "Stop the cluster's services on this machine first (pcs cluster stop): the other nodes may restart it.",
  "display-user": "End what draws or computes on it first.",
  "device-user": "End what uses it first.",
  "boot-display": "Make sure that the machine can be reached in another way than by its screen.",
  console: "Make sure that the machine can be reached in another way than by this console.",
  terminal: "Make sure that the machine can be reached in another way than by this terminal.",
  keyboard: "Make sure that the machine can be reached in another way than by this keyboard.",
  watchdog: "Stop the watchdog first: when nobody keeps it quiet it restarts the machine.",
  machinery: "Leave it alone: parts of the machine may stop with it, and nothing but a restart brings them back.",
  iommu: "Leave it alone: no device that is behind it works without it.",
  bmc: "Make sure that the machine can be reached in another way than through its management controller.",
};

const HOW: Readonly<Record<ImpactEntry["how"], string>> = {
  removed: "it would be removed",
  unbound: "it would lose its driver",
  reset: "it would be reset",
  cut: "its network may be cut off",
  reconfigured: "its driver would set it up again",
  bound: "a driver would take it",
  adjusted: "its settings would change",
};

/** What the kernel does about a program that has a function open through vfio (vfio_unregister_group_dev). */
const VFIO_WAITS: Readonly<Record<ImpactEntry["how"], string | null>> = {
  removed: "Until it lets go of the function the kernel waits, without end.",
  unbound: "Until it lets go of the function the kernel waits, without end.",
  reset: "A reset does not wait for it: the function is reset at once, while it is in use.",
  cut: null,
  reconfigured: null,
  bound: null,
  adjusted: null,
};

function waitsOf(fn: FunctionInfo | undefined, how: ImpactEntry["how"], reasons: readonly UsageReason[]): string[] {
  const isHeld = reasons.some(({ kind }) => kind === "guest" || kind === "user-space");
  const sentence = VFIO_WAITS[how];
  return isHeld && sentence !== null && fn !== undefined && hasVfio(fn) ? [sentence] : [];
}

/** What a disk that is taken away, and not only reset, may take with it. */
function stopsOf(how: ImpactEntry["how"], reasons: readonly UsageReason[]): string[] {
  const isTaken = how === "removed" || how === "unbound" || how === "bound";
  return isTaken && reasons.some(({ kind }) => kind === "mount")
    ? ["Taking away a disk that the system runs from stops the system."]
    : [];
}

/** @param reasons at least one */
function answerOf(machine: Machine, { bdf, how }: ImpactEntry, reasons: readonly UsageReason[]) {
  const remedies = [...new Set(reasons.map(({ kind }) => REMEDIES[kind]))];
  return {
    subject: bdf,
    title: `${bdf} ${listed(reasons.map(({ text }) => text))}, and ${HOW[how]}.`,
    evidence: reasons.map(({ evidence }) => evidence).join("; "),
    remedy: [...remedies, ...stopsOf(how, reasons), ...waitsOf(machine.byBdf.get(bdf), how, reasons)].join(" "),
  };
}

function hardReasons({ reasons }: ImpactEntry): readonly UsageReason[] {
  return reasons.filter(({ level }) => level === "protected");
}

export const protectedUse = check({
  id: "protected",
  about: "The plan reaches what the machine stands on, or what a guest holds: only its typed address lifts it",
  source:
    "/proc/*/fd and /sys/dev, lower_*, /proc/net/route, mountinfo, slaves, boot_vga, /proc/consoles, /proc/bus/input/devices, /sys/class/ipmi, watchdog and iommu, class",
  noCase: "whole-product run",
  says: ({ impact, machine }) =>
    impact
      .filter(isProtected)
      .map((entry): Answer => ({ level: "guard", ...answerOf(machine, entry, hardReasons(entry)) })),
});

/** What is in use and comes out of it again is told in the plan's list, and warned of only where it is taken away. */
export const inUse = check({
  id: "in-use",
  about: "Somebody uses what the plan takes away",
  source: "the same",
  provenBy: "what a driver made of a function goes with it, and is there again when the driver is back",
  says: ({ impact, machine }) =>
    impact.flatMap((entry): Answer | Answer[] => {
      if (isProtected(entry) || entry.how === "reconfigured") return [];
      if (entry.how !== "adjusted") return [{ level: "warning", ...answerOf(machine, entry, entry.reasons) }];
      const hard = hardReasons(entry);
      return hard.length === 0 ? [] : [{ level: "warning", ...answerOf(machine, entry, hard), remedy: null }];
    }),
});

export const USAGE_CHECKS: readonly PlanCheck[] = [
  protectedUse,
  inUse,
  /** What is not known may be what the machine stands on: it guards every plan that reaches a function at all. */
  check({
    id: "usage-unread",
    about: "Something of who uses the machine could not be read",
    source: "the source that was not read to its end",
    noCase: "no kernel is asked",
    says: ({ usage, hits, knowledge }) =>
      (hits.length === 0 || knowledge.usage === undefined ? [] : unreadGroups(usage.unread)).map((group) => ({
        level: "guard",
        title: unreadSentence(group),
        evidence: `${group.what}: ${group.code}`,
        remedy:
          group.code === "EACCES"
            ? "Unlock this machine in the top bar to see it, or make sure in another way that nothing needs what this plan reaches."
            : "Plan again to have it read once more, or make sure in another way that nothing needs what this plan reaches.",
      })),
  }),
  /** Of the way back that runs on the machine: what can be known before it is armed. */
  check({
    id: "way-back-login",
    about: "The way back that the machine runs goes on when the login ends",
    source: "/run/systemd/system; org.freedesktop.systemd1 on the bus",
    noCase: "not written",
    says: ({ usage, hits, impact }) =>
      hits.length > 0 &&
      usage.facts.platform.mayEndWithLogin === true && {
        level: cutsConnection(impact) ? "warning" : "fact",
        title: "A way back that is armed for this plan may end with the login by which the machine is reached.",
        evidence: "/run/systemd/system; busctl: no answer of org.freedesktop.systemd1",
        remedy:
          "Do it from the machine's own console, or make sure that this login does not end before you keep the change.",
      },
  }),
];
