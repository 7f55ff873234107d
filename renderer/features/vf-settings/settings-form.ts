/** What is typed into the form of VF settings, as a request. Pure. */

import type { VfLinkState, VfSettings } from "../../../shared/machine/facts.ts";
import type { VfSettingsRequest } from "../../../shared/operations/request/request.ts";
import { guidOf, macOf, NO_GUID, NO_MAC, settingsFaults } from "../../../shared/operations/verbs/vf-settings.ts";
import type { Words } from "../../../shared/words/message.ts";
import { VF_NETWORK_WORDS } from "../../../shared/words/texts/vf-network.ts";
import { VF_SETTINGS_CHECK_WORDS } from "../../../shared/words/texts/vf-settings-check.ts";
import { VF_SETTINGS_WORDS } from "../../words/vf-settings.ts";

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
  readonly faults: readonly Words[];
}

function numberOf(text: string, name: Words, faults: Words[]): number | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (/^\d{1,10}$/.test(trimmed)) return Number(trimmed);
  faults.push(VF_SETTINGS_WORDS.notWhole({ name, text: trimmed }));
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
  const faults: Words[] = [];
  const mac = form.mac.trim() === "" ? undefined : (macOf(form.mac) ?? form.mac.trim());
  const all = {
    mac,
    vlan: numberOf(form.vlan, VF_NETWORK_WORDS.vlan, faults),
    qos: numberOf(form.qos, VF_SETTINGS_CHECK_WORDS.priority, faults),
    spoofCheck: chosen(form.spoofCheck),
    trust: chosen(form.trust),
    linkState: form.linkState === "keep" ? undefined : form.linkState,
    minRate: numberOf(form.minRate, VF_SETTINGS_WORDS.faultMinRate, faults),
    maxRate: numberOf(form.maxRate, VF_SETTINGS_WORDS.faultMaxRate, faults),
    msix: numberOf(form.msix, VF_SETTINGS_WORDS.msix, faults),
    nodeGuid: guidIn(form.nodeGuid),
    portGuid: guidIn(form.portGuid),
  };
  const request: VfSettingsRequest = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return { request, faults: [...faults, ...settingsFaults(request, count)] };
}

/** What the VFs have now, for the hint of a field; null when it is unknown. */
export function nowWords(now: readonly VfSettings[], read: (vf: VfSettings) => Words | null): Words | null {
  const values = new Map(now.map(read).map((value) => [JSON.stringify(value), value]));
  const [value = null] = values.values();
  if (value === null || values.has("null")) return null;
  return values.size === 1 ? VF_SETTINGS_WORDS.now({ value }) : VF_SETTINGS_WORDS.nowDiffers;
}

/** @param guid undefined = unknown */
export function guidWords(guid: string | undefined): Words | null {
  return guid === undefined ? null : guid === NO_GUID ? VF_SETTINGS_WORDS.guidNotSet : guid;
}

export function macWords(vf: VfSettings): Words | null {
  return vf.mac === NO_MAC ? VF_SETTINGS_WORDS.notSet : vf.mac;
}
