/** Judges PCI Express links: is a link as fast and wide as its two ends allow. */

import type { Bdf } from "../pci/bdf.ts";
import type { Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { LINK_WORDS } from "../words/texts/link.ts";
import type { FunctionInfo, LinkFacts } from "./facts.ts";
import { isLinkUnknown } from "./known.ts";
import type { Machine } from "./machine.ts";
import { isGivenAway, roleOf } from "./role.ts";

/**
 * - `full`: as fast and wide as this end can be
 * - `limited`: below what this end can do, but all that the other end offers; nothing is wrong with the link
 * - `degraded`: below what both ends can do
 * - `down`: no link is up, as on an empty slot
 * - `unknown`: the kernel says too little
 */
export type LinkState = "full" | "limited" | "degraded" | "down" | "unknown";

export interface LinkJudgement {
  readonly state: LinkState;
  readonly speedDegraded: boolean;
  readonly widthDegraded: boolean;
  readonly facts: LinkFacts;
  /** The other end, where it is what keeps the link below what this end can do; null = it is not. */
  readonly limitedBy: Bdf | null;
  /** The PF whose link this is when the function is a VF; null = its own. */
  readonly ofPf: Bdf | null;
  /** `16 GT/s x16`, `2.5 GT/s x16 (max 32 GT/s)`, `down (max 16 GT/s x16)`. */
  readonly text: Words;
  /** What to know about it, in sentences; empty when there is nothing to add. */
  readonly notes: readonly Words[];
}

/** include/linux/pci.h: PCIE_LNK_WIDTH_UNKNOWN; 0 lanes = no link. */
const WIDTH_UNKNOWN = 0xff;

/**
 * The link above an endpoint or switch, or below a port; null for a function without one.
 * A VF has no link registers of its own (PCIe 6.2 §9.3.5), so its PF's link is judged.
 */
export function linkOf(machine: Machine, fn: FunctionInfo): LinkJudgement | null {
  if (fn.physfn !== null) {
    const pf = machine.byBdf.get(fn.physfn);
    const own = pf && pf.physfn === null ? linkOf(machine, pf) : null;
    if (own === null || pf === undefined) return null;
    return { ...own, ofPf: pf.bdf, notes: [LINK_WORDS.ofPf({ pf: pf.bdf }), ...own.notes] };
  }
  if (fn.link === null) return null;
  const facts = tidy(fn.link);
  const other = otherEnd(machine, fn);
  const otherFacts = other?.link ? tidy(other.link) : null;
  const speed = compare(facts.speed, facts.maxSpeed, otherFacts?.maxSpeed ?? null);
  const width = compare(facts.width, facts.maxWidth, otherFacts?.maxWidth ?? null);
  // What can be done at an end that may still be to come is not known.
  const isOpen = other === null && machine.snapshot.partOf !== undefined;
  const judged = overall(facts, speed, width);
  const state = isOpen && judged === "degraded" ? "unknown" : judged;
  const speedDegraded = state === "degraded" && speed === "degraded";
  const widthDegraded = state === "degraded" && width === "degraded";
  return {
    state,
    speedDegraded,
    widthDegraded,
    facts,
    limitedBy: state === "limited" ? (other?.bdf ?? null) : null,
    ofPf: null,
    text: linkText(facts, state),
    notes: notesFor(fn, state, speedDegraded, other),
  };
}

/** Is nothing known of a link: whether there is one, or which? A VF's is its PF's. */
export function isLinkUntold(machine: Machine, fn: FunctionInfo): boolean {
  const pf = fn.physfn === null ? undefined : machine.byBdf.get(fn.physfn);
  return linkOf(machine, fn) === null && isLinkUnknown(pf ?? fn);
}

/** True when the function's own link runs below what both its ends can do. VFs do not count: their PF does. */
export function hasDegradedLink(machine: Machine, fn: FunctionInfo): boolean {
  return fn.physfn === null && linkOf(machine, fn)?.state === "degraded";
}

/**
 * Of the functions at both ends of a degraded link, is this the one that it is counted and listed by: the first function
 * below it, or the port where nothing below tells of the link.
 */
export function namesDegradedLink(machine: Machine, fn: FunctionInfo): boolean {
  if (!hasDegradedLink(machine, fn)) return false;
  const other = otherEnd(machine, fn);
  if (facesDown(machine, fn)) return other === null || !hasDegradedLink(machine, other);
  return other === null || firstBelow(machine, other.bdf) === fn;
}

/** `16 GT/s`: the speed as the kernel and the specification write it. */
export function speedText(speed: number): string {
  return `${speed} GT/s`;
}

function tidy(link: LinkFacts): LinkFacts {
  const width = (lanes: number | null) => (lanes === WIDTH_UNKNOWN ? null : lanes);
  const maxWidth = width(link.maxWidth);
  return { ...link, width: width(link.width), maxWidth: maxWidth === 0 ? null : maxWidth };
}

type Comparison = "full" | "limited" | "degraded" | "unknown";

function compare(now: number | null, max: number | null, otherMax: number | null): Comparison {
  if (now === null || max === null) return "unknown";
  if (now >= max) return "full";
  return otherMax !== null && now >= otherMax ? "limited" : "degraded";
}

function overall(facts: LinkFacts, speed: Comparison, width: Comparison): LinkState {
  if (facts.width === 0) return "down";
  if (speed === "degraded" || width === "degraded") return "degraded";
  if (speed === "limited" || width === "limited") return "limited";
  return speed === "unknown" || width === "unknown" ? "unknown" : "full";
}

/** The function at the other end of the link; null when it is not known. */
function otherEnd(machine: Machine, fn: FunctionInfo): FunctionInfo | null {
  const above = machine.portAbove(fn.bdf);
  if (!facesDown(machine, fn)) return above === null ? null : (machine.byBdf.get(above) ?? null);
  return firstBelow(machine, fn.bdf);
}

const firsts = new WeakMap<Machine, Map<Bdf, FunctionInfo | null>>();

/** Functions of one device share the link above them. Looked for once for each port: each function below it asks. */
function firstBelow(machine: Machine, port: Bdf): FunctionInfo | null {
  const known = firsts.get(machine) ?? new Map<Bdf, FunctionInfo | null>();
  firsts.set(machine, known);
  let first = known.get(port);
  if (first === undefined) {
    first = machine.childrenOf(port).find((child) => child.physfn === null && child.link !== null) ?? null;
    known.set(port, first);
  }
  return first;
}

/**
 * Is this a port whose link leads down? On the way from the root, ports alternate: root port (down), switch upstream
 * (up), switch downstream (down) … The port type itself is in configuration space, which a scan does not read.
 */
function facesDown(machine: Machine, fn: FunctionInfo): boolean {
  if (roleOf(fn) !== "bridge") return false;
  let depth = 0;
  for (let at = machine.portAbove(fn.bdf); at !== null; at = machine.portAbove(at)) depth++;
  return depth % 2 === 0;
}

function linkText(facts: LinkFacts, state: LinkState): Words {
  const max = maxText(facts, state);
  const now = state === "down" ? LINK_WORDS.down : nowText(facts);
  return max === "" ? now : LINK_WORDS.withMax({ now, max });
}

function nowText(facts: LinkFacts): Words {
  const now: string[] = [];
  if (facts.speed !== null) now.push(speedText(facts.speed));
  if (facts.width !== null) now.push(`x${facts.width}`);
  return now.length > 0 ? now.join(" ") : COMMON.unknown;
}

/** The maximum of what is below it; on a link that is down, of everything. */
function maxText(facts: LinkFacts, state: LinkState): string {
  const parts: string[] = [];
  const { speed, width, maxSpeed, maxWidth } = facts;
  if (maxSpeed !== null && (state === "down" || speed === null || speed < maxSpeed)) parts.push(speedText(maxSpeed));
  if (maxWidth !== null && (state === "down" || width === null || width < maxWidth)) parts.push(`x${maxWidth}`);
  return parts.join(" ");
}

/** Base classes of devices that lower their link while idle: displays and processing accelerators. */
const DOWNTRAINING = new Set([0x03, 0x12]);

function notesFor(
  fn: FunctionInfo,
  state: LinkState,
  speedDegraded: boolean,
  other: FunctionInfo | null,
): readonly Words[] {
  const notes: Words[] = [];
  if (state === "limited" && other !== null) {
    notes.push(LINK_WORDS.limitedByOther({ bdf: other.bdf }));
  }
  if (speedDegraded && fn.classCode !== null && DOWNTRAINING.has(fn.classCode >>> 16)) {
    notes.push(isGivenAway(fn) ? LINK_WORDS.idleLowersInGuest : LINK_WORDS.idleLowers);
  }
  return notes;
}
