/** Choosing a number of VFs: what is possible, what is offered, and what to say about it. Pure. */

import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { isGivingDriver, isOnVfio } from "../../../shared/machine/role.ts";
import type { Check } from "../../../shared/operations/checks/found.ts";
import { MAX_NUMVFS } from "../../../shared/operations/checks/requests.ts";
import { throughZero } from "../../../shared/operations/checks/sriov.ts";
import type { VfPreflight } from "../../../shared/operations/checks/vf-preflight.ts";
import { mostVfs } from "../../../shared/operations/findings/limits.ts";
import type { VfLimit } from "../../../shared/operations/findings/limits-config.ts";
import type { VfPurpose } from "../../../shared/operations/request/request.ts";
import { counted } from "../../../shared/operations/words.ts";
import type { ConfigSpace } from "../../../shared/pci/config-space.ts";
import { stillEnglish } from "../../../shared/words/say.ts";

export const PURPOSES: readonly { readonly id: VfPurpose; readonly label: string; readonly help: string }[] = [
  {
    id: "host",
    label: "Host drivers",
    help: "The host's driver takes each VF: they show up as interfaces or devices here.",
  },
  {
    id: "vfio-pci",
    label: "vfio-pci",
    help: "Each VF goes to vfio-pci, ready to be given to a guest or a user-space driver.",
  },
  {
    id: "none",
    label: "No driver",
    help: "The VFs stay without a driver until one is bound.",
  },
];

export interface VfRange {
  /** The most that can be typed: what the driver allows. */
  readonly max: number;
  /** The most that fits, as far as that is known; not above `max`. */
  readonly fits: number;
  /** Why it ends there, in one sentence. */
  readonly because: string;
}

const LIMITS: Readonly<Record<VfLimit["kind"], { readonly label: string; readonly whyNoMore: string }>> = {
  driver: { label: "Driver", whyNoMore: "the driver allows no more" },
  port: { label: "Port above", whyNoMore: "the port above lets no more through (ARI)" },
  "bus-numbers": { label: "Bus numbers", whyNoMore: "bus numbers are left for no more" },
  "mmio-windows": { label: "Memory windows", whyNoMore: "there is memory for no more" },
  "msix-pool": { label: "MSI-X vectors", whyNoMore: "interrupt vectors are left for no more" },
  "initial-vfs": { label: "InitialVFs", whyNoMore: "the device's SR-IOV capability contradicts itself" },
  "dependency-link": {
    label: "Dependency link",
    whyNoMore: "the function that it depends on is missing or has no SR-IOV",
  },
};

/** One limit in the list beside the number. */
interface LimitRow {
  readonly kind: VfLimit["kind"];
  readonly label: string;
  readonly most: number;
  readonly evidence: string;
  readonly binds: boolean;
}

/** Each kind of limit once, by its lowest, the one that binds first. */
export function limitRows({ limits, binding }: Pick<VfPreflight, "limits" | "binding">): LimitRow[] {
  const lowest = new Map<VfLimit["kind"], VfLimit>();
  for (const limit of limits) if (!lowest.has(limit.kind)) lowest.set(limit.kind, limit);
  return [...lowest.values()].map(({ kind, most, evidence }) => ({
    kind,
    label: LIMITS[kind].label,
    most,
    // Whose it is stands above already.
    evidence: evidence(""),
    binds: most === binding?.most,
  }));
}

/** @param capabilityTotal TotalVFs of the SR-IOV capability; null where it could not be read */
export function vfRange(
  machine: Machine,
  pf: FunctionInfo,
  capabilityTotal: number | null,
  space: ConfigSpace | null = null,
): VfRange {
  const driver = pf.sriov?.totalVfs ?? null;
  const max = driver ?? capabilityTotal ?? MAX_NUMVFS;
  const least = mostVfs(machine, pf, space);
  const fits = Math.min(max, least?.most ?? max);
  if (fits < max) {
    const why = LIMITS[least?.kind ?? "driver"].whyNoMore;
    return { max, fits, because: fits === 0 ? `None fits: ${why}.` : `Only ${fits} of ${max} fit: ${why}.` };
  }
  return { max, fits, because: limitText(driver, capabilityTotal) };
}

function limitText(driver: number | null, capability: number | null): string {
  if (driver === null && capability === null) return "How many the device can have is not known.";
  if (driver === null) return `The device can have ${capability} (TotalVFs of its capability).`;
  if (driver === 0) return "Its driver allows no VFs (sriov_totalvfs is 0).";
  if (capability !== null && driver < capability) {
    return `The driver allows ${driver} of the device's ${capability} (sriov_totalvfs).`;
  }
  if (capability !== null) return `The device has no more: its TotalVFs is ${capability}.`;
  return `No more are allowed: sriov_totalvfs is ${driver}.`;
}

