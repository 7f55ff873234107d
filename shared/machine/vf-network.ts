/** What a PF's network driver keeps for its VFs, and the mode of its switch, in words for the window and for reports. Pure. */

import { names } from "../words/joined.ts";
import type { Message, Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { FACT_WORDS } from "../words/texts/facts.ts";
import { VF_NETWORK_WORDS as T } from "../words/texts/vf-network.ts";
import type { EswitchFacts, FunctionInfo, VfLinkState, VfSettings } from "./facts.ts";
import { representorOf } from "./interfaces.ts";

/** May its driver be asked for what it keeps for VFs: it is a PF with a network interface. */
export function isNetworkPf(fn: FunctionInfo | undefined): boolean {
  return fn !== undefined && fn.sriov !== null && fn.physfn === null && fn.children.some(({ kind }) => kind === "net");
}

export const ESWITCH_LABEL = T.eswitch;

/** `switchdev, inline mode link, encapsulation basic` */
export function eswitchText({ mode, inlineMode, encap }: EswitchFacts): Message {
  const more = [
    inlineMode === null ? [] : T.inlineMode({ mode: inlineMode }),
    encap === null ? [] : T.encap({ encap }),
  ];
  return names([mode, ...more.flat()]);
}

export const VF_SETTINGS_TITLE = T.title;

export interface VfSettingsView {
  /** What is to be known of them; null = nothing. */
  readonly about: Message | null;
  readonly head: readonly Words[];
  /** Each begins with the VF's number. */
  readonly rows: readonly (readonly Words[])[];
}

interface Column {
  readonly title: Words;
  readonly text: (vf: VfSettings) => Words;
}

const LINKS: Readonly<Record<VfLinkState, Message>> = { auto: T.auto, enable: T.up, disable: T.down };

/** Is a MAC address or GUID all zeros: none was set. */
export function isNoAddress(value: string): boolean {
  return /^[0:]+$/.test(value);
}

function address(value: string | null | undefined): Words {
  if (value === null || value === undefined) return COMMON.unknown;
  return isNoAddress(value) ? COMMON.none : value;
}

const onOff = (value: boolean | null) => (value === null ? COMMON.unknown : value ? T.on : T.off);

function vlanText({ vlan, vlanProtocol, qos }: VfSettings): Words {
  if (vlan === null) return COMMON.unknown;
  const id = vlan === 0 ? COMMON.none : String(vlan);
  const whole = vlanProtocol === undefined ? id : T.vlanWithProtocol({ vlan: id, protocol: vlanProtocol });
  return qos === null || qos === 0 ? whole : T.vlanWithPriority({ vlan: whole, qos });
}

/** What a driver keeps of one setting, as a cell shows it. */
export const VF_SETTING_TEXT = {
  mac: ({ mac }) => address(mac),
  nodeGuid: ({ nodeGuid }) => address(nodeGuid),
  portGuid: ({ portGuid }) => address(portGuid),
  vlan: vlanText,
  trust: ({ trust }) => onOff(trust),
  spoofCheck: ({ spoofCheck }) => onOff(spoofCheck),
  linkState: ({ linkState }) => (linkState === null ? COMMON.unknown : LINKS[linkState]),
  minRate: ({ minRate }) => (minRate === null ? COMMON.unknown : minRate === 0 ? COMMON.none : String(minRate)),
  maxRate: ({ maxRate }) => (maxRate === null ? COMMON.unknown : maxRate === 0 ? T.noLimit : String(maxRate)),
} as const satisfies Readonly<Record<string, (vf: VfSettings) => Words>>;

function rateText({ minRate, maxRate }: VfSettings): Words {
  if (minRate === null && maxRate === null) return COMMON.unknown;
  const least = minRate === null || minRate === 0 ? [] : T.minRate({ rate: minRate });
  const most = maxRate === null || maxRate === 0 ? [] : T.maxRate({ rate: maxRate });
  const limits = [least, most].flat();
  return limits.length === 0 ? T.noLimit : names(limits);
}

const LINK: Column = { title: T.linkState, text: VF_SETTING_TEXT.linkState };
const INFINIBAND: readonly Column[] = [
  { title: T.nodeGuid, text: VF_SETTING_TEXT.nodeGuid },
  { title: T.portGuid, text: VF_SETTING_TEXT.portGuid },
  LINK,
];
const ETHERNET: readonly Column[] = [
  { title: FACT_WORDS.macAddress, text: VF_SETTING_TEXT.mac },
  { title: T.vlan, text: vlanText },
  { title: T.trust, text: VF_SETTING_TEXT.trust },
  { title: T.spoofCheck, text: VF_SETTING_TEXT.spoofCheck },
  LINK,
  { title: T.rate, text: rateText },
];

export function vfSettingsView(pf: FunctionInfo, settings: readonly VfSettings[]): VfSettingsView {
  const isInfiniband = settings.some(({ linkType }) => linkType === "infiniband");
  const columns = isInfiniband ? INFINIBAND : ETHERNET;
  const stands = settings.map(({ vf }) => representorOf(pf, vf)?.name ?? null);
  const hasPorts = stands.some((name) => name !== null);
  const down = settings.filter(({ portGuid }) => portGuid !== undefined && isNoAddress(portGuid ?? ""));
  return {
    about: down.length === 0 ? null : T.noPortGuid,
    head: ["VF", ...columns.map(({ title }) => title), ...(hasPorts ? ["Representor"] : [])],
    rows: settings.map((each, at) => [
      String(each.vf),
      ...columns.map(({ text }) => text(each)),
      ...(hasPorts ? [stands[at] ?? COMMON.none] : []),
    ]),
  };
}
