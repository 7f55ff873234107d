/**
 * Settings of a VF that its PF's network driver keeps (rtnetlink IFLA_VF_*, `ip link set PF vf N …`), and how many
 * MSI-X vectors it has. All of it is lost when the VFs are removed.
 */

import type { VfLinkState, VfSettings } from "../../machine/facts.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import type { VfSettingsRequest } from "../request/request.ts";

/** One change that the kernel takes at once. */
export type VfSetting =
  | { readonly set: "mac"; readonly mac: string }
  | { readonly set: "vlan"; readonly vlan: number; readonly qos: number }
  | { readonly set: "spoofCheck"; readonly on: boolean }
  | { readonly set: "trust"; readonly on: boolean }
  | { readonly set: "linkState"; readonly state: VfLinkState }
  | { readonly set: "rate"; readonly min: number; readonly max: number };

export const NO_MAC = "00:00:00:00:00:00";
const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;
/** 12 bits, without the reserved 4095 (IEEE 802.1Q). */
const MOST_VLAN = 4094;
const MOST_QOS = 7;
/** MSI-X Table Size is 11 bits and counts from 0 (PCIe 6.2 §7.7.2.2). */
const MOST_MSIX = 2048;
const MOST_RATE = 0xffffffff;

/** Lower case, with colons; null when it is no MAC address. */
export function macOf(text: string): string | null {
  const mac = text.trim().toLowerCase().replaceAll("-", ":");
  return MAC.test(mac) ? mac : null;
}

