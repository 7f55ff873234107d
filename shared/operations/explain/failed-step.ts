/** A step that failed, with the facts around it, and the questions that rules ask of it. */
import type { FunctionFacts, HostFacts } from "../../machine/facts.ts";
import { isGroupUnknown } from "../../machine/known.ts";
import { cutByPort } from "../../machine/port-reach.ts";
import { hasVfio } from "../../machine/role.ts";
import { vfPlaces } from "../../machine/vf-slices.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EXPLAIN_WORDS } from "../../words/texts/explain.ts";
import { EXPLAIN_SRIOV_WORDS } from "../../words/texts/explain-sriov.ts";
import { logMessage } from "../findings/kernel-crash.ts";
import { type SriovCounts, type Surroundings, sriovCounts } from "../findings/limits-config.ts";
import type { Unmet } from "../verbs/expectations.ts";
import type { Step } from "../verbs/list.ts";
import type { StepFailure } from "../verbs/performed.ts";

/** How often a step was sent off whose answer was to try later, and how long that took. */
export interface Tried {
  readonly times: number;
  /** milliseconds */
  readonly ms: number;
}

export interface FailedStep {
  readonly step: Step;
  readonly failure: StepFailure;
  /** The function as it was found around the failure; null when it could not be read or is gone. */
  readonly fn: FunctionFacts | null;
  readonly host: HostFacts | null;
  /** Is it not known which IOMMUs are at work? */
  readonly iommusUnknown?: boolean | undefined;
  /** All functions of the machine; left out = not read. */
  readonly around?: readonly FunctionFacts[] | undefined;
  /** The function's registers; null or left out = not read. */
  readonly config?: ConfigSpace | null | undefined;
  /** The kernel was well when the operation began, and has died since. */
  readonly crashedSince?: boolean | undefined;
  /** Of `EVERIFY`: what was expected and did not come true, with what was found instead. */
  readonly unmet: readonly Unmet[];
  /** Left out = once. */
  readonly tried?: Tried | undefined;
}

/** The function's address, or the module; `the bus` for a rescan. */
export function nameOf({ step }: FailedStep): Words {
  return "bdf" in step ? step.bdf : "module" in step ? step.module : EXPLAIN_WORDS.theBus;
}

/** The number of VFs that was asked for; 0 for every other step. */
export function askedVfs({ step }: FailedStep): number {
  return step.verb === "sriov.numvfs" ? step.value : 0;
}

/** How many VFs there were after a write that went through; null = the PF was gone, or their number was as expected. */
export function foundVfs({ unmet }: FailedStep): number | null {
  const [count] = unmet.flatMap(({ found }) =>
    typeof found === "object" && found.that === "numvfs" ? found.value : [],
  );
  return count ?? null;
}

/** The function whose driver answers, which for the MSI-X table of a VF is its PF; null = not known. */
function answeringFunction({ step, fn }: FailedStep): Bdf | null {
  if (step.verb === "vf.msix") return fn?.physfn ?? null;
  return "bdf" in step ? step.bdf : null;
}

/** The driver whose answer a write gets: where it could not be read, the one that its lines name. null = none, or not known. */
export function answeringDriver(failed: FailedStep): string | null {
  const { fn, around } = failed;
  const bdf = answeringFunction(failed);
  const answers = bdf === fn?.bdf ? fn : around?.find((each) => each.bdf === bdf);
  if (answers && !answers.driverUnknown) return answers.driver;
  const named = linesOf(failed).map((line) => OF_DRIVER.exec(line));
  return named.find((match) => match?.[2] === bdf && match?.[1] !== "pci")?.[1] ?? null;
}

/** `mlx5_core`, or `its driver`. */
export function driverOf(failed: FailedStep): Words {
  return answeringDriver(failed) ?? EXPLAIN_WORDS.itsDriver;
}

/** The same at the beginning of a sentence: `mlx5_core`, or `The driver`. */
export function theDriver(failed: FailedStep): Words {
  return answeringDriver(failed) ?? EXPLAIN_WORDS.theDriver;
}

/** The driver that the step was to bind; null when it was not one in particular. */
export function wantedDriver({ unmet }: FailedStep): string | null {
  const miss = unmet.find(({ expected }) => expected.that === "driver");
  return miss?.expected.that === "driver" ? miss.expected.driver : null;
}

/** Functions of its group that vfio hands out: whoever has one of them open holds the group. null = not read. */
export function givenMates({ fn, around }: FailedStep): readonly FunctionFacts[] | null {
  if (fn === null || isGroupUnknown(fn)) return null;
  if (fn.iommuGroup === null) return [];
  if (around === undefined) return null;
  return around.filter((mate) => mate.iommuGroup === fn.iommuGroup && mate.bdf !== fn.bdf && hasVfio(mate));
}

/** What the SR-IOV capability of the function says; null = its bytes were not read. */
export function capabilityOf({ fn, config = null }: FailedStep): SriovCounts | null {
  return fn === null ? null : sriovCounts(fn.bdf, config);
}

/** The other functions, for the limits of a PF; null = not read. */
export function surroundingsOf({ around }: FailedStep): Surroundings | null {
  if (around === undefined) return null;
  const byBdf = new Map(around.map((fn) => [fn.bdf, fn]));
  return {
    byBdf,
    parentOf: (bdf) => byBdf.get(bdf)?.parent ?? null,
    vfsOf: (pf) => around.filter(({ physfn }) => physfn === pf),
  };
}

