import { describe, expect, it } from "vitest";
import type { VfSettings } from "../../machine/facts.ts";
import { english } from "../../words/testing/english.ts";
import {
  guidOf,
  inOrder,
  macAfter,
  macOf,
  madeSettings,
  NO_GUID,
  NO_MAC,
  settingNow,
  settingsFaults,
  settingText,
  type VfSetting,
  VfSettingSchema,
  wantedSettings,
} from "./vf-settings.ts";

const NOW: VfSettings = {
  vf: 0,
  mac: NO_MAC,
  vlan: 100,
  qos: 3,
  spoofCheck: true,
  trust: false,
  linkState: "auto",
  minRate: 0,
  maxRate: 1000,
};

describe("a MAC address", () => {
  it("is taken in the ways in which people write it", () => {
    expect(macOf(" 02-AB-00-00-00-01 ")).toBe("02:ab:00:00:00:01");
    expect(macOf("02:ab:00:00:00")).toBeNull();
  });

  it("counts up within its vendor's range, and not beyond", () => {
    expect(macAfter("02:00:00:00:00:ff", 1)).toBe("02:00:00:00:01:00");
    expect(macAfter("02:00:00:ff:ff:ff", 1)).toBeNull();
  });
});

describe("a request", () => {
  it.each([
    [{ mac: "01:00:5e:00:00:01" }, "unicast"],
    [{ mac: NO_MAC }, "unicast"],
    [{ mac: "nonsense" }, "not a MAC address"],
    [{ mac: "02:00:00:ff:ff:fe" }, "no room"],
    [{ vlan: 4095 }, "0 to 4094"],
    [{ vlan: 1.5 }, "0 to 4094"],
    [{ qos: 8 }, "0 to 7"],
    [{ vlan: 0, qos: 1 }, "needs a VLAN"],
    [{ minRate: 200, maxRate: 100 }, "above the maximum"],
    [{ maxRate: -1 }, "whole number"],
    [{ msix: 2049 }, "0 to 2048"],
    [{ nodeGuid: "00:02:c9:03:00:21:6e" }, "not an 8-byte GUID"],
    [{ portGuid: NO_GUID }, "port down"],
    [{ portGuid: "ff:ff:ff:ff:ff:ff:ff:ff" }, "no GUID"],
    [{ portGuid: "00:02:c9:03:00:ff:ff:fe" }, "no room"],
  ])("%j is refused in words", (request, words) => {
    expect(
      settingsFaults(request, 3)
        .map((fault) => english(fault))
        .join(" "),
    ).toContain(words);
  });

  it("that is sound has no faults", () => {
    const request = { mac: "02:00:00:00:00:01", vlan: 4094, qos: 7, minRate: 0, maxRate: 0, msix: 0 } as const;
    expect(settingsFaults(request, 64)).toEqual([]);
    for (const some of [{ minRate: 100, maxRate: 0 }, { minRate: 5, maxRate: 10 }, { minRate: 5 }, { maxRate: 5 }]) {
      expect(settingsFaults(some, 1)).toEqual([]);
    }
    for (const some of [{ vlan: 0 }, { vlan: 0, qos: 0 }, { vlan: 5, qos: 1 }, { qos: 1 }]) {
      expect(settingsFaults(some, 1)).toEqual([]);
    }
  });

  it("keeps what it does not name: the other half of a VLAN and of a rate", () => {
    expect(wantedSettings({ qos: 5, minRate: 10, trust: true }, NOW, 2)).toEqual([
      { set: "trust", on: true },
      { set: "vlan", vlan: 100, qos: 5 },
      { set: "rate", min: 10, max: 1000 },
    ]);
    expect(wantedSettings({ spoofCheck: false, linkState: "disable", maxRate: 5 }, NOW, 0)).toEqual([
      { set: "spoofCheck", on: false },
      { set: "rate", min: 0, max: 5 },
      { set: "linkState", state: "disable" },
    ]);
    expect(wantedSettings({ vlan: 0 }, NOW, 0)).toEqual([{ set: "vlan", vlan: 0, qos: 0 }]);
    expect(wantedSettings({ mac: "02:00:00:00:00:01" }, null, 2)).toEqual([{ set: "mac", mac: "02:00:00:00:00:03" }]);
  });
});

it("what a driver gives a new VF by itself is not made again, what somebody made is", () => {
  const made = [
    { set: "vlan", vlan: 100, qos: 3 },
    { set: "rate", min: 0, max: 1000 },
  ];
  expect(madeSettings(NOW, "igb")).toEqual(made);
  expect(madeSettings(NOW, "mlx5_core")).toContainEqual({ set: "spoofCheck", on: true });
  const untagged = { ...NOW, vlan: 0, qos: 0, minRate: 5, maxRate: 0 };
  expect(madeSettings(untagged, "igb")).toEqual([{ set: "rate", min: 5, max: 0 }]);
  // Drivers tag with a priority alone as well.
  expect(madeSettings({ ...untagged, qos: 3 }, "igb")).toContainEqual({ set: "vlan", vlan: 0, qos: 3 });
  // Of a driver that nothing is known of, the spoof check is made again to be sure.
  expect(madeSettings({ ...NOW, spoofCheck: false }, "other")).toContainEqual({ set: "spoofCheck", on: false });
});

