/** What a function's header tells, fact by fact, in the order in which they decide. Pure. */
import { withBehind } from "../../../shared/machine/behind.ts";
import type { FunctionInfo, VfSettings } from "../../../shared/machine/facts.ts";
import { isFile } from "../../../shared/machine/file-name.ts";
import { isRepresentor, mayHaveNetwork } from "../../../shared/machine/interfaces.ts";
import { areChildrenUnknown, isGroupUnknown } from "../../../shared/machine/known.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { driverText, givenText, isGivenAway, lacksDriver, roleOf } from "../../../shared/machine/role.ts";
import type { UsedByIndex } from "../../../shared/machine/used-by.ts";
import { isNoAddress } from "../../../shared/machine/vf-network.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { ConfigSpace } from "../../../shared/pci/config-space.ts";
import { clauses, names, phrase, sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../shared/words/texts/facts.ts";
import { COLUMN_WORDS } from "../../../shared/words/texts/table-columns.ts";
import { USAGE_SHORT_WORDS } from "../../../shared/words/texts/usage-short.ts";
import { VF_NETWORK_WORDS } from "../../../shared/words/texts/vf-network.ts";
import { VF_SETTING_WORDS } from "../../../shared/words/texts/vf-setting-values.ts";
import type { DetailTab } from "../../stores/view.ts";
import { HEADER_WORDS as T } from "../../words/header.ts";
import { MANY_WORDS } from "../../words/many.ts";
import { OVERVIEW_WORDS } from "../../words/overview.ts";
import { VIEW_WORDS } from "../../words/view.ts";
import { linkVerdict } from "./link/verdict.ts";

export type HeaderTone = "plain" | "quiet" | "untold" | "unknown" | "given" | "warn" | "danger";

export interface HeaderFact {
  readonly id: string;
  /** What the fact is about, for who does not see where it stands. */
  readonly label: Words;
  readonly text: Words;
  readonly tone: HeaderTone;
  readonly mark?: "used" | "protected";
  /** The tab that has the evidence. */
  readonly tab: DetailTab;
  /** Of another function. */
  readonly of?: Bdf;
  /** What can be copied of it, the first by Ctrl+C. */
  readonly copies: readonly Words[];
  readonly tip: Words;
}

/** What the PF of a VF keeps for it, as far as it is known by now. */
export type Kept =
  | { readonly pf: Bdf; readonly state: "reading" }
  | { readonly pf: Bdf; readonly state: "unknown"; readonly why: Words }
  | { readonly pf: Bdf; readonly state: "known"; readonly settings: VfSettings };

export interface HeaderInput {
  readonly machine: Machine;
  readonly fn: FunctionInfo;
  readonly usedBy: UsedByIndex;
  /** Why it is not known who uses a function, where it is not. */
  readonly whyUseUnknown: Words;
  /** null = it is no VF of a network card. */
  readonly kept: Kept | null;
  /** Its registers; null = not read. */
  readonly space: ConfigSpace | null;
  /** What its registers say of whether it is there at all. */
  readonly presence: "there" | "gone" | "silent";
}

/** A fact that the file does not have, for no reason of this function. */
interface Untold {
  readonly untold: Words;
}

type Found = HeaderFact | Untold | null;

/** Does what was opened tell of registers, or of what somebody printed, and of nothing else? */
function isDump({ machine, fn }: HeaderInput): boolean {
  return isFile(machine.snapshot) && fn.registersOnly === true;
}

type Given = Omit<HeaderFact, "copies" | "tone"> & Partial<Pick<HeaderFact, "copies" | "tone">>;

function fact(given: Given): HeaderFact {
  return { tone: "plain", copies: [given.text], ...given };
}

/** Is its own interface, which is up, all that is known to use it? */
function isInterfaceUser({ fn, usedBy }: Pick<HeaderInput, "fn" | "usedBy">): boolean {
  const { users: all } = usedBy.of(fn);
  const [only] = all;
  const [first] = shownChildren(fn);
  if (only === undefined || all.length > 1 || first === undefined || only.isProtected || only.isMaybe) return false;
  return JSON.stringify(only.text) === JSON.stringify(USAGE_SHORT_WORDS.up({ name: first.name }));
}

/** Interfaces and disks, without the ports of VFs on the card's switch. */
function shownChildren({ children }: FunctionInfo): FunctionInfo["children"] {
  return children.filter((child) =>
    child.kind === "net" ? !isRepresentor(child) : child.kind === "block" || child.kind === "nvme",
  );
}

/** As many users are named in the header. */
const FEW_USERS = 2;

function users({ machine, fn, usedBy, whyUseUnknown }: HeaderInput): Found {
  const { users: all, state } = usedBy.of(fn);
  const base = { id: "used-by", label: MANY_WORDS.usedBy, tab: "overview" } as const;
  // Its chip says it with the address.
  if (isInterfaceUser({ fn, usedBy })) return null;
  if (all.length > 0) {
    const more = all.length - FEW_USERS;
    const named = names(all.slice(0, FEW_USERS).map(({ text }) => text));
    return fact({
      ...base,
      text: more > 0 ? phrase(named, T.andMore({ count: more })) : named,
      mark: all.some(({ isProtected }) => isProtected) ? "protected" : "used",
      tone: state === "unknown" ? "unknown" : "plain",
      copies: [names(all.map(({ text }) => text))],
      tip: clauses(...all.map(({ clause }) => clause)),
    });
  }
  if (roleOf(fn) === "bridge") return null;
  if (state === "nobody") {
    const text = fn.physfn === null ? T.notUsed : COLUMN_WORDS.free;
    return fact({ ...base, text, tone: "quiet", tip: T.notUsedHelp });
  }
  // Who uses what is in no file.
  return isFile(machine.snapshot)
    ? { untold: T.users }
    : fact({ ...base, text: T.useUnknown, tone: "unknown", tip: whyUseUnknown });
}

interface Counted {
  readonly used: number;
  readonly free: number;
  readonly unknown: number;
}

function countBehind({ machine, fn, usedBy }: HeaderInput): Counted {
  const counts = { used: 0, free: 0, unknown: 0 };
  for (const bdf of withBehind(machine, fn.bdf)) {
    const each = machine.byBdf.get(bdf);
    if (bdf === fn.bdf || each === undefined) continue;
    const { state } = usedBy.of(each);
    // A bridge is used by what is behind it, which counts itself.
    if (state !== "used" && roleOf(each) === "bridge") continue;
    counts[state === "nobody" ? "free" : state]++;
  }
  return counts;
}

function behind(input: HeaderInput): Found {
  if (roleOf(input.fn) !== "bridge") return null;
  const { used, free, unknown } = countBehind(input);
  const count = used + free + unknown;
  if (count === 0) return null;
  if (used === 0 && unknown > 0 && isFile(input.machine.snapshot)) return { untold: T.users };
  const ofBridge = used > 0 ? T.behindUsed({ used }) : unknown > 0 ? T.behindUnknown : T.behindFree;
  return fact({
    id: "behind",
    label: T.behind,
    text: ofBridge,
    ...(used > 0 ? { mark: "used" as const } : { tone: unknown > 0 ? ("unknown" as const) : ("quiet" as const) }),
    tab: "overview",
    tip: T.behindHelp({ count, used, free, unknown }),
  });
}

function driver(input: HeaderInput): Found {
  const { fn } = input;
  // Nothing is missing where the kernel needs no driver.
  if (fn.driver === null && !fn.driverUnknown && !lacksDriver(fn)) return null;
  if (fn.driver === null && fn.driverUnknown && isDump(input)) return { untold: T.driver };
  return fact({
    id: "driver",
    label: FACT_WORDS.driver,
    text: driverText(fn),
    tone: fn.driverUnknown ? "unknown" : isGivenAway(fn) ? "given" : fn.driver === null ? "quiet" : "plain",
    tab: "overview",
    tip: fn.driverUnknown ? T.notRead : (givenText(fn) ?? OVERVIEW_WORDS.driverHelp),
  });
}

function interfaces(input: HeaderInput): Found {
  const { fn } = input;
  const base = { id: "interface", label: FACT_WORDS.interfaces, tab: "overview" } as const;
  const shown = shownChildren(fn);
  const [first, ...others] = shown;
  if (first === undefined) {
    const isUnknown = areChildrenUnknown(fn) && roleOf(fn) !== "bridge" && mayHaveNetwork(fn);
    if (!isUnknown) return null;
    if (isDump(input)) return { untold: T.interfaces };
    return fact({ ...base, text: T.interfaceUnknown, tone: "unknown", tip: T.interfaceUnknownHelp });
  }
  const told = [first.name, first.state ?? [], first.address ?? []].flat();
  const more = others.length > 0 ? T.andMore({ count: others.length }) : null;
  return fact({
    ...base,
    ...(isInterfaceUser(input) ? { mark: "used" as const } : {}),
    text: phrase(...told.flatMap((each, at) => (at === 0 ? [each] : ["·", each])), more),
    copies: [first.name, first.address ?? []].flat(),
    tip: others.length > 0 ? names(shown.map(({ name }) => name)) : T.interfaceHelp,
  });
}

/** By name: what is set, null where the driver does not say, and "" where nothing is. */
function settingTexts(settings: VfSettings): readonly (readonly [Words, Words | null])[] {
  const { portGuid, mac, vlan, trust } = settings;
  const address = (value: string | null): string | null => (value !== null && isNoAddress(value) ? "" : value);
  if (settings.linkType === "infiniband") return [[VF_NETWORK_WORDS.portGuid, address(portGuid ?? null)]];
  return [
    [FACT_WORDS.macAddress, address(mac)],
    [VF_NETWORK_WORDS.vlan, vlan === null ? null : vlan === 0 ? "" : VF_SETTING_WORDS.vlan({ id: String(vlan) })],
    [VF_NETWORK_WORDS.trust, trust === null ? null : trust ? T.trusted : ""],
  ];
}

function settings({ machine, kept }: HeaderInput): Found {
  if (kept === null) return null;
  const { pf } = kept;
  const base = { id: "kept", label: T.kept, tab: "sriov", of: pf } as const;
  if (kept.state === "reading") return fact({ ...base, text: T.keptReading, tone: "unknown", tip: T.keptReading });
  // A file is read once: what it has no settings for, nothing can tell.
  if (kept.state === "unknown" && isFile(machine.snapshot)) return { untold: T.settings };
  if (kept.state === "unknown") return fact({ ...base, text: T.keptUnknown, tone: "unknown", tip: kept.why });
  const all = settingTexts(kept.settings);
  const known = all.flatMap(([, text]) => text ?? []);
  if (known.length === 0) {
    return fact({ ...base, text: T.keptUnknown, tone: "unknown", tip: T.keptUntold({ pf }) });
  }
  const unknown = all.filter(([, text]) => text === null).map(([name]) => name);
  const partly = unknown.length === 0 ? null : T.keptPartly({ what: names(unknown) });
  const set = known.filter((text) => text !== "");
  // What a VF has without its PF stands with its interface: that nothing is set takes nothing from it.
  if (set.length === 0) {
    return fact({ ...base, text: T.keptNothing, tone: "quiet", tip: sentences(T.keptNothingHelp({ pf }), partly) });
  }
  return fact({
    ...base,
    text: T.keptSet({ what: phrase(...set.flatMap((each, at) => (at === 0 ? [each] : ["·", each]))) }),
    copies: set,
    tip: sentences(T.keptHelp({ pf }), partly),
  });
}

function link({ machine, fn, space }: HeaderInput): HeaderFact | null {
  const verdict = linkVerdict(machine, fn, space);
  if (verdict === null) return null;
  const { text, tip, state } = verdict;
  const tone = state === "fine" ? "plain" : state === "degraded" ? "warn" : "unknown";
  return fact({ id: "link", label: FACT_WORDS.link, text, tip, tone, tab: "link" });
}

function group(input: HeaderInput): Found {
  const { machine, fn } = input;
  const base = { id: "group", label: FACT_WORDS.iommuGroup, tab: "iommu" } as const;
  const name = fn.iommuGroup;
  if (name === null) {
    if (isGroupUnknown(fn) && isDump(input)) return { untold: FACT_WORDS.iommuGroup };
    return isGroupUnknown(fn)
      ? fact({ ...base, text: T.groupUnknown, tone: "unknown", tip: T.notRead })
      : fact({ ...base, text: T.noGroup, tone: "quiet", tip: T.noGroupHelp });
  }
  const others = (machine.groupOf(fn.bdf)?.members.length ?? 1) - 1;
  // Who else is in the group may still be to come.
  const isWhole = machine.snapshot.partOf === undefined;
  const text = others > 0 ? T.groupShared({ name, others }) : isWhole ? T.groupAlone({ name }) : T.group({ name });
  return fact({ ...base, text, copies: [name], tip: OVERVIEW_WORDS.groupHelp });
}

/** Who has the VFs; null = there are none, or a file tells no users at all, which is said once. */
function vfUsers({ machine, fn, usedBy }: HeaderInput): Words | null {
  const { used, free, unknown } = usedBy.vfsOf(fn);
  if (used > 0) return T.vfsUsed({ used });
  const own = usedBy.of(fn);
  if (unknown > 0 && isFile(machine.snapshot) && own.state === "unknown" && own.users.length === 0) return null;
  return unknown > 0 ? T.vfsUnknown({ unknown }) : free > 0 ? T.vfsFree : null;
}

/** How many there are, and who has them. */
function vfs(input: HeaderInput): HeaderFact | null {
  const { fn, usedBy } = input;
  if (fn.sriov === null) return null;
  const { numVfs: on, totalVfs: total } = fn.sriov;
  const text = total === null ? T.vfsOfUnknown({ on }) : T.vfs({ on, total });
  const whose = on === 0 ? null : vfUsers(input);
  const { used, free, unknown } = usedBy.vfsOf(fn);
  const count = used + free + unknown;
  return fact({
    id: "vfs",
    label: VIEW_WORDS.sriov,
    text: whose === null ? text : names([text, whose]),
    tone: total === null ? "unknown" : "plain",
    ...(used > 0 ? { mark: "used" as const } : {}),
    tab: "sriov",
    tip: sentences(T.vfsHelp, count === 0 ? null : T.behindHelp({ count, used, free, unknown })),
  });
}

function power({ fn }: HeaderInput): HeaderFact | null {
  const base = { id: "power", label: FACT_WORDS.powerState, tab: "link" } as const;
  if (fn.powerState === "error")
    return fact({ ...base, text: T.powerError, tone: "danger", tip: OVERVIEW_WORDS.powerHelp });
  if (fn.powerState !== "D3cold") return null;
  return fact({ ...base, text: fn.powerState, tone: "warn", tip: OVERVIEW_WORDS.powerD3cold });
}

function leftUnread({ fn }: HeaderInput): HeaderFact | null {
  if (!fn.leftUnread) return null;
  const { leftUnread: text, leftUnreadTitle: tip, state: label } = OVERVIEW_WORDS;
  return fact({ id: "left-unread", label, text, tip, tone: "unknown", tab: "overview" });
}

function presence(input: HeaderInput): HeaderFact | null {
  const base = { id: "presence", label: OVERVIEW_WORDS.state, tone: "danger", tab: "overview" } as const;
  if (input.presence === "gone") return fact({ ...base, text: T.gone, tip: T.goneHelp });
  return input.presence === "silent" ? fact({ ...base, text: T.silent, tip: T.silentHelp }) : null;
}

const FACTS = [users, behind, vfs, driver, interfaces, settings, link, group, power, leftUnread, presence];

/** What the file does not tell, once. */
function notInFile({ machine }: HeaderInput, untold: readonly Words[]): HeaderFact {
  const isPasted = machine.snapshot.identity.source?.kind === "pasted";
  const what = names(untold);
  return fact({
    id: "untold",
    label: COMMON.unknown,
    text: isPasted ? T.notInText({ what }) : T.notInFile({ what }),
    tone: "untold",
    tab: "overview",
    tip: T.notInFileHelp,
  });
}

/** In the order in which they decide; what does not apply is left out, what is not known says so. */
export function headerFacts(input: HeaderInput): HeaderFact[] {
  const facts: HeaderFact[] = [];
  const untold = new Set<Words>();
  for (const each of FACTS) {
    const found = each(input);
    if (found === null) continue;
    if ("untold" in found) untold.add(found.untold);
    else facts.push(found);
  }
  return untold.size === 0 ? facts : [...facts, notInFile(input, [...untold])];
}
