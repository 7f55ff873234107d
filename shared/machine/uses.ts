/** What is seen to use a function in its own facts: interfaces that are up, disks, a driver that keeps it for guests. Pure. */

import type { Message, Words } from "../words/message.ts";
import { IN_USE_WORDS as T } from "../words/texts/check-use.ts";
import { EVIDENCE_WORDS } from "../words/texts/evidence.ts";
import type { FunctionFacts, FunctionInfo } from "./facts.ts";
import { driverText, isGivenAway, isGivingDriver } from "./role.ts";
import type { Usage } from "./usage.ts";
import type { UsageKind, UsageReason } from "./usage-reason.ts";

/** One use of a function, with the attribute that shows it. */
export interface Use {
  readonly kind: "net" | "block" | "drm" | "infiniband" | "guest";
  /** Of the interface or disk; "" for a driver that gives the function away. */
  readonly name: string;
  /** `network interface eth0 is up (02:00:00:00:00:01)` */
  readonly phrase: Words;
  readonly evidence: Words;
}

/**
 * `operstate` values of an interface that carries or may carry traffic (Documentation/networking/operstates.rst).
 * `unknown` is what a driver without carrier detection says of an interface that is up.
 */
const UP_STATES = new Set(["up", "dormant", "unknown", "testing"]);

export function isUp(state: string | null): boolean {
  return state !== null && UP_STATES.has(state);
}

/** What shows that a function is given away. */
export function givenEvidence(fn: FunctionInfo): Message {
  const part = isGivingDriver(fn.driver)
    ? undefined
    : fn.children.find(({ kind }) => kind === "vfio" || kind === "mdev");
  if (part === undefined) return driverEvidence(fn);
  return EVIDENCE_WORDS.below({ what: `${part.kind === "mdev" ? "mdev" : "vfio-dev"} ${part.name}`, bdf: fn.bdf });
}

/** `driver of 0000:01:00.0 is ice` */
export function driverEvidence(fn: FunctionFacts): Message {
  return EVIDENCE_WORDS.is({ attribute: "driver", bdf: fn.bdf, value: driverText(fn) });
}

const ON_IT = { block: T.disk, drm: T.display, infiniband: T.rdma } as const;

/** What is seen to use the function right now. */
export function usesOf(fn: FunctionInfo): Use[] {
  const uses: Use[] = [];
  for (const child of fn.children) {
    if (child.kind === "net" && isUp(child.state)) {
      const { name, address } = child;
      const state = child.state ?? "";
      uses.push({
        kind: "net",
        name,
        phrase: address === null ? T.net({ name, state }) : T.netWith({ name, state, address }),
        evidence: T.operstate({ name, bdf: fn.bdf, state }),
      });
    } else if (child.kind === "block" || child.kind === "drm" || child.kind === "infiniband") {
      uses.push({
        kind: child.kind,
        name: child.name,
        phrase: ON_IT[child.kind]({ name: child.name }),
        evidence: EVIDENCE_WORDS.below({ what: `${child.kind}/${child.name}`, bdf: fn.bdf }),
      });
    }
  }
  if (isGivenAway(fn)) {
    uses.push({ kind: "guest", name: "", phrase: T.guest, evidence: givenEvidence(fn) });
  }
  return uses;
}

/** Kinds of reasons that say more than that a use is there. */
const TOLD_BY: Readonly<Record<Use["kind"], readonly UsageKind[]>> = {
  net: ["session", "other-session", "default-route", "network-root", "ipsec", "cluster", "guest-network", "net"],
  block: ["mount", "swap", "block", "raw-disk"],
  drm: ["boot-display", "console", "bmc", "display-user", "compute"],
  infiniband: ["rdma"],
  guest: ["guest", "user-space"],
};

/** Is it known who uses it, so that this use need not be told once more. */
export function tellsMore(usage: Pick<Usage, "reasonsOf">, fn: FunctionInfo, kind: Use["kind"]): boolean {
  return usage.reasonsOf(fn.bdf).some((reason) => TOLD_BY[kind].includes(reason.kind));
}

/** Uses of this kind of which no more is known than that. */
export function plainUses(usage: Pick<Usage, "reasonsOf">, fn: FunctionInfo, kind: Use["kind"]): Use[] {
  return usesOf(fn).filter((use) => use.kind === kind && !tellsMore(usage, fn, kind));
}

/** Does the reason tell who has a function that is given away. */
export function isHolder({ kind }: Pick<UsageReason, "kind">): boolean {
  return TOLD_BY.guest.includes(kind);
}

/**
 * Attributes that tell who has a function or what lives on it, as `problems` names them; the class says whether it is a
 * bridge or part of the machine itself.
 */
const WHO_HAS_IT: ReadonlySet<string> = new Set([
  "folder",
  "class",
  "driver",
  "physfn",
  "net",
  "block",
  "infiniband",
  "drm",
  "nvme",
  "vfio",
]);

/** What could not be read of who has the function and what lives on it, in sentences. */
export function unreadOf({ problems }: FunctionInfo): readonly Words[] {
  return problems
    .filter(({ attribute }) => WHO_HAS_IT.has(attribute) || attribute.startsWith("virtfn"))
    .map(({ message }) => message);
}

/** What uses of a function are told by: its driver, and the interfaces and disks that it has made. Another text = look again. */
export function partsOfUse({ bdf, driver, children }: Pick<FunctionFacts, "bdf" | "driver" | "children">): string {
  return [bdf, driver, ...children.map(({ name, state }) => `${name} ${state}`)].join(" ");
}