export interface Preset {
  readonly value: number;
  readonly label: string;
}

/** Off, a few, half and all: each number once, and none that does not fit. */
export function presetsOf({ fits }: VfRange): readonly Preset[] {
  const presets = new Map<number, string>([[0, "Off"]]);
  for (const value of [1, 4, 8]) if (value < fits) presets.set(value, String(value));
  const half = Math.floor(fits / 2);
  if (fits >= 4 && fits < MAX_NUMVFS && !presets.has(half)) presets.set(half, `${half} (half)`);
  if (fits > 0 && fits < MAX_NUMVFS) presets.set(fits, `${fits} (all)`);
  return [...presets].map(([value, label]) => ({ value, label })).sort((a, b) => a.value - b.value);
}

/** null = it is given away by another driver than those that a plan can choose. */
function purposeOf(vf: FunctionInfo): VfPurpose | null {
  if (vf.driver === null) return "none";
  if (isOnVfio(vf)) return "vfio-pci";
  return isGivingDriver(vf.driver) ? null : "host";
}

/** What all VFs that are there are for; null where they are in different hands, or where there are none. */
export function purposeNow(vfs: readonly FunctionInfo[]): VfPurpose | null {
  const purposes = new Set(vfs.map(purposeOf));
  const [only] = purposes;
  return purposes.size === 1 ? (only ?? null) : null;
}

/** What new VFs are likely to be for: the same as most of those that are there; host drivers where there are none. */
export function likelyPurpose(vfs: readonly FunctionInfo[]): VfPurpose {
  const counts = { host: 0, "vfio-pci": 0, none: 0 };
  for (const vf of vfs) {
    const purpose = purposeOf(vf);
    if (purpose !== null) counts[purpose] += 1;
  }
  if (counts["vfio-pci"] > counts.host && counts["vfio-pci"] >= counts.none) return "vfio-pci";
  return counts.none > counts.host ? "none" : "host";
}

/** What the kernel's rule means for this change; null where it does not apply. */
export function throughZeroText(from: number, to: number): string | null {
  if (from === 0 || to === 0 || from === to) return null;
  const all = from === 1 ? "the VF" : `all ${from} VFs`;
  const others = to === 1 ? "a new one is" : `${to} new ones are`;
  return `${from} → ${to} goes through 0: ${all} ${from === 1 ? "is" : "are"} removed first, then ${others} made.`;
}

interface PlanVerdict {
  readonly tone: "danger" | "warn" | "info";
  readonly text: string;
  /** `2 more warnings`; null when this is all. */
  readonly more: string | null;
}

/** What the text beside the number has said already. */
const SAID: ReadonlySet<string> = new Set([throughZero.id]);

/** The one thing about a plan that has to be known before it is looked at. */
export function verdictOf({ checks, verdict, summary }: Pick<PlanView, "checks" | "verdict" | "summary">): PlanVerdict {
  const blockers = checks.filter(({ level }) => level === "blocker");
  const guards = checks.filter(({ level }) => level === "guard");
  const warnings = checks.filter(({ level, id }) => level === "warning" && !SAID.has(id));
  const [worst] = blockers.length > 0 ? blockers : guards.length > 0 ? guards : warnings;
  if (worst === undefined || verdict === "nothing") return { tone: "info", text: stillEnglish(summary), more: null };
  const tone = worst.level === "warning" ? "warn" : "danger";
  return { tone, text: stillEnglish(worst.title), more: moreText(blockers, guards, warnings) };
}

function moreText(blockers: readonly Check[], guards: readonly Check[], warnings: readonly Check[]): string | null {
  const worse = blockers.length + guards.length > 0;
  const rest = [
    ...(blockers.length > 1 ? [counted(blockers.length - 1, "more blocker")] : []),
    ...(blockers.length === 0 && guards.length > 1 ? [`${guards.length - 1} more to confirm`] : []),
    ...(blockers.length > 0 && guards.length > 0 ? [`${guards.length} to confirm`] : []),
    ...(worse && warnings.length > 0 ? [counted(warnings.length, "warning")] : []),
    ...(!worse && warnings.length > 1 ? [counted(warnings.length - 1, "more warning")] : []),
  ];
  return rest.length === 0 ? null : rest.join(", ");
}
