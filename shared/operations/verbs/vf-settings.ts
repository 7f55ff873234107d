/**
 * Settings of a VF that its PF's network driver keeps (rtnetlink IFLA_VF_*, `ip link set PF vf N …`), and how many
 * MSI-X vectors it has. All of it is lost when the VFs are removed.
 */
import { z } from "zod";
import type { VfSettings } from "../../machine/facts.ts";
import type { Stated } from "../../machine/schema-parts.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import type { Words } from "../../words/message.ts";
import { VF_SETTING_WORDS } from "../../words/texts/vf-setting-values.ts";
import type { VfSettingsRequest } from "../request/request.ts";
import { vfNumbers } from "../words.ts";

export const NO_MAC = "00:00:00:00:00:00";
const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;
/** 12 bits, without the reserved 4095 (IEEE 802.1Q). */
const MAX_VLAN = 4094;
const MAX_QOS = 7;
/** MSI-X Table Size is 11 bits and counts from 0 (PCIe 6.2 §7.7.2.2). */
export const MAX_MSIX = 2048;
const MAX_RATE = 0xffffffff;

/** Lower case, with colons; null when it is no MAC address. */
export function macOf(text: string): string | null {
  const mac = text.trim().toLowerCase().replaceAll("-", ":");
  return MAC.test(mac) ? mac : null;
}