/** VFs among those that were asked for which the port above is read not to pass on; null = none, or not known. */
export function cutVfs(failed: FailedStep): ReturnType<typeof cutByPort> {
  const { fn } = failed;
  const cut = fn === null ? null : cutByPort(surroundingsOf(failed), fn);
  return cut?.port.forwardsAri === false && askedVfs(failed) > cut.from.index ? cut : null;
}

/** What to look at where it is not known whether the port above passes on every VF that was asked for; null = it is. */
export function unreadPort(failed: FailedStep): Words | null {
  const cut = failed.fn === null ? null : cutByPort(surroundingsOf(failed), failed.fn);
  if (cut === null || cut.port.forwardsAri !== null || askedVfs(failed) <= cut.from.index) return null;
  return EXPLAIN_SRIOV_WORDS.unreadPort({
    vf: cut.from.index,
    bdf: cut.from.bdf ?? COMMON.unknown,
    port: cut.port.bdf,
  });
}

/** `mlx5_core 0000:01:00.0: …` (dev_printk()). */
const OF_DRIVER = /^([\w-]+) ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])\b/;
const ADDRESS = /\b[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b/g;

/** Addresses of the VFs of its function: of those that are there, and of those that were asked for. */
function vfsOf(failed: FailedStep): ReadonlySet<Bdf | null> | null {
  const { fn } = failed;
  if (fn === null) return null;
  const asked = vfPlaces(fn, askedVfs(failed));
  return asked.length === 0 ? null : new Set([...asked, ...fn.virtfns].map(({ bdf }) => bdf));
}

/** Is the line about the step's function, about the one that answers, or about none? */
function isAbout(line: string, failed: FailedStep): boolean {
  const { step } = failed;
  const named: readonly string[] = line.match(ADDRESS) ?? [];
  if (named.length === 0 || !("bdf" in step)) return true;
  return [step.bdf, answeringFunction(failed)].some((bdf) => bdf !== null && named.includes(bdf));
}

/** Is it about a VF of the step's function, as far as it is known where these are? */
function isAboutVf(line: string, failed: FailedStep): boolean {
  const vfs = vfsOf(failed);
  const named: readonly string[] = line.match(ADDRESS) ?? [];
  return vfs === null ? named.length > 0 : [...vfs].some((vf) => vf !== null && named.includes(vf));
}

/** Lines of the kernel's log without their stamps, newest first. @param of whose they are */
export function linesOf(failed: FailedStep, of: "function" | "vf" = "function"): string[] {
  const isOne = of === "vf" ? isAboutVf : isAbout;
  return failed.failure.kernelLog
    .toReversed()
    .map(logMessage)
    .filter((line) => isOne(line, failed));
}

export function hasLine(failed: FailedStep, sign: RegExp): boolean {
  return linesOf(failed).some((line) => sign.test(line));
}

/** Lines that the PCI core writes under the driver's name (`pci_info()` and its sisters in drivers/pci). */
const OF_CORE =
  /not enough MMIO resources|out of range of|IOV BARS not allocated|VFs already enabled|VFs requested; only|cannot configure SR-?IOV|SR-?IOV configuration via sysfs|pcibios_sriov_enable|\d+ms after|change power state/i;
/** What a driver writes when it only passes an errno on, of the core or of a step whose own line came before. */
const PASSED_ON =
  /(?:(?<!before enable )SR-?IOV|enable \d+ VFs?)\b.*[\s(:=[]-(?:\d+|E[A-Z]+)\W*$|Not enough resources for \d+ VFs|can't enable VF!$|failed to enable SRIOV VFs$|SRIOV enable failed$|Unable to instantiate \d+ VFs$|Failed to enable SR-IOV on port \d+$/i;
/** What it writes that says no, and not how far it is. */
const COMPLAINT =
  /\b(?:fail|err|unable|un?supported|can'?t|cannot|could not|not?\b|in?valid|only|should|must|limit|exceed|too\b|still|reset|pending|busy|denied|tim(?:ed?|e-) ?out|bad\b|missing|wrong|insufficient|lack|refus|reject|assigned|attached|already|please\b|needs?\b|requires?\b)/i;

/** Before lines of drivers that name neither themselves nor the address: functions of qed (DP_ERR() in include/linux/qed/qed_if.h). */
const NAMELESS: ReadonlyMap<string, string> = new Map([["qede", "[qed_"]]);

/** Lines in which the driver says no. */
function driverComplaints(failed: FailedStep): string[] {
  const driver = answeringDriver(failed);
  if (driver === null) return [];
  // `bnx2x: [bnx2x_sriov_configure:2543(eth0)]…` has a colon (BNX2X_ERR() in bnx2x.h).
  const starts = [`${driver} `, `${driver}: `, NAMELESS.get(driver) ?? `${driver} `];
  return linesOf(failed).filter(
    (line) => starts.some((start) => line.startsWith(start)) && !OF_CORE.test(line) && COMPLAINT.test(line),
  );
}

/** The line in which the driver says why it said no; null = it has none. */
export function driverReason(failed: FailedStep): string | null {
  return driverComplaints(failed).find((line) => !PASSED_ON.test(line)) ?? null;
}

/** What to quote of a driver that is known to have said no: its reason, or that it did. */
export function driverLine(failed: FailedStep): string | null {
  return driverReason(failed) ?? driverComplaints(failed)[0] ?? null;
}
