/** What a report for people says, as plain texts: HTML and Markdown draw the same model. Pure. */

import { allOnesCause } from "../machine/all-ones.ts";
import { COLUMNS, numaNodeOf, shownInterfaces } from "../machine/columns.ts";
import { describeFunction, sriovPhrase } from "../machine/describe.ts";
import { FACT_NAMES } from "../machine/fact-names.ts";
import type { ConfigReading, FunctionFacts, FunctionInfo, HostFacts } from "../machine/facts.ts";
import { configSpaceOf, kernelViewOf } from "../machine/kernel-view.ts";
import { iommusText, isUnread, whyUnread, withoutIommus } from "../machine/known.ts";
import { linkOf } from "../machine/link.ts";
import type { Machine } from "../machine/machine.ts";
import { machineNotes } from "../machine/machine-notes.ts";
import { missingSwitch } from "../machine/missing-switch.ts";
import { classCodeText, className, functionName, idsText, subsystemIdsText } from "../machine/names.ts";
import { NVME_VFS_ABOUT, NVME_VFS_TITLE, nvmeVfsView } from "../machine/nvme-vfs.ts";
import { ownWaysOf } from "../machine/own-ways.ts";
import { describeResources } from "../machine/resources.ts";
import { driverText, isGivenAway } from "../machine/role.ts";
import {
  FROM_TEXT,
  isNamedByText,
  NAMES_ONLY,
  NO_BYTES,
  namedOnly,
  offsetText,
  textNote,
  withSource,
} from "../machine/told-by-text.ts";
import { VF_SETTINGS_TITLE, vfSettingsView } from "../machine/vf-network.ts";
import type { Bdf } from "../pci/bdf.ts";
import { type CapabilityNode, decodeSpace } from "../pci/decode.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { stillEnglish } from "../words/say.ts";
import { readableLines } from "./hexdump.ts";
import { type SriovSection, sriovSection } from "./sriov-section.ts";
import type { Pair, Table } from "./table.ts";

interface VfBox {
  readonly label: string;
  readonly bdf: Bdf;
  /** Driver and IOMMU group. */
  readonly note: string;
  readonly given: boolean;
}

/** A PF with its VFs, to be drawn. */
export interface Family {
  readonly pf: Bdf;
  readonly name: string;
  readonly sentence: string;
  readonly vfs: readonly VfBox[];
}

export interface FunctionSection {
  readonly bdf: Bdf;
  readonly name: string;
  readonly sentence: string;
  readonly overview: readonly Pair[];
  readonly notes: readonly string[];
  readonly resources: Table;
  readonly sriov: SriovSection | null;
  /** What its driver hands out by ways of its own. */
  readonly ways: readonly { readonly title: string; readonly notes: readonly string[]; readonly table: Table }[];
  /** Header first, then the capabilities in the order of their lists. */
  readonly structures: readonly CapabilityNode[];
  /** Oddities of the capability lists, and why bytes are missing. */
  readonly configNotes: readonly string[];
  /** Capabilities of which only the name is known. */
  readonly named: Table;
  readonly hex: readonly string[];
}

export interface ReportModel {
  readonly title: string;
  readonly facts: readonly Pair[];
  readonly notes: readonly string[];
  readonly families: readonly Family[];
  readonly summary: {
    readonly head: readonly string[];
    readonly rows: readonly { readonly bdf: Bdf; readonly cells: readonly string[] }[];
  };
  readonly functions: readonly FunctionSection[];
}

export interface ModelInput {
  /** The whole machine, for the relations … */
  readonly machine: Machine;
  /** … and the functions that the report is about, sorted by BDF. */
  readonly functions: readonly FunctionInfo[];
  readonly configOf: (fn: FunctionInfo) => ConfigReading | null;
  readonly hex: boolean;
  readonly redacted: boolean;
  readonly createdAt: string;
  readonly version: string;
}

/** Registers and their fields are shown for this many functions; a browser does not open what more would make. */
export const FIELDS_LIMIT = 512;