/** May a VF have it: a single station's address (IEEE 802: bit 0 of the first byte is 0), and not all zeros. */
export function isUnicast(mac: string): boolean {
  return MAC.test(mac) && mac !== NO_MAC && (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0;
}

/** The address `by` further on, or null when it leaves the vendor's range (the lower three bytes). */
export function macAfter(mac: string, by: number): string | null {
  const low = Number.parseInt(mac.slice(9).replaceAll(":", ""), 16) + by;
  if (low > 0xffffff) return null;
  const digits = hexDigits(low, 6);
  return `${mac.slice(0, 9)}${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}

/** What is wrong with it, one sentence each; empty = it can be asked for. */
export function settingsFaults(request: VfSettingsRequest, count: number): string[] {
  const faults: string[] = [];
  const { mac, vlan, qos, minRate, maxRate, msix } = request;
  if (mac !== undefined) {
    if (!MAC.test(mac)) faults.push(`${mac} is not a MAC address.`);
    else if (!isUnicast(mac)) faults.push(`${mac} is not the address of a single station.`);
    else if (macAfter(mac, count - 1) === null) faults.push(`${mac} leaves no room to count up for ${count} VFs.`);
  }
  if (vlan !== undefined && !isWhole(vlan, MOST_VLAN)) faults.push(`A VLAN is a number from 0 to ${MOST_VLAN}.`);
  if (qos !== undefined && !isWhole(qos, MOST_QOS)) faults.push(`A priority is a number from 0 to ${MOST_QOS}.`);
  if (qos !== undefined && qos > 0 && vlan === 0) faults.push("A priority needs a VLAN.");
  for (const rate of [minRate, maxRate]) {
    if (rate !== undefined && !isWhole(rate, MOST_RATE)) faults.push("A rate is a whole number of Mbit/s.");
  }
  if (minRate !== undefined && maxRate !== undefined && maxRate > 0 && minRate > maxRate) {
    faults.push("The lowest rate is above the highest.");
  }
  if (msix !== undefined && !isWhole(msix, MOST_MSIX))
    faults.push(`MSI-X vectors are a number from 0 to ${MOST_MSIX}.`);
  return faults;
}

/** Is the change sound by itself: asked once more where it is carried out. */
export function isSoundSetting(setting: VfSetting): boolean {
  switch (setting.set) {
    case "mac":
      // All zeros takes an administrative address away, which is how a setting is taken back.
      return setting.mac === NO_MAC || isUnicast(setting.mac);
    case "vlan":
      return isWhole(setting.vlan, MOST_VLAN) && isWhole(setting.qos, MOST_QOS);
    case "spoofCheck":
    case "trust":
      return typeof setting.on === "boolean";
    case "linkState":
      return ["auto", "enable", "disable"].includes(setting.state);
    case "rate":
      return isWhole(setting.min, MOST_RATE) && isWhole(setting.max, MOST_RATE);
  }
}

/**
 * Can it cut what goes through the VF, for good or for a moment: drivers reset a VF that gets another address, VLAN or
 * trust (ice_sriov.c, i40e_virtchnl_pf.c), and drop what a check or the lack of trust does not let through.
 */
export function mayCut(setting: VfSetting): boolean {
  switch (setting.set) {
    case "mac":
    case "vlan":
    case "trust":
      return true;
    case "spoofCheck":
      return setting.on;
    case "linkState":
      return setting.state !== "enable";
    case "rate":
      return false;
  }
}

/** The words of `ip link set dev PF vf N`. */
export function settingWords(setting: VfSetting): string[] {
  switch (setting.set) {
    case "mac":
      return ["mac", setting.mac];
    case "vlan":
      return ["vlan", String(setting.vlan), "qos", String(setting.qos)];
    case "spoofCheck":
      return ["spoofchk", setting.on ? "on" : "off"];
    case "trust":
      return ["trust", setting.on ? "on" : "off"];
    case "linkState":
      return ["state", setting.state];
    case "rate":
      return ["min_tx_rate", String(setting.min), "max_tx_rate", String(setting.max)];
  }
}

/** `VLAN 100`, for labels and sentences. */
export function settingText(setting: VfSetting): string {
  switch (setting.set) {
    case "mac":
      return setting.mac === NO_MAC ? "no MAC address" : `MAC address ${setting.mac}`;
    case "vlan":
      if (setting.vlan === 0) return "no VLAN";
      return `VLAN ${setting.vlan}${setting.qos === 0 ? "" : ` with priority ${setting.qos}`}`;
    case "spoofCheck":
      return `spoof check ${setting.on ? "on" : "off"}`;
    case "trust":
      return `trust ${setting.on ? "on" : "off"}`;
    case "linkState":
      return `link state ${setting.state}`;
    case "rate":
      return `rate ${setting.min} to ${setting.max === 0 ? "no limit" : setting.max} Mbit/s`;
  }
}

const known = new WeakMap<readonly VfSettings[], ReadonlyMap<number, VfSettings>>();

/** The settings of one VF among those of its PF; undefined = they are not told. */
export function settingsAt(settings: readonly VfSettings[] | null | undefined, vf: number): VfSettings | undefined {
  if (!settings) return undefined;
  let byVf = known.get(settings);
  if (byVf === undefined) {
    byVf = new Map(settings.toReversed().map((each) => [each.vf, each]));
    known.set(settings, byVf);
  }
  return byVf.get(vf);
}

/** The same setting as the VF has it now; null where the driver does not say. */
export function settingNow(now: VfSettings, set: VfSetting["set"]): VfSetting | null {
  switch (set) {
    case "mac":
      return now.mac === null ? null : { set, mac: now.mac };
    case "vlan":
      return now.vlan === null ? null : { set, vlan: now.vlan, qos: now.qos ?? 0 };
    case "spoofCheck":
      return now.spoofCheck === null ? null : { set, on: now.spoofCheck };
    case "trust":
      return now.trust === null ? null : { set, on: now.trust };
    case "linkState":
      return now.linkState === null ? null : { set, state: now.linkState };
    case "rate":
      return now.minRate === null && now.maxRate === null
        ? null
        : { set, min: now.minRate ?? 0, max: now.maxRate ?? 0 };
  }
}

export function sameSetting(a: VfSetting, b: VfSetting): boolean {
  return settingWords(a).join(" ") === settingWords(b).join(" ");
}

/** The order in which settings are made: trust first, because it permits some of the others. */
const ORDER: readonly VfSetting["set"][] = ["trust", "mac", "vlan", "spoofCheck", "linkState", "rate"];

/** All settings that the VF has, in the order in which they can be made. */
export function settingsOf(now: VfSettings): VfSetting[] {
  return ORDER.flatMap((set) => settingNow(now, set) ?? []);
}

/** The settings of a VF that the request changes. @param place of the VF among those of the request, from 0 */
export function wantedSettings(request: VfSettingsRequest, now: VfSettings | null, place: number): VfSetting[] {
  const all: (VfSetting | null)[] = [
    request.trust === undefined ? null : { set: "trust", on: request.trust },
    request.mac === undefined ? null : { set: "mac", mac: macAfter(request.mac, place) ?? request.mac },
    request.vlan === undefined && request.qos === undefined
      ? null
      : vlanSetting(request.vlan ?? now?.vlan ?? 0, request.qos ?? now?.qos ?? 0),
    request.spoofCheck === undefined ? null : { set: "spoofCheck", on: request.spoofCheck },
    request.linkState === undefined ? null : { set: "linkState", state: request.linkState },
    request.minRate === undefined && request.maxRate === undefined
      ? null
      : { set: "rate", min: request.minRate ?? now?.minRate ?? 0, max: request.maxRate ?? now?.maxRate ?? 0 },
  ];
  return all.filter((setting) => setting !== null);
}

/** Without a VLAN there is no priority. */
function vlanSetting(vlan: number, qos: number): VfSetting {
  return { set: "vlan", vlan, qos: vlan === 0 ? 0 : qos };
}

/** What drivers begin with where they do not agree; a driver that is not here may do either. */
const SPOOF_CHECK: ReadonlyMap<string, boolean> = new Map([
  ["mlx5_core", false],
  ["igb", true],
  ["ixgbe", true],
  ["i40e", true],
  ["ice", true],
]);

/** What a driver gives a new VF: this needs no setting again. @param driver the PF's */
function isDefaultSetting(setting: VfSetting, driver: string | null): boolean {
  switch (setting.set) {
    case "mac":
      return setting.mac === NO_MAC;
    case "vlan":
      return setting.vlan === 0;
    case "trust":
      return !setting.on;
    case "linkState":
      return setting.state === "auto";
    case "rate":
      return setting.min === 0 && setting.max === 0;
    case "spoofCheck":
      return driver !== null && SPOOF_CHECK.get(driver) === setting.on;
  }
}

/** The settings of a VF that its removal would lose. @param driver the PF's */
export function madeSettings(now: VfSettings, driver: string | null): VfSetting[] {
  return settingsOf(now).filter((setting) => !isDefaultSetting(setting, driver));
}
