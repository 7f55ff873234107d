/** What a report for people says, as words: HTML and Markdown draw the same model, in their language. Pure. */

import { allOnesCause } from "../machine/all-ones.ts";
import { COLUMNS, numaNodeOf, shownInterfaces } from "../machine/columns.ts";
import { connectionWords } from "../machine/connection.ts";
import { describeFunction, sriovPhrase } from "../machine/describe.ts";
import type {
  ConfigReading,
  FileSource,
  FunctionFacts,
  FunctionInfo,
  HostFacts,
  ReadProblem,
} from "../machine/facts.ts";
import { configSpaceOf, kernelViewOf } from "../machine/kernel-view.ts";
import { isNumaUnknown, isPowerUnknown, isUnread, whyUnread, withoutIommus } from "../machine/known.ts";
import { isLinkUntold, linkOf } from "../machine/link.ts";
import type { Machine } from "../machine/machine.ts";
import { machineNotes } from "../machine/machine-notes.ts";
import { missingSwitch } from "../machine/missing-switch.ts";
import { classCodeText, className, functionName, idsText, subsystemIdsText } from "../machine/names.ts";
import { NVME_VFS_ABOUT, NVME_VFS_TITLE, nvmeVfsView } from "../machine/nvme-vfs.ts";
import { ownWaysOf } from "../machine/own-ways.ts";
import { describeResources } from "../machine/resources.ts";
import { driverText, isGivenAway } from "../machine/role.ts";
import {
  isNamedByText,
  NAMES_ONLY,
  NO_BYTES,
  namedOnly,
  offsetText,
  textNote,
  withSource,
} from "../machine/told-by-text.ts";
import { isNothingRead, unreadGroups, unreadSentence } from "../machine/usage-facts.ts";
import type { UsageRead } from "../machine/usage-told.ts";
import { type MachineView, type UsedBy, unreadOfUsers, usedByIndex, usedByText } from "../machine/used-by.ts";
import { VF_SETTINGS_TITLE, vfSettingsView } from "../machine/vf-network.ts";
import type { Bdf } from "../pci/bdf.ts";
import { type CapabilityNode, decodeSpace } from "../pci/decode.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { ended, names, phrase, sentences } from "../words/joined.ts";
import type { Words } from "../words/message.ts";
import { ALL_ONES_WORDS } from "../words/texts/all-ones.ts";
import { COMMON } from "../words/texts/common.ts";
import { FACT_WORDS } from "../words/texts/facts.ts";
import { FROM_TEXT_WORDS } from "../words/texts/from-text.ts";
import { REPORT_WORDS as T } from "../words/texts/report.ts";
import { COLUMN_WORDS } from "../words/texts/table-columns.ts";
import { beside, groupPhrase } from "./beside.ts";
import { readableLines } from "./hexdump.ts";
import { type SriovSection, sriovSection } from "./sriov-section.ts";
import type { Pair, Table } from "./table.ts";

interface VfBox {
  readonly label: Words;
  readonly bdf: Bdf;
  /** Driver and IOMMU group. */
  readonly note: Words;
  readonly given: boolean;
}

/** A PF with its VFs, to be drawn. */
export interface Family {
  readonly pf: Bdf;
  readonly name: Words;
  readonly sentence: Words;
  readonly vfs: readonly VfBox[];
}

export interface FunctionSection {
  readonly bdf: Bdf;
  readonly name: Words;
  readonly sentence: Words;
  readonly overview: readonly Pair[];
  readonly notes: readonly Words[];
  readonly resources: Table;
  readonly sriov: SriovSection | null;
  /** What its driver hands out by ways of its own. */
  readonly ways: readonly { readonly title: Words; readonly notes: readonly Words[]; readonly table: Table }[];
  /** Header first, then the capabilities in the order of their lists. */
  readonly structures: readonly CapabilityNode[];
  /** Oddities of the capability lists, and why bytes are missing. */
  readonly configNotes: readonly Words[];
  /** Capabilities of which only the name is known. */
  readonly named: Table;
  readonly hex: readonly string[];
}

export interface ReportModel {
  /** The machine's name. */
  readonly title: string;
  /** `SR-IOV Inspector 0.1.0` */
  readonly program: string;
  readonly facts: readonly Pair[];
  readonly notes: readonly Words[];
  readonly families: readonly Family[];
  readonly summary: {
    readonly head: readonly Words[];
    readonly rows: readonly { readonly bdf: Bdf; readonly cells: readonly Words[] }[];
  };
  readonly functions: readonly FunctionSection[];
}