export function reportModel(input: ModelInput): ReportModel {
  const { machine, functions } = input;
  const { identity } = machine.snapshot;
  const withFields = functions.length <= FIELDS_LIMIT;
  return {
    title: identity.name,
    facts: machineFacts(input),
    notes: reportNotes(input, withFields),
    families: functions.filter((fn) => fn.sriov !== null && fn.physfn === null).map((pf) => familyOf(machine, pf)),
    summary: {
      head: COLUMNS.map((column) => stillEnglish(column.title)),
      rows: functions.map((fn) => ({
        bdf: fn.bdf,
        cells: COLUMNS.map((column) => stillEnglish(column.text(machine, fn))),
      })),
    },
    functions: functions.map((fn) => functionSection(fn, input, withFields)),
  };
}

function machineFacts({ machine, functions, createdAt, version }: ModelInput): Pair[] {
  const { identity, host } = machine.snapshot;
  const all = machine.functions.length;
  return [
    { label: "Machine", value: identity.name },
    { label: "Connection", value: identity.connection },
    { label: "Kernel", value: identity.kernel ?? "not known" },
    { label: "IOMMU", value: iommusText(machine.snapshot) ?? stillEnglish(withoutIommus(machine.snapshot)) },
    { label: "vfio-pci", value: vfioText(host) },
    { label: "Functions", value: functions.length === all ? `${all}` : `${functions.length} of ${all}` },
    { label: "Created", value: createdAt },
    { label: "Created by", value: `SR-IOV Inspector ${version}` },
  ];
}

function vfioText(host: HostFacts): string {
  const sriov = host.vfioEnableSriov === null ? "" : host.vfioEnableSriov ? ", may enable SR-IOV" : "";
  return `${host.vfioPci ?? "not known"}${sriov}`;
}

function reportNotes({ machine, functions, redacted }: ModelInput, withFields: boolean): string[] {
  const notes = machineNotes(machine.snapshot).map(stillEnglish);
  const source = textNote(machine.snapshot);
  if (source !== null) notes.push(stillEnglish(source));
  if (redacted) notes.push("MAC addresses, serial numbers and product data are left out of this report.");
  if (!withFields) {
    notes.push(
      `The report covers ${functions.length} functions, so registers and fields are left out of it: a report of at most ${FIELDS_LIMIT} functions has them.`,
    );
  }
  return notes;
}

function familyOf(machine: Machine, pf: FunctionInfo): Family {
  const vfs = machine.vfsOf(pf.bdf).map((vf) => {
    const index = machine.vfIndexOf(vf.bdf);
    const group = vf.iommuGroup === null ? "" : `, group ${vf.iommuGroup}`;
    return {
      label: index === null ? "VF" : `VF ${index}`,
      bdf: vf.bdf,
      note: `${stillEnglish(driverText(vf))}${group}`,
      given: isGivenAway(vf),
    };
  });
  return { pf: pf.bdf, name: stillEnglish(functionName(pf)), sentence: stillEnglish(sriovPhrase(pf) ?? ""), vfs };
}

function functionSection(fn: FunctionInfo, input: ModelInput, withFields: boolean): FunctionSection {
  const { machine } = input;
  const reading = input.configOf(fn);
  const space = reading === null ? null : configSpaceOf(reading);
  const decoded = space === null ? null : decodeSpace(space, kernelViewOf(fn));
  const structures = decoded === null ? [] : [...(decoded.header ? [decoded.header] : []), ...decoded.capabilities];
  const named = namedOnly(fn, decoded?.capabilities ?? []);
  return {
    bdf: fn.bdf,
    name: stillEnglish(functionName(fn)),
    sentence: stillEnglish(describeFunction(machine, fn)),
    overview: overviewOf(machine, fn),
    notes: [
      ...(linkOf(machine, fn)?.notes.map(stillEnglish) ?? []),
      ...fn.problems.map((problem) => stillEnglish(problem.message)),
      ...spaceNotes(fn, input),
    ],
    resources: {
      head: ["Range", "Address", "Size", "Type"],
      rows: describeResources(fn).map((view) => [
        stillEnglish(view.name),
        stillEnglish(view.addressText),
        view.sizeText,
        stillEnglish(withSource(fn, "resources", view.type)),
      ]),
    },
    sriov: sriovSection(machine, fn, space),
    ways: [...ownSections(machine, fn), ...networkSections(fn), ...nvmeSections(fn)],
    structures: withFields ? structures : structures.map((node) => ({ ...node, registers: [], derived: [] })),
    configNotes: [
      ...(space === null && fn.fromText !== undefined ? [stillEnglish(NO_BYTES)] : configNotes(reading)),
      ...(named.length === 0 || space === null ? [] : [stillEnglish(NAMES_ONLY)]),
      ...(decoded?.diagnostics.map(({ message }) => stillEnglish(message)) ?? []),
    ],
    named: {
      head: ["Offset", `Capability (${stillEnglish(FROM_TEXT)})`],
      rows: named.map((capability) => [offsetText(capability), capability.name]),
    },
    hex: input.hex && space !== null ? readableLines(space) : [],
  };
}

