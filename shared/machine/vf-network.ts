/** What a PF's network driver keeps for its VFs, and the mode of its switch, in words for the window and for reports. Pure. */
import type { EswitchFacts, FunctionInfo, VfLinkState, VfSettings } from "./facts.ts";
import { representorOf } from "./interfaces.ts";

/** May its driver be asked for what it keeps for VFs: it is a PF with a network interface. */
export function isNetworkPf(fn: FunctionInfo | undefined): boolean {
  return fn !== undefined && fn.sriov !== null && fn.physfn === null && fn.children.some(({ kind }) => kind === "net");
}

export const ESWITCH_LABEL = "Embedded switch";

/** `switchdev, inline mode link, encapsulation basic` */
export function eswitchText({ mode, inlineMode, encap }: EswitchFacts): string {
  const more = [inlineMode === null ? [] : `inline mode ${inlineMode}`, encap === null ? [] : `encapsulation ${encap}`];
  return [mode, ...more.flat()].join(", ");
}

export const VF_SETTINGS_TITLE = "VF settings";

export interface VfSettingsView {
  /** What is to be known of them; null = nothing. */
  readonly about: string | null;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Column {
  readonly title: string;
  readonly text: (vf: VfSettings) => string;
}

const NOT_TOLD = "not told";
const LINKS: Readonly<Record<VfLinkState, string>> = { auto: "auto", enable: "up", disable: "down" };

/** Is a MAC address or GUID all zeros: none was set. */
export function isNoAddress(value: string): boolean {
  return /^[0:]+$/.test(value);
}

function address(value: string | null | undefined): string {
  if (value === null || value === undefined) return NOT_TOLD;
  return isNoAddress(value) ? "none" : value;
}

const onOff = (value: boolean | null) => (value === null ? NOT_TOLD : value ? "on" : "off");

function vlanText({ vlan, vlanProtocol, qos }: VfSettings): string {
  if (vlan === null) return NOT_TOLD;
  const protocol = vlanProtocol === undefined ? "" : ` (${vlanProtocol})`;
  const priority = qos === null || qos === 0 ? "" : `, priority ${qos}`;
  return `${vlan === 0 ? "none" : vlan}${protocol}${priority}`;
}

function rateText({ minRate, maxRate }: VfSettings): string {
  if (minRate === null && maxRate === null) return NOT_TOLD;
  const least = minRate === null || minRate === 0 ? [] : `at least ${minRate}`;
  const most = maxRate === null || maxRate === 0 ? [] : `at most ${maxRate}`;
  const limits = [least, most].flat();
  return limits.length === 0 ? "no limit" : limits.join(", ");
}

const LINK: Column = {
  title: "Link state",
  text: ({ linkState }) => (linkState === null ? NOT_TOLD : LINKS[linkState]),
};
const INFINIBAND: readonly Column[] = [
  { title: "Node GUID", text: ({ nodeGuid }) => address(nodeGuid) },
  { title: "Port GUID", text: ({ portGuid }) => address(portGuid) },
  LINK,
];
const ETHERNET: readonly Column[] = [
  { title: "MAC address", text: ({ mac }) => address(mac) },
  { title: "VLAN", text: vlanText },
  { title: "Trust", text: ({ trust }) => onOff(trust) },
  { title: "Spoof check", text: ({ spoofCheck }) => onOff(spoofCheck) },
  LINK,
  { title: "Rate, Mbit/s", text: rateText },
];

export function vfSettingsView(pf: FunctionInfo, settings: readonly VfSettings[]): VfSettingsView {
  const isInfiniband = settings.some(({ linkType }) => linkType === "infiniband");
  const columns = isInfiniband ? INFINIBAND : ETHERNET;
  const stands = settings.map(({ vf }) => representorOf(pf, vf)?.name ?? null);
  const hasPorts = stands.some((name) => name !== null);
  const down = settings.filter(({ portGuid }) => portGuid !== undefined && address(portGuid) === "none");
  return {
    about: down.length === 0 ? null : "The port of a VF without a port GUID stays down: set node GUID and port GUID.",
    head: ["VF", ...columns.map(({ title }) => title), ...(hasPorts ? ["Representor"] : [])],
    rows: settings.map((each, at) => [
      String(each.vf),
      ...columns.map(({ text }) => text(each)),
      ...(hasPorts ? [stands[at] ?? "none"] : []),
    ]),
  };
}