export interface ModelInput {
  /** The whole machine, for the relations … */
  readonly machine: Machine;
  readonly usage: UsageRead;
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
  const usedBy = usedByIndex(machine, { ...input.usage, seen: machine });
  const view = { machine, usedBy };
  const withFields = functions.length <= FIELDS_LIMIT;
  return {
    title: identity.name,
    program: programOf(input),
    facts: machineFacts(input),
    notes: reportNotes(input, withFields),
    families: functions.filter((fn) => fn.sriov !== null && fn.physfn === null).map((pf) => familyOf(view, pf)),
    summary: {
      head: COLUMNS.map((column) => column.title),
      rows: functions.map((fn) => ({ bdf: fn.bdf, cells: COLUMNS.map((column) => column.text(view, fn)) })),
    },
    functions: functions.map((fn) => functionSection(fn, { ...input, usedBy }, withFields)),
  };
}

function programOf({ version }: ModelInput): string {
  return `SR-IOV Inspector ${version}`;
}

function machineFacts(input: ModelInput): Pair[] {
  const { machine, functions, createdAt } = input;
  const { identity, host } = machine.snapshot;
  const [count, all] = [functions.length, machine.functions.length];
  return [
    { label: T.machine, value: identity.name },
    { label: T.connection, value: connectionWords(identity.connection) },
    ...(identity.source === undefined ? [] : [{ label: T.asOf, value: asOfWords(identity.source) }]),
    { label: T.kernel, value: identity.kernel ?? COMMON.unknown },
    { label: "IOMMU", value: listWords(host.iommus) ?? withoutIommus(machine.snapshot) },
    { label: "vfio-pci", value: vfioWords(host) },
    { label: T.functions, value: count === all ? `${all}` : T.someFunctions({ count, all }) },
    { label: T.created, value: timeWords(createdAt) },
    { label: T.createdBy, value: programOf(input) },
  ];
}

const VFIO_STATES = { loaded: T.vfioLoaded, available: T.vfioAvailable, absent: T.vfioAbsent } as const;

function vfioWords({ vfioPci, vfioEnableSriov }: HostFacts): Words {
  const state = vfioPci === null ? COMMON.unknown : VFIO_STATES[vfioPci];
  return vfioEnableSriov === true ? T.vfioWithSriov({ state }) : state;
}

/** When what a file shows was so, as far as anything tells. */
function asOfWords({ at, by }: FileSource): Words {
  if (at === null) return COMMON.unknown;
  const time = timeWords(at);
  return by === "report" ? time : T.fileChanged({ time });
}

/** Without a time zone of its reader, so that the same report is the same everywhere. */
function timeWords(iso: string): Words {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(iso) ?? [];
  return day === undefined ? iso : T.utc({ time: `${day} ${time}` });
}

function reportNotes({ machine, usage, functions, redacted }: ModelInput, withFields: boolean): Words[] {
  const source = textNote(machine.snapshot);
  return [
    ...machineNotes(machine.snapshot),
    ...(source === null ? [] : [source]),
    ...unreadGroups(isNothingRead(usage) ? usage.unread : unreadOfUsers(usage)).map(unreadSentence),
    ...(redacted ? [T.redacted] : []),
    ...(withFields ? [] : [T.withoutFields({ count: functions.length, most: FIELDS_LIMIT })]),
  ];
}

/** `used by guest build-07`; null where nobody is known to use it. */
function usersPhrase(fn: FunctionInfo, usedBy: UsedBy): Words | null {
  return usedBy.users.length === 0 ? null : T.usedBy({ who: usedByText(fn, usedBy) });
}

function familyOf({ machine, usedBy }: MachineView, pf: FunctionInfo): Family {
  const vfs = machine.vfsOf(pf.bdf).map((vf) => {
    const index = machine.vfIndexOf(vf.bdf);
    return {
      label: index === null ? T.vf : phrase(T.vf, String(index)),
      bdf: vf.bdf,
      note: beside(driverText(vf), groupPhrase(vf), usersPhrase(vf, usedBy.of(vf))),
      given: isGivenAway(vf),
    };
  });
  return { pf: pf.bdf, name: functionName(pf), sentence: sriovPhrase(pf) ?? "", vfs };
}

type SectionInput = ModelInput & MachineView;