/** What the bytes tell of the function beyond their fields: that it does not answer, that its VFs have no switch; with why. */
function spaceNotes(fn: FunctionInfo, { machine, configOf }: ModelInput): string[] {
  const spaceOf = (other: FunctionInfo) => {
    const reading = configOf(other);
    return reading === null ? null : configSpaceOf(reading);
  };
  const space = spaceOf(fn);
  if (space?.readsAllOnes) {
    const { cause, evidence, remedy } = allOnesCause(machine, fn, spaceOf);
    const [why, shownBy, what] = [cause, evidence, remedy].map(stillEnglish);
    return [`Every byte reads ff: the function does not respond. ${why} Evidence: ${shownBy}. ${what}`];
  }
  const missing = missingSwitch(machine, fn, space);
  if (missing === null) return [];
  const [says, shownBy, what] = [missing.says, missing.evidence, missing.remedy].map(stillEnglish);
  return [`${says} Evidence: ${shownBy}. ${what}`];
}

/** Why there are no bytes, or which are missing; empty when all were read. */
export function configNotes(reading: ConfigReading | null): string[] {
  if (reading === null) return ["Configuration space was not read."];
  switch (reading.state) {
    case "asleep":
      return ["Configuration space was not read: the function is in D3cold, and reading would wake it."];
    case "gone":
      return ["Configuration space was not read: the function was gone."];
    case "unreadable":
      return [notRead(stillEnglish(whyUnread(reading.problem)))];
    case "read": {
      const end = reading.known.reduce((last, range) => Math.max(last, range[1]), 0);
      if (reading.size === null || end >= reading.size) return [];
      return [`Only the first ${end} of ${reading.size} bytes of configuration space were readable.`];
    }
  }
}

const NOT_READ = "Configuration space was not read";

/** A machine that was opened from a report gives that report's sentence as the reason: it is said once. */
function notRead(reason: string): string {
  return reason.startsWith(NOT_READ) ? reason : `${NOT_READ}: ${reason}`;
}

function overviewOf(machine: Machine, fn: FunctionInfo): Pair[] {
  const link = linkOf(machine, fn);
  const parent = machine.parentOf(fn.bdf);
  const node = numaNodeOf(fn);
  const group = machine.groupOf(fn.bdf);
  const others = (group?.members.length ?? 1) - 1;
  const said = (fact: keyof FunctionFacts, value: string | null) =>
    value === null || value === "" ? null : stillEnglish(withSource(fn, fact, value));
  const pairs: [string, string | null][] = [
    ...(isNamedByText(fn)
      ? [[FACT_NAMES.name, `${stillEnglish(functionName(fn))} (${stillEnglish(FROM_TEXT)})`] satisfies [string, string]]
      : []),
    [FACT_NAMES.class, said("classCode", classText(fn))],
    [FACT_NAMES.ids, said("vendor", idsText(fn))],
    [FACT_NAMES.subsystem, subsystemText(fn)],
    [FACT_NAMES.revision, said("revision", fn.revision === null ? null : hexDigits(fn.revision, 2))],
    [FACT_NAMES.driver, said("driver", fn.driver ?? (fn.driverUnknown ? "not known" : "none"))],
    [FACT_NAMES.driverOverride, fn.driverOverride],
    [FACT_NAMES.modules, said("modules", fn.modules.join(", ")) ?? unreadText(fn, "modules")],
    [FACT_NAMES.interfaces, said("children", stillEnglish(shownInterfaces(machine, fn)))],
    [FACT_NAMES.macAddress, fn.children.flatMap((child) => child.address ?? []).join(", ") || null],
    [
      FACT_NAMES.iommuGroup,
      group === null
        ? unreadText(fn, "iommu_group")
        : said(
            "iommuGroup",
            `${group.name}${others > 0 ? ` (with ${others} other ${others === 1 ? "function" : "functions"})` : ""}`,
          ),
    ],
    [FACT_NAMES.numaNode, node === null ? null : said("numaNode", String(node))],
    [
      FACT_NAMES.link,
      link === null
        ? null
        : link.ofPf === null
          ? said("link", stillEnglish(link.text))
          : `${stillEnglish(link.text)} (its PF's)`,
    ],
    [FACT_NAMES.powerState, said("powerState", fn.powerState)],
    [FACT_NAMES.slot, said("slot", fn.slot)],
    [FACT_NAMES.label, said("label", fn.label)],
    [
      FACT_NAMES.interrupts,
      fn.msi === null ? null : `${fn.msi.vectors} ${fn.msi.kind === "msix" ? "MSI-X" : "MSI"} vectors`,
    ],
    [FACT_NAMES.resetMethods, fn.resetMethods?.join(", ") || unreadText(fn, "reset_method")],
    [FACT_NAMES.bridge, said("parent", parent)],
  ];
  return pairs.flatMap(([label, value]) => (value === null || value === "" ? [] : [{ label, value }]));
}