describe("a VLAN of 802.1ad", () => {
  const outer: VfSettings = { ...NOW, vlanProtocol: "802.1ad" };
  const made: VfSetting = { set: "vlan", vlan: 100, qos: 3, protocol: "802.1ad" };

  it("is made again as such, and keeps its kind of tag when its number is changed", () => {
    expect(madeSettings(outer, "ice")).toContainEqual(made);
    expect(settingNow(outer, "vlan")).toEqual(made);
    expect(wantedSettings({ vlan: 7 }, outer, 0)).toEqual([{ ...made, vlan: 7 }]);
    expect(wantedSettings({ vlan: 0 }, outer, 0)).toEqual([{ set: "vlan", vlan: 0, qos: 0 }]);
  });

  it("is told by its name, and no other protocol is taken", () => {
    expect(english(settingText(made))).toBe("VLAN 100 (802.1ad) with priority 3");
    expect(VfSettingSchema.safeParse(made).success).toBe(true);
    expect(VfSettingSchema.safeParse({ ...made, protocol: "802.1Q" }).success).toBe(false);
  });
});

it("an InfiniBand VF has GUIDs and a link that begins down, and nothing of Ethernet", () => {
  const nothing = { mac: null, vlan: null, qos: null, spoofCheck: null, trust: null, minRate: null, maxRate: null };
  const fresh: VfSettings = {
    ...nothing,
    vf: 1,
    linkState: "disable",
    nodeGuid: NO_GUID,
    portGuid: NO_GUID,
    linkType: "infiniband",
  };
  expect(madeSettings(fresh, "mlx5_core")).toEqual([]);
  const guid = "00:02:c9:03:00:21:6e:70";
  expect(madeSettings({ ...fresh, linkState: "auto", nodeGuid: guid }, "mlx5_core")).toEqual([
    { set: "nodeGuid", guid },
    { set: "linkState", state: "auto" },
  ]);
  expect(wantedSettings({ nodeGuid: guid }, fresh, 2)).toEqual([{ set: "nodeGuid", guid: "00:02:c9:03:00:21:6e:72" }]);
  expect(english(settingText({ set: "portGuid", guid }))).toBe(`port GUID ${guid}`);
  expect(english(settingText({ set: "portGuid", guid: NO_GUID }))).toBe("no port GUID");
  expect([guidOf("0x0002C90300216E70"), guidOf("0002:c903:0021:6e70"), guidOf("02:c9")]).toEqual([guid, guid, null]);
});

it("trust is given before what needs it, and taken away after", () => {
  const vlan = { set: "vlan", vlan: 5, qos: 0 } as const;
  expect(inOrder([{ set: "trust", on: true }, vlan])).toEqual([{ set: "trust", on: true }, vlan]);
  expect(inOrder([{ set: "trust", on: false }, vlan])).toEqual([vlan, { set: "trust", on: false }]);
});

it.each<[VfSetting, boolean]>([
  [{ set: "mac", mac: "02:00:00:00:00:01" }, true],
  // Taking an address away.
  [{ set: "mac", mac: NO_MAC }, true],
  [{ set: "mac", mac: "03:00:00:00:00:01" }, false],
  [{ set: "mac", mac: "02:00:00:00:00" }, false],
  [{ set: "vlan", vlan: 4094, qos: 7 }, true],
  [{ set: "vlan", vlan: 4095, qos: 0 }, false],
  [{ set: "vlan", vlan: 1, qos: 8 }, false],
  [{ set: "linkState", state: "enable" }, true],
  [{ set: "trust", on: false }, true],
  [{ set: "spoofCheck", on: true }, true],
  [{ set: "rate", min: 0, max: 0xffffffff }, true],
  [{ set: "rate", min: -1, max: 0 }, false],
  [{ set: "rate", min: 0, max: 0.5 }, false],
])("%o is sound where it is carried out: %s", (setting, sound) => {
  expect(VfSettingSchema.safeParse(setting).success).toBe(sound);
});

it.each<[VfSetting, text: string, unknown: Partial<VfSettings>]>([
  [{ set: "mac", mac: NO_MAC }, "no MAC address", { mac: null }],
  [{ set: "vlan", vlan: 100, qos: 3 }, "VLAN 100 with priority 3", { vlan: null }],
  [{ set: "spoofCheck", on: true }, "spoof check on", { spoofCheck: null }],
  [{ set: "trust", on: false }, "trust off", { trust: null }],
  [{ set: "linkState", state: "auto" }, "link state auto", { linkState: null }],
  [{ set: "rate", min: 0, max: 1000 }, "maximum rate 1000 Mbit/s", { minRate: null, maxRate: null }],
])("%o is what a VF has now, %s in words, and nothing where its driver does not say", (setting, text, unknown) => {
  expect(settingNow(NOW, setting.set)).toEqual(setting);
  expect(english(settingText(setting))).toBe(text);
  expect(settingNow({ ...NOW, ...unknown }, setting.set)).toBeNull();
});

it("half a rate is a rate, and zeros have words of their own", () => {
  expect(settingNow({ ...NOW, minRate: null }, "rate")).toEqual({ set: "rate", min: 0, max: 1000 });
  expect(settingNow({ ...NOW, maxRate: null }, "rate")).toEqual({ set: "rate", min: 0, max: 0 });
  expect(english(settingText({ set: "vlan", vlan: 0, qos: 0 }))).toBe("no VLAN");
  expect(english(settingText({ set: "vlan", vlan: 7, qos: 0 }))).toBe("VLAN 7");
  expect(english(settingText({ set: "rate", min: 5, max: 0 }))).toBe("minimum rate 5 Mbit/s");
});