function functionSection(fn: FunctionInfo, input: SectionInput, withFields: boolean): FunctionSection {
  const { machine } = input;
  const reading = input.configOf(fn);
  const space = reading === null ? null : configSpaceOf(reading);
  const decoded = space === null ? null : decodeSpace(space, kernelViewOf(fn));
  const structures = decoded === null ? [] : [...(decoded.header ? [decoded.header] : []), ...decoded.capabilities];
  const named = namedOnly(fn, decoded?.capabilities ?? []);
  return {
    bdf: fn.bdf,
    name: functionName(fn),
    sentence: ended(describeFunction(machine, fn)),
    overview: overviewOf(input, fn),
    notes: [
      ...(linkOf(machine, fn)?.notes ?? []),
      ...fn.problems.map((problem) => problem.message),
      ...spaceNotes(fn, input),
    ],
    resources: {
      head: [T.range, T.address, T.size, T.type],
      rows: describeResources(fn).map((view) => [
        view.name,
        view.addressText,
        view.sizeText,
        withSource(fn, "resources", view.type),
      ]),
    },
    sriov: sriovSection(input, fn, space),
    ways: [...ownSections(machine, fn), ...networkSections(fn), ...nvmeSections(fn)],
    structures: withFields ? structures : structures.map((node) => ({ ...node, registers: [], derived: [] })),
    configNotes: [
      ...(space === null && fn.fromText !== undefined ? [NO_BYTES] : configNotes(reading)),
      ...(named.length === 0 || space === null ? [] : [NAMES_ONLY]),
      ...(decoded?.diagnostics.map(({ message }) => message) ?? []),
    ],
    named: {
      head: [T.offset, T.capabilityFromText],
      rows: named.map((capability) => [offsetText(capability), capability.name]),
    },
    hex: input.hex && space !== null ? readableLines(space) : [],
  };
}

/** What the bytes tell of the function beyond their fields: that it does not answer, that its VFs have no switch; with why. */
function spaceNotes(fn: FunctionInfo, { machine, configOf }: ModelInput): Words[] {
  const spaceOf = (other: FunctionInfo) => {
    const reading = configOf(other);
    return reading === null ? null : configSpaceOf(reading);
  };
  const space = spaceOf(fn);
  if (space?.readsAllOnes) {
    const { cause, evidence, remedy } = allOnesCause(machine, fn, spaceOf);
    return [sentences(ALL_ONES_WORDS.everyByte, cause, T.evidence({ evidence }), remedy)];
  }
  const missing = missingSwitch(machine, fn, space);
  if (missing === null) return [];
  const { says, evidence, remedy } = missing;
  return [sentences(says, T.evidence({ evidence }), remedy)];
}

/** Why there are no bytes, or which are missing; empty when all were read. */
export function configNotes(reading: ConfigReading | null): Words[] {
  if (reading === null) return [T.notRead];
  switch (reading.state) {
    case "asleep":
      return [T.asleep];
    case "gone":
      return [T.gone];
    case "unreadable":
      return [unreadNote(reading.problem)];
    case "read": {
      const end = reading.known.reduce((last, range) => Math.max(last, range[1]), 0);
      if (reading.size === null || end >= reading.size) return [];
      return [T.partlyRead({ end: String(end), size: String(reading.size) })];
    }
  }
}

/** A reason has its sentence here; what is one already, such as that of a report that was opened, stays as it is. */
function unreadNote(problem: ReadProblem): Words {
  const why = whyUnread(problem);
  return why === problem.message ? why : T.notReadWhy({ why });
}

/** Of a bridge users are told where there are some: it is there for what is behind it. */
function usersWords(fn: FunctionInfo, usedBy: UsedBy): Words | null {
  if (usedBy.users.length === 0 && fn.bridge !== null) return null;
  return usedBy.state === "nobody" ? T.notUsed : usedByText(fn, usedBy);
}

function overviewOf({ machine, usedBy }: MachineView, fn: FunctionInfo): Pair[] {
  const parent = machine.parentOf(fn.bdf);
  const node = numaNodeOf(fn);
  const said = (fact: keyof FunctionFacts, value: Words | null) =>
    value === null || value === "" ? null : withSource(fn, fact, value);
  const addresses = fn.children.flatMap((child) => child.address ?? []);
  const pairs: [Words, Words | null][] = [
    [FACT_WORDS.name, isNamedByText(fn) ? FROM_TEXT_WORDS.marked({ value: functionName(fn) }) : null],
    [FACT_WORDS.class, said("classCode", classWords(fn))],
    [FACT_WORDS.ids, said("vendor", idsText(fn))],
    [FACT_WORDS.subsystem, subsystemWords(fn)],
    [FACT_WORDS.revision, said("revision", fn.revision === null ? null : hexDigits(fn.revision, 2))],
    [FACT_WORDS.driver, said("driver", fn.driver ?? (fn.driverUnknown ? COMMON.unknown : COMMON.none))],
    [COLUMN_WORDS.usedBy, usersWords(fn, usedBy.of(fn))],
    [FACT_WORDS.driverOverride, fn.driverOverride ?? unreadWords(fn, "driver_override")],
    [FACT_WORDS.modules, said("modules", listWords(fn.modules)) ?? unreadWords(fn, "modules")],
    [FACT_WORDS.interfaces, said("children", shownInterfaces(machine, fn))],
    [FACT_WORDS.macAddress, listWords(addresses)],
    [FACT_WORDS.iommuGroup, said("iommuGroup", groupWords(machine, fn)) ?? unreadWords(fn, "iommu_group")],
    [FACT_WORDS.numaNode, node !== null ? said("numaNode", String(node)) : isNumaUnknown(fn) ? COMMON.unknown : null],
    [FACT_WORDS.link, linkWords(machine, fn)],
    [FACT_WORDS.powerState, said("powerState", fn.powerState) ?? (isPowerUnknown(fn) ? COMMON.unknown : null)],
    [FACT_WORDS.slot, said("slot", fn.slot) ?? unreadWords(fn, "slots")],
    [FACT_WORDS.label, said("label", fn.label)],
    [FACT_WORDS.interrupts, vectorWords(fn) ?? unreadWords(fn, "msi_irqs")],
    [FACT_WORDS.resetMethods, listWords(fn.resetMethods ?? []) ?? unreadWords(fn, "reset_method")],
    [FACT_WORDS.bridge, said("parent", parent)],
  ];
  return pairs.flatMap(([label, value]) => (value === null || value === "" ? [] : [{ label, value }]));
}