/** A line is left out where there is nothing, and stands there where nobody knows. */
function unreadText(fn: FunctionInfo, attribute: string): string | null {
  return isUnread(fn, attribute) ? "not known" : null;
}

/** Below its heading "not known" is enough. */
function classText(fn: FunctionInfo): string {
  if (fn.registersOnly && fn.classCode === null && fn.names.classLabel === null) return "not known";
  return withCode(stillEnglish(className(fn)), classCodeText(fn)) ?? stillEnglish(className(fn));
}

/** A name alone, without ids, can only be out of a text. */
function subsystemText(fn: FunctionInfo): string | null {
  const text = withCode(fn.names.subsystem, subsystemIdsText(fn));
  if (text === null) return null;
  const isOfText = fn.subsystemVendor === null && fn.fromText !== undefined;
  return isOfText ? `${text} (${stillEnglish(FROM_TEXT)})` : stillEnglish(withSource(fn, "subsystemVendor", text));
}

/** The database calls an unassigned class by its code already. */
function withCode(name: string | null, code: string | null): string | null {
  if (name === null || code === null) return name ?? code;
  return `${name.replace(/ \[[0-9a-f]{4}\]$/, "")} [${code}]`;
}

function ownSections(machine: Machine, fn: FunctionInfo): FunctionSection["ways"] {
  const pf = fn.physfn === null ? null : (machine.byBdf.get(fn.physfn) ?? null);
  return ownWaysOf(fn, pf, fn.own ?? null).map((way) => ({
    title: stillEnglish(way.title),
    notes: [stillEnglish(way.about), ...(way.makesVfs === null ? [] : [`VFs are made by: ${way.makesVfs}`])],
    table: {
      head: ["What", "Value", "Attribute", "Command"],
      rows: way.lines.map(({ label, value, note, source, command }) => [
        stillEnglish(label),
        stillEnglish(value ?? note ?? "not known"),
        source,
        command ?? "",
      ]),
    },
  }));
}

function networkSections(fn: FunctionInfo): FunctionSection["ways"] {
  if (fn.vfSettings === undefined || fn.vfSettings.length === 0) return [];
  const { about, head, rows } = vfSettingsView(fn, fn.vfSettings);
  const table = { head: head.map(stillEnglish), rows: rows.map((cells) => cells.map(stillEnglish)) };
  return [{ title: stillEnglish(VF_SETTINGS_TITLE), notes: about === null ? [] : [stillEnglish(about)], table }];
}

function nvmeSections({ nvmeVfs }: FunctionInfo): FunctionSection["ways"] {
  if (nvmeVfs === undefined) return [];
  const { missing, pools, rows } = nvmeVfsView(nvmeVfs);
  const table: Table = {
    head: ["VF", "Controller", "State", "Queues", "Interrupts"],
    rows: rows.map((row) => [row.vf, row.controller, stillEnglish(row.state), row.queues, row.interrupts].map(String)),
  };
  const notes = [NVME_VFS_ABOUT, ...(missing === null ? [] : [missing]), ...pools].map(stillEnglish);
  return [{ title: stillEnglish(NVME_VFS_TITLE), notes, table }];
}
