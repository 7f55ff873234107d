/** What is typed into the form of VF settings, as a request. Pure. */

import type { VfLinkState, VfSettings } from "../../../shared/machine/facts.ts";
import type { VfSettingsRequest } from "../../../shared/operations/request/request.ts";
import { guidOf, macOf, NO_GUID, NO_MAC, settingsFaults } from "../../../shared/operations/verbs/vf-settings.ts";

type Choice = "keep" | "on" | "off";

/** Text as it was typed; empty = leave it as it is. */
export interface SettingsForm {
  readonly mac: string;
  readonly vlan: string;
  readonly qos: string;
  readonly spoofCheck: Choice;
  readonly trust: Choice;
  readonly linkState: VfLinkState | "keep";
  readonly minRate: string;
  readonly maxRate: string;
  readonly msix: string;
  readonly nodeGuid: string;
  readonly portGuid: string;
}

export const EMPTY_FORM: SettingsForm = {
  mac: "",
  vlan: "",
  qos: "",
  spoofCheck: "keep",
  trust: "keep",
  linkState: "keep",
  minRate: "",
  maxRate: "",
  msix: "",
  nodeGuid: "",
  portGuid: "",
};

export type TextName = "nodeGuid" | "portGuid" | "mac" | "vlan" | "qos" | "minRate" | "maxRate" | "msix";

interface FormReading {
  readonly request: VfSettingsRequest;
  /** Sentences; empty = it can be planned, if there is anything in it. */
  readonly faults: readonly string[];
}

function numberOf(text: string, name: string, faults: string[]): number | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (/^\d{1,10}$/.test(trimmed)) return Number(trimmed);
  faults.push(`${name}: ${trimmed} is not a whole number.`);
  return undefined;
}

/** What is no GUID is asked for as it was typed, and refused in words. */
function guidIn(text: string): string | undefined {
  return text.trim() === "" ? undefined : (guidOf(text) ?? text.trim());
}

function chosen(choice: Choice): boolean | undefined {
  return choice === "keep" ? undefined : choice === "on";
}

/** @param count of VFs that it is for */
export function readForm(form: SettingsForm, count: number): FormReading {
  const faults: string[] = [];
  const mac = form.mac.trim() === "" ? undefined : (macOf(form.mac) ?? form.mac.trim());
  const all = {
    mac,
    vlan: numberOf(form.vlan, "VLAN", faults),
    qos: numberOf(form.qos, "Priority", faults),
    spoofCheck: chosen(form.spoofCheck),
    trust: chosen(form.trust),
    linkState: form.linkState === "keep" ? undefined : form.linkState,
    minRate: numberOf(form.minRate, "Lowest rate", faults),
    maxRate: numberOf(form.maxRate, "Highest rate", faults),
    msix: numberOf(form.msix, "MSI-X vectors", faults),
    nodeGuid: guidIn(form.nodeGuid),
    portGuid: guidIn(form.portGuid),
  };
  const request: VfSettingsRequest = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return { request, faults: [...faults, ...settingsFaults(request, count)] };
}

/** What the VFs have now, for the hint of a field; null when it is not known. */
export function nowText(now: readonly VfSettings[], read: (vf: VfSettings) => string | null): string | null {
  const values = new Set(now.map(read));
  if (values.size === 0 || values.has(null)) return null;
  const [only] = values;
  return values.size === 1 ? `Now: ${only}` : "Now: not the same on all";
}

/** @param guid undefined = not told */
export function guidText(guid: string | undefined): string | null {
  return guid === undefined ? null : guid === NO_GUID ? "none set: the port stays down" : guid;
}

export function macText(vf: VfSettings): string | null {
  return vf.mac === NO_MAC ? "none set" : vf.mac;
}
