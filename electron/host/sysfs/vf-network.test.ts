import { describe, expect, it } from "vitest";
import { parseEswitch, parseVfSettings } from "./vf-network.ts";

/** As iproute2 prints it: 6.x, and 4.x. */
const NEW = JSON.stringify([
  {
    ifname: "enp1s0",
    vfinfo_list: [
      {
        vf: 0,
        link_type: "ether",
        address: "02:00:00:00:00:01",
        broadcast: "ff:ff:ff:ff:ff:ff",
        vlan_list: [{ vlan: 100, qos: 3 }],
        rate: { max_tx: 1000, min_tx: 10 },
        spoofchk: true,
        link_state: "enable",
        trust: false,
        query_rss_en: false,
      },
      { vf: 1, address: "00:00:00:00:00:00", spoofchk: false, link_state: "auto" },
    ],
  },
]);
const OLD = '[{"ifname":"p1","vfinfo_list":[{"vf":3,"mac":"02:00:00:00:00:09","vlan":7,"tx_rate":50,"trust":"on"}]}]';

describe("what ip says of VFs", () => {
  it("is read in the forms that its releases have", () => {
    expect(parseVfSettings(NEW)).toEqual([
      {
        vf: 0,
        mac: "02:00:00:00:00:01",
        vlan: 100,
        qos: 3,
        spoofCheck: true,
        trust: false,
        linkState: "enable",
        minRate: 10,
        maxRate: 1000,
      },
      {
        vf: 1,
        mac: "00:00:00:00:00:00",
        vlan: 0,
        qos: 0,
        spoofCheck: false,
        trust: null,
        linkState: "auto",
        minRate: null,
        maxRate: null,
      },
    ]);
    expect(parseVfSettings(OLD)).toMatchObject([
      { vf: 3, mac: "02:00:00:00:00:09", vlan: 7, trust: true, maxRate: 50 },
    ]);
  });

  it("of a VLAN keeps the kind of its tag, and of a kind that nobody knows tells nothing", () => {
    const tagged = (protocol?: string) =>
      JSON.stringify([{ ifname: "p1", vfinfo_list: [{ vf: 0, vlan_list: [{ vlan: 7, qos: 2, protocol }] }] }]);
    const read = (protocol?: string) => parseVfSettings(tagged(protocol))?.[0];
    expect(read("802.1ad")).toMatchObject({ vlan: 7, qos: 2, vlanProtocol: "802.1ad" });
    for (const usual of [undefined, "802.1Q"]) expect(read(usual)).not.toHaveProperty("vlanProtocol");
    expect(read("[9100]")).toMatchObject({ vlan: null, qos: null });
  });

  it.each(["", "{", "[]", "null", '[{"vfinfo_list":7}]', '{"vfinfo_list":{}}'])("of %j nothing is made", (text) => {
    expect(parseVfSettings(text)).toBeNull();
  });

  it("of an InfiniBand PF is GUIDs and a link state, and nothing of Ethernet", () => {
    const said = JSON.stringify([
      {
        ifname: "ib0",
        link_type: "infiniband",
        vfinfo_list: [
          {
            vf: 0,
            link_type: "infiniband",
            address: "00:00:00:86:fe:80:00:00:00:00:00:00:00:00:00:00:00:00:00:00",
            spoofchk: false,
            "node guid": "00:02:c9:03:00:21:6e:70",
            // The first releases print what lies behind, too.
            "port guid": "00:02:c9:03:00:21:6e:78:00:00:00:00",
            link_state: "disable",
          },
          { vf: 1, link_state: "disable" },
        ],
      },
    ]);
    const nothing = { mac: null, vlan: null, qos: null, spoofCheck: null, trust: null, minRate: null, maxRate: null };
    expect(parseVfSettings(said)).toEqual([
      {
        ...nothing,
        vf: 0,
        linkState: "disable",
        nodeGuid: "00:02:c9:03:00:21:6e:70",
        portGuid: "00:02:c9:03:00:21:6e:78",
        linkType: "infiniband",
      },
      { ...nothing, vf: 1, linkState: "disable", linkType: "infiniband" },
    ]);
  });
});

describe("what devlink says of a PF's switch", () => {
  const told = (told: object) => JSON.stringify({ dev: { "pci/0000:01:00.0": told } });

  it("is read in the forms that its releases have", () => {
    expect(
      parseEswitch(told({ mode: "switchdev", "inline-mode": "link", "encap-mode": "basic" }), "0000:01:00.0"),
    ).toEqual({ mode: "switchdev", inlineMode: "link", encap: "basic" });
    expect(parseEswitch(told({ mode: "legacy", encap: "enable" }), "0000:01:00.0")).toEqual({
      mode: "legacy",
      inlineMode: null,
      encap: "enable",
    });
  });

  it.each(["", "{}", "null", told({ mode: 7 }), told({ mode: "a b" })])("of %j nothing is made", (text) => {
    expect(parseEswitch(text, "0000:01:00.0")).toBeNull();
  });
});