/** May a VF have it: a single station's address (IEEE 802: bit 0 of the first byte is 0), and not all zeros. */
export function isUnicast(mac: string): boolean {
  return MAC.test(mac) && mac !== NO_MAC && (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0;
}

/** The address or GUID `by` further on, or null when its last three bytes do not hold it: a vendor's range, of a MAC. */
export function macAfter(mac: string, by: number): string | null {
  const low = Number.parseInt(mac.slice(-8).replaceAll(":", ""), 16) + by;
  if (low > 0xffffff) return null;
  const digits = hexDigits(low, 6);
  return `${mac.slice(0, -8)}${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}

/** While a VF of an InfiniBand PF has it its port stays down. */
export const NO_GUID = "00:00:00:00:00:00:00:00";
/** All bits set: null, and nobody's (IEEE, Guidelines for Use of EUI: null values). */
const NULL_EUI64 = "ff:ff:ff:ff:ff:ff:ff:ff";
const GUID = /^[0-9a-f]{2}(?::[0-9a-f]{2}){7}$/;

/** Lower case, with colons, as `ip` takes it; also of `0x…` and of four groups, as other tools write it. null = it is none. */
export function guidOf(text: string): string | null {
  const digits = text.trim().toLowerCase().replace(/^0x/, "").replaceAll(/[:-]/g, "");
  return /^[0-9a-f]{16}$/.test(digits) ? (digits.match(/../g)?.join(":") ?? null) : null;
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}

function guidFaults(guid: string, count: number): Words[] {
  if (!GUID.test(guid)) return [VF_SETTING_WORDS.notGuid({ guid })];
  if (guid === NO_GUID) return [VF_SETTING_WORDS.zeroGuid];
  if (guid === NULL_EUI64) return [VF_SETTING_WORDS.nullGuid({ guid })];
  if (macAfter(guid, count - 1) === null) return [VF_SETTING_WORDS.noRoom({ address: guid, count })];
  return [];
}

/** iproute2 refuses it, and so does the kernel since 5.19 (net/core/rtnetlink.c, rtnl_set_vf_rate). 0 as the most = no limit. */
function ratesCross(min: number, max: number): boolean {
  return max > 0 && min > max;
}

/** What is wrong with it, one sentence each; empty = it can be asked for. */
export function settingsFaults(request: VfSettingsRequest, count: number): Words[] {
  const faults: Words[] = [];
  const { mac, vlan, qos, minRate, maxRate, msix, nodeGuid, portGuid } = request;
  if (mac !== undefined) {
    if (!MAC.test(mac)) faults.push(VF_SETTING_WORDS.notMac({ mac }));
    else if (!isUnicast(mac)) faults.push(VF_SETTING_WORDS.notUnicast({ mac }));
    else if (macAfter(mac, count - 1) === null) faults.push(VF_SETTING_WORDS.noRoom({ address: mac, count }));
  }
  for (const guid of [nodeGuid, portGuid]) faults.push(...(guid === undefined ? [] : guidFaults(guid, count)));
  if (vlan !== undefined && !isWhole(vlan, MAX_VLAN)) faults.push(VF_SETTING_WORDS.vlanRange({ most: MAX_VLAN }));
  if (qos !== undefined && !isWhole(qos, MAX_QOS)) faults.push(VF_SETTING_WORDS.priorityRange({ most: MAX_QOS }));
  if (qos !== undefined && qos > 0 && vlan === 0) faults.push(VF_SETTING_WORDS.priorityAlone);
  for (const rate of [minRate, maxRate]) {
    if (rate !== undefined && !isWhole(rate, MAX_RATE)) faults.push(VF_SETTING_WORDS.rateWhole);
  }
  if (ratesCross(minRate ?? 0, maxRate ?? 0)) faults.push(VF_SETTING_WORDS.ratesCrossed);
  if (msix !== undefined && !isWhole(msix, MAX_MSIX)) faults.push(VF_SETTING_WORDS.vectorsRange({ most: MAX_MSIX }));
  return faults;
}

/** What drivers begin with where they do not agree; a driver that is not here may do either. */
const SPOOF_CHECK: ReadonlyMap<string, boolean> = new Map([
  ["mlx5_core", false],
  ["igb", true],
  ["ixgbe", true],
  ["i40e", true],
  ["ice", true],
]);

/** What decides how a new VF begins. */
interface PfKind {
  readonly driver: string | null;
  readonly isInfiniband: boolean;
}

/** All that is known of one setting. */
interface Setting<S> {
  /**
   * Can it cut what goes through the VF, for good or for a moment: drivers reset a VF that gets another address, VLAN or
   * trust (ice_sriov.c, i40e_virtchnl_pf.c), and drop what a check or the lack of trust does not let through.
   */
  mayCut(setting: S): boolean;
  /** The words of `ip link set dev PF vf N`. */
  words(setting: S): string[];
  /** `VLAN 100`, for labels and sentences. */
  text(setting: S): Words;
  /** As the VF has it now; null where the driver does not say. */
  now(settings: VfSettings): S | null;
  /** What a driver gives a new VF: this needs no setting again. */
  isDefault(setting: S, pf: PfKind): boolean;
}

const upTo = (most: number) => z.int().min(0).max(most);
const onOff = (on: boolean) => (on ? "on" : "off");

export const VfSettingSchema = z.discriminatedUnion("set", [
  z.strictObject({
    set: z.literal("mac"),
    // All zeros takes an administrative address away, which is how a setting is taken back.
    mac: z.string().refine((text) => text === NO_MAC || isUnicast(text)),
  }),
  z.strictObject({
    set: z.literal("vlan"),
    vlan: upTo(MAX_VLAN),
    qos: upTo(MAX_QOS),
    /** Left out = 802.1Q. */
    protocol: z.literal("802.1ad").exactOptional(),
  }),
  z.strictObject({ set: z.literal("spoofCheck"), on: z.boolean() }),
  z.strictObject({ set: z.literal("trust"), on: z.boolean() }),
  // Zeros take a GUID away, as above.
  z.strictObject({ set: z.literal("nodeGuid"), guid: z.string().regex(GUID) }),
  z.strictObject({ set: z.literal("portGuid"), guid: z.string().regex(GUID) }),
  z.strictObject({ set: z.literal("linkState"), state: z.enum(["auto", "enable", "disable"]) }),
  z.strictObject({ set: z.literal("rate"), min: upTo(MAX_RATE), max: upTo(MAX_RATE) }),
]);
/** One change that the kernel takes at once. */
export type VfSetting = Stated<typeof VfSettingSchema>;
/** Kinds of them. */
export const VfSetSchema = z.enum(VfSettingSchema.options.map(({ shape }) => shape.set.value));
type SetOf<S extends VfSetting["set"]> = Extract<VfSetting, { readonly set: S }>;

/** The kernel takes them of InfiniBand interfaces alone (net/core/rtnetlink.c, handle_vf_guid). */
function guidSetting<S extends "nodeGuid" | "portGuid">(
  set: S,
  word: string,
  text: Setting<SetOf<S>>["text"],
): Setting<SetOf<S>>;
function guidSetting(
  set: "nodeGuid" | "portGuid",
  word: string,
  text: Setting<SetOf<typeof set>>["text"],
): Setting<SetOf<typeof set>> {
  return {
    mayCut: () => true,
    words: ({ guid }) => [word, guid],
    text,
    now: (now) => {
      const guid = now[set];
      return guid === undefined ? null : { set, guid };
    },
    isDefault: ({ guid }) => guid === NO_GUID,
  };
}

/**
 * In the order in which settings are made, each by a request of its own: trust first, because it permits some of the others,
 * and the link last, when what it shall carry is set. In one request the kernel has an order of its own, with trust at the
 * end, and stops at the first that is refused (do_setvfinfo).
 */
const SETTINGS: { readonly [S in VfSetting["set"]]: Setting<SetOf<S>> } = {
  trust: {
    mayCut: () => true,
    words: ({ on }) => ["trust", onOff(on)],
    text: ({ on }) => (on ? VF_SETTING_WORDS.trustOn : VF_SETTING_WORDS.trustOff),
    now: (now) => (now.trust === null ? null : { set: "trust", on: now.trust }),
    isDefault: ({ on }) => !on,
  },
  mac: {
    mayCut: () => true,
    words: (setting) => ["mac", setting.mac],
    text: ({ mac }) => (mac === NO_MAC ? VF_SETTING_WORDS.noMac : VF_SETTING_WORDS.mac({ mac })),
    now: (now) => (now.mac === null ? null : { set: "mac", mac: now.mac }),
    isDefault: (setting) => setting.mac === NO_MAC,
  },
  vlan: {
    mayCut: () => true,
    words: ({ vlan: id, qos, protocol }) => [
      ...["vlan", String(id), "qos", String(qos)],
      ...(protocol === undefined ? [] : ["proto", protocol]),
    ],
    text: ({ vlan: id, qos, protocol }) => {
      const tagged = protocol === undefined ? VF_SETTING_WORDS.vlan({ id }) : VF_SETTING_WORDS.vlanOf({ id, protocol });
      const named = id === 0 ? VF_SETTING_WORDS.noVlan : tagged;
      return qos === 0 ? named : VF_SETTING_WORDS.priority({ vlan: named, qos });
    },
    now: (now) => (now.vlan === null ? null : vlanOf(now.vlan, now.qos ?? 0, now.vlanProtocol)),
    // Drivers tag with a priority alone as well (igb, ixgbe, mlx5: vlan || qos).
    isDefault: ({ vlan: id, qos }) => id === 0 && qos === 0,
  },
  spoofCheck: {
    mayCut: ({ on }) => on,
    words: ({ on }) => ["spoofchk", onOff(on)],
    text: ({ on }) => (on ? VF_SETTING_WORDS.spoofCheckOn : VF_SETTING_WORDS.spoofCheckOff),
    now: (now) => (now.spoofCheck === null ? null : { set: "spoofCheck", on: now.spoofCheck }),
    isDefault: ({ on }, { driver }) => driver !== null && SPOOF_CHECK.get(driver) === on,
  },
  nodeGuid: guidSetting("nodeGuid", "node_guid", ({ guid }) =>
    guid === NO_GUID ? VF_SETTING_WORDS.noNodeGuid : VF_SETTING_WORDS.nodeGuid({ guid }),
  ),
  portGuid: guidSetting("portGuid", "port_guid", ({ guid }) =>
    guid === NO_GUID ? VF_SETTING_WORDS.noPortGuid : VF_SETTING_WORDS.portGuid({ guid }),
  ),
  rate: {
    mayCut: () => false,
    words: ({ min, max }) => ["min_tx_rate", String(min), "max_tx_rate", String(max)],
    text: ({ min, max }) => {
      if (max === 0) return min === 0 ? VF_SETTING_WORDS.noRate : VF_SETTING_WORDS.minRate({ min });
      return min === 0 ? VF_SETTING_WORDS.maxRate({ max }) : VF_SETTING_WORDS.rate({ min, max });
    },
    now: ({ minRate, maxRate }) =>
      minRate === null && maxRate === null ? null : { set: "rate", min: minRate ?? 0, max: maxRate ?? 0 },
    isDefault: ({ min, max }) => min === 0 && max === 0,
  },
  linkState: {
    mayCut: ({ state }) => state !== "enable",
    words: ({ state }) => ["state", state],
    text: ({ state }) => LINK_STATES[state],
    now: (now) => (now.linkState === null ? null : { set: "linkState", state: now.linkState }),
    // The port of an InfiniBand VF is down until its GUIDs are set (mlx5 ib_virt.c: the policy begins as "down").
    isDefault: ({ state }, { isInfiniband }) => state === (isInfiniband ? "disable" : "auto"),
  },
};

const LINK_STATES = {
  auto: VF_SETTING_WORDS.linkAuto,
  enable: VF_SETTING_WORDS.linkUp,
  disable: VF_SETTING_WORDS.linkDown,
} as const;

function kindOf({ set }: Pick<VfSetting, "set">): Setting<VfSetting> {
  return SETTINGS[set];
}

export const mayCut = (setting: VfSetting) => kindOf(setting).mayCut(setting);
export const settingWords = (setting: VfSetting) => kindOf(setting).words(setting);
export const settingText = (setting: VfSetting) => kindOf(setting).text(setting);
const isDefault = (setting: VfSetting, pf: PfKind) => kindOf(setting).isDefault(setting, pf);

/** The same setting as the VF has it now; null where the driver does not say. */
export function settingNow(now: VfSettings, set: VfSetting["set"]): VfSetting | null {
  return kindOf({ set }).now(now);
}

export function sameSetting(a: VfSetting, b: VfSetting): boolean {
  return settingWords(a).join(" ") === settingWords(b).join(" ");
}

/** Trust is given before what needs it, and taken away after. */
export function inOrder(settings: readonly VfSetting[]): VfSetting[] {
  const takesTrust = (setting: VfSetting) => setting.set === "trust" && !setting.on;
  return [...settings.filter((each) => !takesTrust(each)), ...settings.filter(takesTrust)];
}

/** All settings that the VF has, in the order in which they can be made. */
export function settingsOf(now: VfSettings): VfSetting[] {
  return Object.values(SETTINGS).flatMap((kind: Setting<VfSetting>) => kind.now(now) ?? []);
}

/** All of the first, and of the others those kinds that it does not have, in the order in which they can be made. */
export function settingsOver(first: readonly VfSetting[], others: readonly VfSetting[]): VfSetting[] {
  const all = new Map<string, VfSetting>([...others, ...first].map((each) => [each.set, each]));
  return Object.keys(SETTINGS).flatMap((set) => all.get(set) ?? []);
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

/** The settings of a VF that the request changes. @param place of the VF among those of the request, from 0 */
export function wantedSettings(request: VfSettingsRequest, now: VfSettings | null, place: number): VfSetting[] {
  const all: (VfSetting | null)[] = [
    request.trust === undefined ? null : { set: "trust", on: request.trust },
    request.mac === undefined ? null : { set: "mac", mac: macAfter(request.mac, place) ?? request.mac },
    request.vlan === undefined && request.qos === undefined ? null : vlanWanted(request, now),
    request.spoofCheck === undefined ? null : { set: "spoofCheck", on: request.spoofCheck },
    request.nodeGuid === undefined ? null : guidWanted("nodeGuid", request.nodeGuid, place),
    request.portGuid === undefined ? null : guidWanted("portGuid", request.portGuid, place),
    request.minRate === undefined && request.maxRate === undefined
      ? null
      : { set: "rate", min: request.minRate ?? now?.minRate ?? 0, max: request.maxRate ?? now?.maxRate ?? 0 },
    request.linkState === undefined ? null : { set: "linkState", state: request.linkState },
  ];
  return all.filter((setting) => setting !== null);
}

/** What a request names, and what its halves are where two are written at once. */
type Part = keyof VfSettingsRequest;
const HALVES: Partial<Record<VfSetting["set"], readonly (keyof VfSettingsRequest & keyof VfSettings)[]>> = {
  rate: ["minRate", "maxRate"],
  vlan: ["vlan", "qos"],
};

/** What of a setting that is written is not known, so that nothing brings it back. */
export function unreadParts({ set }: VfSetting, now: VfSettings | null): readonly Part[] {
  const halves = HALVES[set];
  if (halves === undefined) return now === null || settingNow(now, set) === null ? [set as Part] : [];
  const unread = halves.filter((half) => (now?.[half] ?? null) === null);
  // Of an unknown VLAN the priority is no news.
  return set === "vlan" && unread.includes("vlan") ? ["vlan"] : unread;
}

/** What of it is written as 0 without being asked for, because it is not known. */
export function zeroedParts(setting: VfSetting, { request, now }: Omit<VfWanted, "vf">): readonly Part[] {
  if (setting.set === "vlan" && setting.vlan === 0) return [];
  const halves = HALVES[setting.set] ?? [];
  return halves.filter((half) => request[half] === undefined && (now?.[half] ?? null) === null);
}

/** A VF, what is asked for it, and what it has; null = that could not be read. */
export interface VfWanted {
  readonly vf: number;
  readonly request: VfSettingsRequest;
  readonly now: VfSettings | null;
}

/** What is wrong with what would be written: a request that names half of a setting leaves the VF's other half in force. */
export function mergedFaults(all: readonly VfWanted[]): Words[] {
  const found = new Map<string, { readonly words: (vfs: readonly number[]) => Words; readonly vfs: number[] }>();
  const note = (key: string, vf: number, words: (vfs: readonly number[]) => Words): void => {
    const same = found.get(key);
    if (same === undefined) found.set(key, { words, vfs: [vf] });
    else same.vfs.push(vf);
  };
  for (const { vf, request, now } of all) {
    const { minRate, maxRate, vlan, qos = 0 } = request;
    if (minRate !== undefined || maxRate !== undefined) {
      const [min, max] = [minRate ?? now?.minRate ?? 0, maxRate ?? now?.maxRate ?? 0];
      if (ratesCross(min, max)) {
        note(`rate ${min} ${max}`, vf, (vfs) =>
          VF_SETTING_WORDS.ratesCrossedOf({ count: vfs.length, vfs: vfNumbers(vfs), min, max }),
        );
      }
    }
    if (qos > 0 && vlan === undefined && (now?.vlan ?? 0) === 0) {
      const isRead = now !== null && now.vlan !== null;
      note(`vlan ${isRead}`, vf, (vfs) =>
        VF_SETTING_WORDS[isRead ? "priorityAloneOf" : "priorityUnread"]({ count: vfs.length, vfs: vfNumbers(vfs) }),
      );
    }
  }
  return [...found.values()].map(({ words, vfs }) => words(vfs));
}

function guidWanted(set: "nodeGuid" | "portGuid", guid: string, place: number): VfSetting {
  return { set, guid: macAfter(guid, place) ?? guid };
}

function vlanOf(vlan: number, qos: number, protocol: VfSettings["vlanProtocol"]): SetOf<"vlan"> {
  return { set: "vlan", vlan, qos, ...(protocol === undefined ? {} : { protocol }) };
}

/** Without a VLAN there is no priority; another number keeps the kind of tag that the VF has. */
function vlanWanted(request: VfSettingsRequest, now: VfSettings | null): VfSetting {
  const vlan = request.vlan ?? now?.vlan ?? 0;
  return vlan === 0 ? vlanOf(0, 0, undefined) : vlanOf(vlan, request.qos ?? now?.qos ?? 0, now?.vlanProtocol);
}

/** The settings of a VF that its removal would lose. @param driver the PF's */
export function madeSettings(now: VfSettings, driver: string | null): VfSetting[] {
  const pf = { driver, isInfiniband: now.linkType === "infiniband" };
  return settingsOf(now).filter((setting) => !isDefault(setting, pf));
}
