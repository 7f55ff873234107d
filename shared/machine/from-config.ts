/**
 * The facts of functions of which only configuration space is known, as in a dump: what registers say, and nothing that
 * only a kernel knows (drivers, IOMMU groups, interfaces). Sizes of address ranges are not in the registers: a range
 * then has `end` equal to `start`. A bridge's windows do have their ends.
 */

import type { TextFacts } from "../pasted/text-facts.ts";
import { type Bdf, compareBdf } from "../pci/bdf.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import { capabilityChains, functionContext } from "../pci/decode.ts";
import type { FunctionContext } from "../pci/layout.ts";
import { atOnce, type InParts, PART } from "../pci/parts.ts";
import { vfBdf } from "../pci/sriov.ts";
import { FROM_TEXT_WORDS } from "../words/texts/from-text.ts";
import { READING_WORDS } from "../words/texts/reading.ts";
import { blankFunction } from "./blank.ts";
import { bridgeWindows, configResources } from "./config-resources.ts";
import type { FunctionFacts, PowerState, ReadProblem, SriovFacts } from "./facts.ts";
import { markedAsVf, withText } from "./from-text.ts";
import { linkAt } from "./register-link.ts";

export interface ConfigOnly {
  readonly bdf: Bdf;
  readonly space: ConfigSpace;
  /** What a text says besides. */
  readonly text?: Partial<TextFacts>;
}

const POWER_STATES: readonly PowerState[] = ["D0", "D1", "D2", "D3hot"];

const POWER_MANAGEMENT = 0x01;
const SSVID = 0x0d;
const EXPRESS = 0x10;
const SRIOV = 0x10;

/** Where the capabilities are that facts come from; null = the function has none, or it could not be read. */
interface Places {
  readonly powerManagement: number | null;
  readonly ssvid: number | null;
  readonly express: number | null;
  readonly sriov: number | null;
  readonly listsKnown: FunctionFacts["listsKnown"];
}

const STATUS = 0x06;

function placesOf(fn: FunctionContext): Places {
  const { standard, extended, isExtendable } = capabilityChains(fn);
  const find = (chain: typeof standard, id: number) => chain.found.find((location) => location.id === id)?.at ?? null;
  return {
    powerManagement: find(standard, POWER_MANAGEMENT),
    ssvid: find(standard, SSVID),
    express: find(standard, EXPRESS),
    sriov: find(extended, SRIOV),
    listsKnown:
      standard.end !== null || !fn.space.has(STATUS, 2)
        ? undefined
        : isExtendable && extended.end !== null
          ? "standard"
          : "both",
  };
}

function word(space: ConfigSpace, at: number): number | null {
  return space.has(at, 2) ? space.u16(at) : null;
}
function byte(space: ConfigSpace, at: number): number | null {
  return space.has(at, 1) ? space.u8(at) : null;
}

/** Offset of the subsystem's vendor id; its device id follows. */
function subsystemAt(headerType: number, places: Places): number | null {
  if (headerType === 0) return 0x2c;
  if (headerType === 2) return 0x40;
  return headerType === 1 && places.ssvid !== null ? places.ssvid + 4 : null;
}

function busNumbers(space: ConfigSpace, headerType: number): FunctionFacts["bridge"] {
  if ((headerType !== 1 && headerType !== 2) || !space.has(0x18, 4)) return null;
  return { secondary: space.u8(0x19), subordinate: space.u8(0x1a) };
}

function powerOf(space: ConfigSpace, at: number | null): PowerState | null {
  const control = at === null ? null : word(space, at + 4);
  return control === null ? null : (POWER_STATES[control & 3] ?? null);
}

function sriovOf(space: ConfigSpace, at: number | null): SriovFacts | null {
  if (at === null || !space.has(at + 0x08, 0x14)) return null;
  const isEnabled = (space.u16(at + 0x08) & 1) !== 0;
  return {
    totalVfs: space.u16(at + 0x0e),
    numVfs: isEnabled ? space.u16(at + 0x10) : 0,
    offset: space.u16(at + 0x14),
    stride: space.u16(at + 0x16),
    vfDevice: space.u16(at + 0x1a),
    driversAutoprobe: null,
    vfTotalMsix: null,
  };
}

function problemsOf(space: ConfigSpace): ReadProblem[] {
  if (space.length === 0) {
    return [{ attribute: "config", code: "ENODATA", message: READING_WORDS.fileHasNoBytes }];
  }
  if (!space.readsAllOnes) return [];
  return [{ attribute: "config", code: "ENODEV", message: FROM_TEXT_WORDS.allOnes }];
}

/** Of a function that a text tells of in words nobody expects bytes. */
function withoutNoBytes(facts: FunctionFacts): FunctionFacts {
  if (facts.fromText === undefined || facts.problems.length === 0) return facts;
  return { ...facts, problems: facts.problems.filter(({ code }) => code !== "ENODATA") };
}

