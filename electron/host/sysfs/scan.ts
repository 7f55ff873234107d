/** One look at all functions, or at some, in slices that leave the event loop its turns. */
import type { FunctionFacts, ReadProblem, ScanResult } from "../../../shared/machine/facts.ts";
import { refuseHostNames, refuseNames } from "../../../shared/machine/refuse-names.ts";
import { type Bdf, compareBdf, isBdf } from "../../../shared/pci/bdf.ts";
import type { OnPart } from "../access.ts";
import { oddValue, readProblem } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";
import { findDevice } from "./device-place.ts";
import { readFunction, type ScanContext } from "./function-facts.ts";
import { readHostFacts, readSlots } from "./host-facts.ts";
import type { LockedAnswer, LockedReads, LockedRequest } from "./locked-reads.ts";
import { ModaliasIds } from "./modalias-ids.ts";
import type { ModuleTables } from "./modules.ts";
import { Slices } from "./slices.ts";
import { driverOverride, natural } from "./values.ts";

interface ScanTools {
  readonly root: string;
  readonly reader: TreeReader;
  readonly locked: Pick<LockedReads, "read">;
  readonly modules: ModuleTables;
  readonly busNumbers: ScanContext["busNumbers"];
}

/** The addresses in bus/pci/devices, sorted; entries with other names become problems. */
export function listFunctions(reader: TreeReader, root: string): { bdfs: Bdf[]; problems: ReadProblem[] } {
  const attribute = "bus/pci/devices";
  const names = reader.names(`${root}/${attribute}`);
  if (names === null) return { bdfs: [], problems: [readProblem(attribute, reader.code)] };
  const bdfs: Bdf[] = [];
  const problems: ReadProblem[] = [];
  for (const name of names) {
    if (isBdf(name)) bdfs.push(name);
    else problems.push(oddValue(attribute, name));
  }
  return { bdfs: bdfs.sort(compareBdf), problems };
}

/** Functions that are read before the first are handed out: a screen full is there at once. */
const FIRST_PART = 256;
const NEXT_PARTS = 4096;

/** @param only just these functions; one that has left is missing from the answer */
export async function scan(tools: ScanTools, only: readonly Bdf[] | undefined, onPart?: OnPart): Promise<ScanResult> {
  const { root, reader, modules } = tools;
  const listing =
    only === undefined ? listFunctions(reader, root) : { bdfs: [...new Set(only)].sort(compareBdf), problems: [] };
  const context: ScanContext = {
    reader,
    modulesFor: (modalias) => modules.modulesFor(modalias),
    ids: new ModaliasIds(),
    slots: readSlots(reader, root),
    busNumbers: tools.busNumbers,
  };
  const functions: FunctionFacts[] = [];
  const { bdfs } = listing;
  for (let from = 0, to = FIRST_PART; from < bdfs.length; from = to, to += NEXT_PARTS) {
    const part = await scanPart(tools, context, bdfs.slice(from, to));
    for (const facts of part) functions.push(facts);
    await onPart?.(part, bdfs.length);
  }
  const { host, problems } = refuseHostNames(readHostFacts(reader, root, modules));
  return { host, functions, problems: [...listing.problems, ...problems] };
}

async function scanPart(
  { root, reader, locked }: ScanTools,
  context: ScanContext,
  bdfs: readonly Bdf[],
): Promise<FunctionFacts[]> {
  // The process that reads what takes locks works while we read the rest.
  const overrides = locked.read(bdfs.map((bdf) => ({ owner: bdf, path: overridePath(root, bdf), lasting: true })));
  const found: FunctionFacts[] = [];
  const slices = new Slices();
  for (const bdf of bdfs) {
    const place = findDevice(reader, root, bdf);
    const facts = place && readFunction(bdf, place, context);
    if (facts) found.push(facts);
    if (slices.due) await slices.rest();
  }
  const overrideAnswers = await overrides;
  // Only now, so that a PF whose lock is held is known already and not waited for twice.
  const poolAnswers = await locked.read(poolRequests(root, found));
  return found.map((facts) => {
    const [override, pool] = [overridePath(root, facts.bdf), poolPath(root, facts.bdf)];
    return refuseNames(withLocked(facts, overrideAnswers.get(override), poolAnswers.get(pool)));
  });
}

function overridePath(root: string, bdf: Bdf): string {
  return `${root}/bus/pci/devices/${bdf}/driver_override`;
}
function poolPath(root: string, bdf: Bdf): string {
  return `${root}/bus/pci/devices/${bdf}/sriov_vf_total_msix`;
}

function poolRequests(root: string, functions: readonly FunctionFacts[]): LockedRequest[] {
  return functions
    .filter(({ sriov }) => sriov !== null)
    .map(({ bdf }) => ({ owner: bdf, path: poolPath(root, bdf), lasting: true }));
}

/** Adds what could only be read under the device's lock. An attribute that does not exist (an old kernel) is no problem. */
function withLocked(
  facts: FunctionFacts,
  overrideAnswer: LockedAnswer | undefined,
  poolAnswer: LockedAnswer | undefined,
): FunctionFacts {
  const problems = [...facts.problems];
  const note = (attribute: string, code: string) => {
    if (code !== "ENOENT") problems.push(readProblem(attribute, code));
  };
  const textOf = (attribute: string, answer: LockedAnswer | undefined): string | null => {
    if (!answer) return null;
    if ("text" in answer) return answer.text;
    note(attribute, answer.code);
    return null;
  };
  const override = textOf("driver_override", overrideAnswer);
  const pool = facts.sriov ? textOf("sriov_vf_total_msix", poolAnswer) : null;
  const vfTotalMsix = pool === null ? null : natural(pool);
  if (pool !== null && vfTotalMsix === null) problems.push(oddValue("sriov_vf_total_msix", pool));
  return {
    ...facts,
    driverOverride: override === null ? null : driverOverride(override),
    sriov: facts.sriov && { ...facts.sriov, vfTotalMsix },
    problems,
  };
}