function listWords(list: readonly string[]): Words | null {
  return list.length === 0 ? null : names(list);
}

/** A line is left out where there is nothing, and stands there where nothing is known. */
function unreadWords(fn: FunctionInfo, attribute: string): Words | null {
  return isUnread(fn, attribute) ? COMMON.unknown : null;
}

function groupWords(machine: Machine, fn: FunctionInfo): Words | null {
  const group = machine.groupOf(fn.bdf);
  if (group === null) return null;
  const others = group.members.length - 1;
  return others > 0 ? T.withOthers({ group: group.name, count: others }) : group.name;
}

function linkWords(machine: Machine, fn: FunctionInfo): Words | null {
  const link = linkOf(machine, fn);
  if (link === null) return isLinkUntold(machine, fn) ? COMMON.unknown : null;
  return link.ofPf === null ? withSource(fn, "link", link.text) : COLUMN_WORDS.linkOfPf({ link: link.text });
}

function vectorWords({ msi }: FunctionInfo): Words | null {
  return msi === null ? null : T.vectors({ count: msi.vectors, kind: msi.kind === "msix" ? "MSI-X" : "MSI" });
}

/** Below its heading "unknown" is enough. */
function classWords(fn: FunctionInfo): Words | null {
  if (fn.registersOnly && fn.classCode === null && fn.names.classLabel === null) return COMMON.unknown;
  return withCode(className(fn), classCodeText(fn));
}

/** A name alone, without ids, can only be out of a text. */
function subsystemWords(fn: FunctionInfo): Words | null {
  const value = withCode(fn.names.subsystem, subsystemIdsText(fn));
  if (value === null) return null;
  const isOfText = fn.subsystemVendor === null && fn.fromText !== undefined;
  return isOfText ? FROM_TEXT_WORDS.marked({ value }) : withSource(fn, "subsystemVendor", value);
}

/** The database calls an unassigned class by its code already. */
function withCode(name: Words | null, code: string | null): Words | null {
  if (name === null || code === null) return name ?? code;
  return phrase(typeof name === "string" ? name.replace(/ \[[0-9a-f]{4}\]$/, "") : name, `[${code}]`);
}

function ownSections(machine: Machine, fn: FunctionInfo): FunctionSection["ways"] {
  const pf = fn.physfn === null ? null : (machine.byBdf.get(fn.physfn) ?? null);
  return ownWaysOf(fn, pf, fn.own ?? null).map(({ title, about, makesVfs, lines }) => ({
    title,
    notes: [about, ...(makesVfs === null ? [] : [T.createsVfs({ command: makesVfs })])],
    table: {
      head: [T.setting, T.value, T.attribute, T.command],
      rows: lines.map(({ label, value, note, source, command }) => [
        label,
        value ?? note ?? COMMON.unknown,
        source,
        command ?? "",
      ]),
    },
  }));
}

function networkSections(fn: FunctionInfo): FunctionSection["ways"] {
  if (fn.vfSettings === undefined || fn.vfSettings.length === 0) return [];
  const { about, head, rows } = vfSettingsView(fn, fn.vfSettings);
  return [{ title: VF_SETTINGS_TITLE, notes: about === null ? [] : [about], table: { head, rows } }];
}

function nvmeSections({ nvmeVfs }: FunctionInfo): FunctionSection["ways"] {
  if (nvmeVfs === undefined) return [];
  const { missing, pools, rows } = nvmeVfsView(nvmeVfs);
  const table: Table = {
    head: [T.vf, T.controller, T.state, T.queues, FACT_WORDS.interrupts],
    rows: rows.map(({ vf, controller, state, queues, interrupts }) => [
      ...[vf, controller].map(String),
      state,
      ...[queues, interrupts].map(String),
    ]),
  };
  return [{ title: NVME_VFS_TITLE, notes: [NVME_VFS_ABOUT, ...(missing === null ? [] : [missing]), ...pools], table }];
}