/** One function alone; a VF is made one by {@link factsFromConfigs}. */
export function factsFromConfig(bdf: Bdf, space: ConfigSpace): FunctionFacts {
  const fn = functionContext(space);
  const isThere = space.has(0, 4) && !space.readsAllOnes;
  // ffff is nobody's id: that of a VF, whose PF knows its real ones.
  const hasIds = isThere && fn.vendor !== 0xffff;
  const places = placesOf(fn);
  const subsystem = isThere ? subsystemAt(fn.headerType, places) : null;
  const pin = byte(space, 0x3d);
  return {
    ...blankFunction(bdf),
    vendor: hasIds ? fn.vendor : null,
    device: hasIds ? fn.device : null,
    subsystemVendor: subsystem === null ? null : word(space, subsystem),
    subsystemDevice: subsystem === null ? null : word(space, subsystem + 2),
    classCode: isThere && space.has(0x08, 4) ? fn.classCode : null,
    revision: isThere ? byte(space, 0x08) : null,
    driverUnknown: true,
    registersOnly: true,
    ...(isThere && places.listsKnown !== undefined ? { listsKnown: places.listsKnown } : {}),
    irq: isThere && pin ? byte(space, 0x3c) : null,
    powerState: isThere ? powerOf(space, places.powerManagement) : null,
    link: isThere ? linkAt(fn, places.express) : null,
    resources: isThere ? [...configResources(fn, places.sriov), ...bridgeWindows(fn)] : [],
    bridge: isThere ? busNumbers(space, fn.headerType) : null,
    sriov: isThere ? sriovOf(space, places.sriov) : null,
    problems: problemsOf(space),
  };
}

/** The VFs of a PF that are among these functions, by First VF Offset and VF Stride (PCIe 6.2 §9.3.3.9). */
function vfsAmong(pf: FunctionFacts, all: ReadonlyMap<Bdf, FunctionFacts>): { index: number; bdf: Bdf }[] {
  const { sriov } = pf;
  if (!sriov || sriov.offset === null || sriov.stride === null) return [];
  const found: { index: number; bdf: Bdf }[] = [];
  for (let index = 0; index < sriov.numVfs; index++) {
    const bdf = vfBdf(pf.bdf, { offset: sriov.offset, stride: sriov.stride }, index);
    if (bdf === null) break;
    const vf = all.get(bdf);
    if (vf && readsAsVf(vf, pf)) found.push({ index, bdf });
  }
  return found;
}

/** A VF's own ids read ffff (PCIe 6.2 §9.3.4.1), which is null here; some dumps have the kernel's ids in their place. */
function readsAsVf(fn: FunctionFacts, pf: FunctionFacts): boolean {
  if (fn.sriov !== null || fn.bridge !== null) return false;
  return fn.vendor === null || (fn.vendor === pf.vendor && fn.device === pf.sriov?.vfDevice);
}

/**
 * All functions of a dump, sorted by address, with VFs related to their PFs and given the ids that they really have.
 * Of a function that occurs more than once the first counts, as long as it has bytes.
 */
export function factsFromConfigs(functions: readonly ConfigOnly[]): FunctionFacts[] {
  return atOnce(factsInParts(functions));
}

/** {@link factsFromConfigs}, part by part. */
export function* factsInParts(functions: readonly ConfigOnly[]): InParts<FunctionFacts[]> {
  const first = new Map<Bdf, ConfigOnly>();
  for (const fn of functions) {
    if ((first.get(fn.bdf)?.space.length ?? 0) === 0) first.set(fn.bdf, fn);
  }
  const all = new Map<Bdf, FunctionFacts>();
  for (const [bdf, { space, text }] of first) {
    if (all.size % PART === 0) yield all.size / first.size;
    const facts = factsFromConfig(bdf, space);
    all.set(bdf, text === undefined ? facts : withoutNoBytes(withText(facts, text)));
  }
  for (const pf of [...all.values()]) {
    const virtfns = vfsAmong(pf, all);
    if (virtfns.length === 0) continue;
    all.set(pf.bdf, { ...pf, virtfns });
    for (const { bdf } of virtfns) {
      const vf = all.get(bdf);
      if (vf) all.set(bdf, asVf(vf, pf));
    }
  }
  return [...all.values()].sort((a, b) => compareBdf(a.bdf, b.bdf));
}

function asVf(vf: FunctionFacts, pf: FunctionFacts): FunctionFacts {
  const made: FunctionFacts = {
    ...vf,
    physfn: pf.bdf,
    vendor: pf.vendor ?? vf.vendor,
    device: pf.sriov?.vfDevice ?? vf.device,
    // Class and revision are read from the VF where it has them; else they are the PF's (PCIe 6.2 §9.3.4.1).
    classCode: vf.classCode ?? pf.classCode,
    revision: vf.revision ?? pf.revision,
    subsystemVendor: vf.subsystemVendor ?? pf.subsystemVendor,
    ...(vf.classCode === null && pf.progIfUnknown ? { progIfUnknown: true as const } : {}),
  };
  return markedAsVf(made, vf, pf);
}
