import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Step } from "../../../shared/operations/types.ts";
import { at } from "../simulated/machines/parts/function.ts";
import { buildTree } from "./testing/build-tree.ts";
import { tempFolder } from "./testing/temp-folder.ts";
import { parseVfSettings, type RunIp, vfSetter } from "./vf-network.ts";

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

  it.each(["", "{", "[]", "null", '[{"vfinfo_list":7}]', '{"vfinfo_list":{}}'])("of %j nothing is made", (text) => {
    expect(parseVfSettings(text)).toBeNull();
  });
});

describe("setting a VF", () => {
  function setUp(ip: RunIp) {
    const { root, pfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 1 });
    const [pf] = pfs;
    if (!pf) throw new Error("nothing was built");
    return {
      pf,
      root,
      set: (step: Step) => (step.verb === "vf.network" ? vfSetter(ip)({ root, kernelLog: null }, step) : null),
    };
  }
  const done = { code: 0, output: "", complaint: "" };

  it("is one call of ip, by the PF's interface, each word for itself", async () => {
    const calls: (readonly string[])[] = [];
    const { pf, set } = setUp(async (words) => {
      calls.push(words);
      return done;
    });
    const result = await set({
      verb: "vf.network",
      bdf: pf,
      vf: 3,
      settings: [
        { set: "mac", mac: "02:00:00:00:00:01" },
        { set: "vlan", vlan: 5, qos: 1 },
        { set: "rate", min: 0, max: 100 },
      ],
    });
    expect(result).toEqual({ ok: true });
    expect(calls.map((words) => words.join(" "))).toEqual([
      expect.stringMatching(
        /^link set dev ens\S+ vf 3 mac 02:00:00:00:00:01 vlan 5 qos 1 min_tx_rate 0 max_tx_rate 100$/,
      ),
    ]);
  });

  it("goes by an interface that virtio has below a device of its own, too", async () => {
    const calls: (readonly string[])[] = [];
    const { pf, root, set } = setUp(async (words) => {
      calls.push(words);
      return done;
    });
    const folder = join(root, "bus/pci/devices", pf);
    rmSync(join(folder, "net"), { recursive: true });
    mkdirSync(join(folder, "virtio3/net/eth7"), { recursive: true });
    await set({ verb: "vf.network", bdf: pf, vf: 0, settings: [{ set: "trust", on: true }] });
    expect(calls.map((words) => words.join(" "))).toEqual(["link set dev eth7 vf 0 trust on"]);
  });

  it("that ip refuses has the kernel's errno and ip's words", async () => {
    const complaint = "RTNETLINK answers: Operation not supported";
    const { pf, set } = setUp(async () => ({ code: 2, output: "", complaint }));
    expect(await set({ verb: "vf.network", bdf: pf, vf: 0, settings: [{ set: "trust", on: true }] })).toEqual({
      ok: false,
      failure: { code: "EOPNOTSUPP", wrote: "trust on", where: `ip link set ${pf} vf 0`, kernelLog: [complaint] },
    });
  });

  it.each([
    { vf: -1, settings: [{ set: "trust", on: true }] },
    { vf: 0, settings: [] },
    { vf: 0, settings: [{ set: "mac", mac: "01:00:00:00:00:01" }] },
    { vf: 0, settings: [{ set: "mac", mac: "02:00:00:00:00:01 vlan 5" }] },
    { vf: 0, settings: [{ set: "vlan", vlan: 4095, qos: 0 }] },
    { vf: 0, settings: [{ set: "vlan", vlan: 1, qos: 8 }] },
    { vf: 0, settings: [{ set: "linkState", state: "auto; reboot" }] },
    { vf: 0, settings: "trust on" },
  ])("%j never comes to ip", async (wrong) => {
    let calls = 0;
    const { pf, set } = setUp(async () => {
      calls++;
      return done;
    });
    const step: Step = JSON.parse(JSON.stringify({ verb: "vf.network", bdf: pf, ...wrong }));
    expect(await set(step)).toMatchObject({ ok: false, failure: { code: "EINVAL" } });
    expect(calls).toBe(0);
  });

  it("says what is missing: an interface, or ip itself", async () => {
    const { pf, root, set } = setUp(async () => null);
    const step: Step = { verb: "vf.network", bdf: pf, vf: 0, settings: [{ set: "trust", on: true }] };
    expect(await set(step)).toMatchObject({ ok: false, failure: { code: "ENOSYS" } });
    mkdirSync(`${root}/bus/pci/devices/0000:7f:00.0`);
    expect(await set({ ...step, bdf: at("7f:00.0") })).toMatchObject({ ok: false, failure: { code: "ENODEV" } });
  });
});
