/** One look at all functions, or at some, in slices that leave the event loop its turns. */

import type { FunctionFacts, ReadProblem, ScanResult } from "../../../shared/machine/facts.ts";
import { refuseHostNames, refuseNames } from "../../../shared/machine/refuse-names.ts";
import { type Bdf, compareBdf, isBdf } from "../../../shared/pci/bdf.ts";
import { READING_WORDS } from "../../../shared/words/texts/reading.ts";
import type { OnPart } from "../access.ts";
import { oddValue, readProblem } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";
import { asksForPorts } from "./children.ts";
import { EVERYTHING, readFunction, type ScanContext, scanContext, type Wanted } from "./function-facts.ts";
import { hostProblems, readHostFacts } from "./host-facts.ts";
import type { LockedAnswer, LockedReads, LockedRequest } from "./locked-reads.ts";
import type { ModuleTables } from "./modules.ts";
import { Slices } from "./slices.ts";
import { driverOverride, natural } from "./values.ts";

interface ReadingTools {
  readonly root: string;
  readonly reader: TreeReader;
  readonly modules: ModuleTables;
  readonly busNumbers: ScanContext["busNumbers"];
  /** Left out = everything. */
  readonly wanted?: Wanted;
  /** Left out = none is. */
  readonly isLeft?: ScanContext["isLeft"];
}

interface ScanTools extends ReadingTools {
  readonly locked: Pick<LockedReads, "read">;
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
  const context = contextOf(tools);
  const functions: FunctionFacts[] = [];
  const { bdfs } = listing;
  for (let from = 0, to = FIRST_PART; from < bdfs.length; from = to, to += NEXT_PARTS) {
    const part = await scanPart(tools, context, bdfs.slice(from, to));
    for (const facts of part) functions.push(facts);
    await onPart?.(part, bdfs.length);
  }
  const { host, problems } = refuseHostNames(readHostFacts(reader, root, modules));
  const unread = [...hostProblems(reader, root), ...(context.slots.problem === null ? [] : [context.slots.problem])];
  return { host, functions, problems: [...listing.problems, ...unread, ...problems] };
}

/** Each function is read when it is asked for, and one that has left is passed over. What takes locks is not read. */
export function readEach(tools: ReadingTools, bdfs: readonly Bdf[]): Iterable<FunctionFacts> {
  return eachOf(bdfs, contextOf(tools));
}

const NONE_LEFT = () => false;

function contextOf({ root, reader, modules, busNumbers, wanted = EVERYTHING, isLeft = NONE_LEFT }: ReadingTools) {
  return scanContext(root, {
    reader,
    wanted,
    busNumbers,
    isLeft,
    modulesFor: (modalias) => modules.modulesFor(modalias),
  });
}

function* eachOf(bdfs: readonly Bdf[], context: ScanContext): Generator<FunctionFacts> {
  for (const bdf of bdfs) {
    const facts = readFunction(bdf, context);
    if (facts) yield refuseNames(facts);
  }
}

async function scanPart(
  { root, locked }: ScanTools,
  context: ScanContext,
  bdfs: readonly Bdf[],
): Promise<FunctionFacts[]> {
  const isLocked = context.wanted.rest;
  // The process that reads what takes locks works while we read the rest.
  const overrides = locked.read(isLocked ? bdfs.map((bdf) => overrideRequest(root, bdf)) : []);
  const found: FunctionFacts[] = [];
  const slices = new Slices();
  for (const facts of eachOf(bdfs, context)) {
    found.push(facts);
    if (slices.due) await slices.rest();
  }
  if (!isLocked) return found;
  const overrideAnswers = await overrides;
  // Only now, so that a PF whose lock is held is known already and not waited for twice.
  const answers = await locked.read([...poolRequests(root, found), ...found.flatMap((fn) => portRequests(root, fn))]);
  return found.map((facts) => {
    const [override, pool] = [overridePath(root, facts.bdf), poolPath(root, facts.bdf)];
    const whole = withPorts(root, withLocked(facts, overrideAnswers.get(override), answers.get(pool)), answers);
    return whole === facts ? facts : refuseNames(whole);
  });
}

function overridePath(root: string, bdf: Bdf): string {
  return `${root}/bus/pci/devices/${bdf}/driver_override`;
}
function poolPath(root: string, bdf: Bdf): string {
  return `${root}/bus/pci/devices/${bdf}/sriov_vf_total_msix`;
}

