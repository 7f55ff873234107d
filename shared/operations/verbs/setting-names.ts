/** What settings of VFs are called in a sentence. */
import type { Message } from "../../words/message.ts";
import { VF_SETTINGS_CHECK_WORDS } from "../../words/texts/vf-settings-check.ts";
import type { VfSettingsRequest } from "../request/request.ts";
import type { VfSetting } from "./vf-settings.ts";

/** By their names in a request. */
export const SETTING_NAMES: { readonly [K in keyof Required<VfSettingsRequest>]: Message } = {
  mac: VF_SETTINGS_CHECK_WORDS.mac,
  vlan: VF_SETTINGS_CHECK_WORDS.vlan,
  qos: VF_SETTINGS_CHECK_WORDS.priority,
  trust: VF_SETTINGS_CHECK_WORDS.trust,
  spoofCheck: VF_SETTINGS_CHECK_WORDS.spoofCheck,
  nodeGuid: VF_SETTINGS_CHECK_WORDS.nodeGuid,
  portGuid: VF_SETTINGS_CHECK_WORDS.portGuid,
  minRate: VF_SETTINGS_CHECK_WORDS.rate,
  maxRate: VF_SETTINGS_CHECK_WORDS.rate,
  linkState: VF_SETTINGS_CHECK_WORDS.linkState,
  msix: VF_SETTINGS_CHECK_WORDS.vectors,
};

/** The same with halves of what is written at once told apart. */
export const PART_NAMES: typeof SETTING_NAMES = {
  ...SETTING_NAMES,
  minRate: VF_SETTINGS_CHECK_WORDS.minRate,
  maxRate: VF_SETTINGS_CHECK_WORDS.maxRate,
};

/** By what is written at once. */
export function kindName(set: VfSetting["set"]): Message {
  return SETTING_NAMES[set === "rate" ? "maxRate" : set];
}
