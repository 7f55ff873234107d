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
import { attributesAlone, type VfLimit } from "../../../shared/operations/findings/limits-config.ts";
import type { VfPurpose } from "../../../shared/operations/request/request.ts";
import type { ConfigSpace } from "../../../shared/pci/config-space.ts";
import { names } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { FACT_WORDS } from "../../../shared/words/texts/facts.ts";
import { OVERVIEW_WORDS } from "../../words/overview.ts";
import { SRIOV_TAB_WORDS } from "../../words/sriov-tab.ts";
import { VF_CHOICE_WORDS } from "../../words/vf-choice.ts";
import { VF_SETTINGS_WORDS } from "../../words/vf-settings.ts";

export const PURPOSES: readonly { readonly id: VfPurpose; readonly label: Words; readonly help: Words }[] = [
  { id: "host", label: VF_CHOICE_WORDS.host, help: VF_CHOICE_WORDS.hostHelp },
  { id: "vfio-pci", label: "vfio-pci", help: VF_CHOICE_WORDS.vfioHelp },
  { id: "none", label: VF_CHOICE_WORDS.none, help: VF_CHOICE_WORDS.noneHelp },
];

export interface VfRange {
  /** The most that can be typed: what the driver allows. */
  readonly max: number;
  /** The most that fits, as far as that is known; not above `max`. */
  readonly fits: number;
  /** Why it ends there, in one sentence. */
  readonly because: Words;
}

const LIMITS: Readonly<Record<VfLimit["kind"], { readonly label: Words; readonly whyNoMore: Words }>> = {
  driver: { label: FACT_WORDS.driver, whyNoMore: VF_CHOICE_WORDS.byDriverWhy },
  port: { label: OVERVIEW_WORDS.above, whyNoMore: VF_CHOICE_WORDS.byPortWhy },
  "bus-numbers": { label: VF_CHOICE_WORDS.byBusNumbers, whyNoMore: VF_CHOICE_WORDS.byBusNumbersWhy },
  "mmio-windows": { label: SRIOV_TAB_WORDS.windows, whyNoMore: VF_CHOICE_WORDS.byWindowsWhy },
  "msix-pool": { label: VF_SETTINGS_WORDS.msix, whyNoMore: VF_CHOICE_WORDS.byVectorsWhy },
  "initial-vfs": { label: SRIOV_TAB_WORDS.initialVfs, whyNoMore: VF_CHOICE_WORDS.byInitialVfsWhy },
  "dependency-link": { label: SRIOV_TAB_WORDS.dependency, whyNoMore: VF_CHOICE_WORDS.byDependencyWhy },
};

/** One limit in the list beside the number. */
interface LimitRow {
  readonly kind: VfLimit["kind"];
  readonly label: Words;
  readonly most: number;
  readonly evidence: Words;
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
    evidence: evidence(attributesAlone),
    binds: most === binding?.most,
  }));
}

/** In one line: the lowest limit and what sets it. */
export function limitedBy(rows: readonly LimitRow[]): Words {
  const [first, ...others] = rows.filter(({ binds }) => binds);
  if (first === undefined) return VF_CHOICE_WORDS.limits;
  return VF_CHOICE_WORDS.limitedBy({ most: String(first.most), by: [first, ...others].map(({ label }) => label) });
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
    return {
      max,
      fits,
      because: fits === 0 ? VF_CHOICE_WORDS.noneFit({ why }) : VF_CHOICE_WORDS.someFit({ fits, max, why }),
    };
  }
  return { max, fits, because: limitWords(driver, capabilityTotal) };
}

function limitWords(driver: number | null, capability: number | null): Words {
  if (driver === null)
    return capability === null ? VF_CHOICE_WORDS.totalUnknown : VF_CHOICE_WORDS.deviceSupports({ count: capability });
  if (driver === 0) return VF_CHOICE_WORDS.driverAllowsNone;
  if (capability !== null && driver < capability)
    return VF_CHOICE_WORDS.driverAllowsFewer({ driver, device: capability });
  return capability === null
    ? VF_CHOICE_WORDS.driverLimit({ count: driver })
    : VF_CHOICE_WORDS.deviceMaximum({ count: capability });
}

export interface Preset {
  readonly value: number;
  readonly label: Words;
}

/** Off, a few, half and all: each number once, and none that does not fit. */
export function presetsOf({ fits }: VfRange): readonly Preset[] {
  const presets = new Map<number, Words>([[0, VF_CHOICE_WORDS.off({ count: 0 })]]);
  for (const value of [1, 4, 8]) if (value < fits) presets.set(value, String(value));
  const half = Math.floor(fits / 2);
  if (fits >= 4 && fits < MAX_NUMVFS && !presets.has(half)) presets.set(half, VF_CHOICE_WORDS.half({ count: half }));
  if (fits > 0 && fits < MAX_NUMVFS) presets.set(fits, VF_CHOICE_WORDS.all({ count: fits }));
  return [...presets].map(([value, label]) => ({ value, label })).sort((a, b) => a.value - b.value);
}

/** null = it is given away by another driver than those that a plan can choose. */
function purposeOf(vf: FunctionInfo): VfPurpose | null {
  if (vf.driver === null) return "none";
  if (isOnVfio(vf)) return "vfio-pci";
  return isGivingDriver(vf.driver) ? null : "host";
}

/** What all VFs that are there are for; null where they differ, or where there are none. */
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
export function throughZeroWords(from: number, to: number): Words | null {
  return from === 0 || to === 0 || from === to ? null : VF_CHOICE_WORDS.throughZero({ from, to });
}

interface PlanVerdict {
  readonly tone: "danger" | "warn" | "info";
  readonly text: Words;
  /** `2 more warnings`; null when this is all. */
  readonly more: Words | null;
}

/** What the text beside the number has said already. */
const SAID: ReadonlySet<string> = new Set([throughZero.id]);

/** The one thing about a plan that has to be known before it is looked at. */
export function verdictOf({ checks, verdict, summary }: Pick<PlanView, "checks" | "verdict" | "summary">): PlanVerdict {
  const blockers = checks.filter(({ level }) => level === "blocker");
  const guards = checks.filter(({ level }) => level === "guard");
  const warnings = checks.filter(({ level, id }) => level === "warning" && !SAID.has(id));
  const [worst] = blockers.length > 0 ? blockers : guards.length > 0 ? guards : warnings;
  if (worst === undefined || verdict === "nothing") return { tone: "info", text: summary, more: null };
  const tone = worst.level === "warning" ? "warn" : "danger";
  return { tone, text: worst.title, more: moreWords(blockers, guards, warnings) };
}

function moreWords(blockers: readonly Check[], guards: readonly Check[], warnings: readonly Check[]): Words | null {
  const worse = blockers.length + guards.length > 0;
  const rest: Words[] = [
    ...(blockers.length > 1 ? [VF_CHOICE_WORDS.moreBlockers({ count: blockers.length - 1 })] : []),
    ...(blockers.length === 0 && guards.length > 1
      ? [VF_CHOICE_WORDS.moreToConfirm({ count: guards.length - 1 })]
      : []),
    ...(blockers.length > 0 && guards.length > 0 ? [VF_CHOICE_WORDS.toConfirm({ count: guards.length })] : []),
    ...(worse && warnings.length > 0 ? [VF_CHOICE_WORDS.warnings({ count: warnings.length })] : []),
    ...(!worse && warnings.length > 1 ? [VF_CHOICE_WORDS.moreWarnings({ count: warnings.length - 1 })] : []),
  ];
  return rest.length === 0 ? null : names(rest);
}