function overrideRequest(root: string, bdf: Bdf): LockedRequest {
  return { owner: bdf, path: overridePath(root, bdf), lasting: true };
}

function poolRequests(root: string, functions: readonly FunctionFacts[]): LockedRequest[] {
  return functions
    .filter(({ sriov }) => sriov !== null)
    .map(({ bdf }) => ({ owner: bdf, path: poolPath(root, bdf), lasting: true }));
}

/** All interfaces of a machine are behind one lock (rtnl_mutex), which who changes any of them holds. */
export const NETWORK = "network";

const portPath = (root: string, bdf: Bdf, name: string, attribute: string) =>
  `${root}/bus/pci/devices/${bdf}/net/${name}/${attribute}`;

/** Names of the ports that a function's interfaces stand for (net/core/net-sysfs.c, phys_port_name_show). */
function portRequests(root: string, { bdf, children, sriov }: FunctionFacts): LockedRequest[] {
  if (!asksForPorts(children, sriov !== null)) return [];
  return children
    .filter(({ kind }) => kind === "net")
    .flatMap(({ name }) =>
      ["phys_port_name", "phys_switch_id"].map((attribute) => ({
        owner: NETWORK,
        path: portPath(root, bdf, name, attribute),
        lasting: true,
      })),
    );
}

/** Kernels before 4.1 have no phys_port_name, and most drivers say EOPNOTSUPP; whatever else is wrong, nobody knows. */
const NO_PORT_NAME: ReadonlySet<string> = new Set(["EOPNOTSUPP", "ENOENT"]);

function withPorts(root: string, facts: FunctionFacts, answers: ReadonlyMap<string, LockedAnswer>): FunctionFacts {
  const { bdf, children, sriov } = facts;
  if (!asksForPorts(children, sriov !== null)) return facts;
  const problems: ReadProblem[] = [];
  const named = children.map((child) => {
    if (child.kind !== "net") return child;
    const name = answers.get(portPath(root, bdf, child.name, "phys_port_name"));
    const id = answers.get(portPath(root, bdf, child.name, "phys_switch_id"));
    const code = name !== undefined && "code" in name ? name.code : null;
    if (code !== null && !NO_PORT_NAME.has(code)) {
      const shown = READING_WORDS.attributeOf({ attribute: "phys_port_name", name: child.name });
      problems.push(readProblem(`phys_port_name of ${child.name}`, code, shown));
    }
    const portName = name !== undefined && "text" in name ? name.text : null;
    const switchId = id !== undefined && "text" in id ? id.text : "";
    return {
      ...child,
      ...(code !== null && NO_PORT_NAME.has(code) ? {} : { portName: portName === "" ? null : portName }),
      ...(switchId === "" ? {} : { switchId }),
    };
  });
  return {
    ...facts,
    children: named,
    problems: problems.length === 0 ? facts.problems : [...facts.problems, ...problems],
  };
}

/**
 * Adds what could only be read under the device's lock. An attribute that does not exist (an old kernel) is no problem.
 * @returns the same facts where there is nothing to add
 */
function withLocked(
  facts: FunctionFacts,
  overrideAnswer: LockedAnswer | undefined,
  poolAnswer: LockedAnswer | undefined,
): FunctionFacts {
  const found: ReadProblem[] = [];
  const textOf = (attribute: string, answer: LockedAnswer | undefined): string | null => {
    if (!answer) return null;
    if ("text" in answer) return answer.text;
    if (answer.code !== "ENOENT") found.push(readProblem(attribute, answer.code));
    return null;
  };
  const override = driverOverride(textOf("driver_override", overrideAnswer) ?? "");
  const pool = facts.sriov ? textOf("sriov_vf_total_msix", poolAnswer) : null;
  const vfTotalMsix = pool === null ? null : natural(pool);
  if (pool !== null && vfTotalMsix === null) found.push(oddValue("sriov_vf_total_msix", pool));
  if (override === null && vfTotalMsix === null && found.length === 0) return facts;
  return {
    ...facts,
    driverOverride: override,
    sriov: facts.sriov && { ...facts.sriov, vfTotalMsix },
    problems: [...facts.problems, ...found],
  };
}
