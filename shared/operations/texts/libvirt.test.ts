import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { inEnglish } from "../../words/testing/english.ts";
import { at, fn, machineOf, pfWithVfs } from "../testing/facts.ts";
import { vfSettings } from "../testing/vf-settings.ts";
import { handOff } from "./handoff.ts";
import { isGuestName, type LibvirtOptions } from "./libvirt.ts";

const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const net = (facts: object = {}) => ({ kind: "net", name: "ens1f0", state: "up", address: null, ...facts }) as const;
const VFS = [at("01:00.2"), at("01:00.3")];
const MAC = "02:00:00:00:00:10";

/** A network PF and what it keeps for VF 0; VF 1 has a MAC address and no VLAN. */
function nic(of0: Partial<VfSettings>, pf: Partial<FunctionInfo> = {}) {
  const machine = machineOf(pfWithVfs({ pf: { children: [net()], ...pf }, vfs: [ON_VFIO, ON_VFIO] }));
  const settings = [vfSettings(0, { mac: MAC, vlan: 20, ...of0 }), vfSettings(1, { mac: "02:00:00:00:00:11" })];
  return { machine, settingsOf: () => settings };
}

function textOf(kind: "libvirt" | "xml", machine: Machine, bdfs = VFS, options: LibvirtOptions = {}) {
  const { text = "", notes = [] } = handOff(machine, bdfs, options).items.find((item) => item.kind === kind) ?? {};
  return { text, notes: inEnglish(notes).join(" ") };
}

/** What becomes of VF 0. */
function firstOf(of0: Partial<VfSettings>, pf: Partial<FunctionInfo> = {}) {
  const { machine, settingsOf } = nic(of0, pf);
  return textOf("xml", machine, VFS.slice(0, 1), { settingsOf });
}

const HOSTDEV = [
  "<hostdev mode='subsystem' type='pci' managed='no'>",
  "  <source>",
  "    <address domain='0x0000' bus='0x01' slot='0x00' function='0x2'/>",
  "  </source>",
  "</hostdev>",
].join("\n");

describe("devices of libvirt", () => {
  it("are interfaces with MAC address and VLAN as the PF keeps them", () => {
    const { text, notes } = firstOf({});
    expect(text).toBe(
      [
        "<interface type='hostdev' managed='no'>",
        "  <mac address='02:00:00:00:00:10'/>",
        "  <source>",
        "    <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x2'/>",
        "  </source>",
        "  <vlan>",
        "    <tag id='20'/>",
        "  </vlan>",
        "</interface>",
      ].join("\n"),
    );
    expect(notes).toContain("sets the MAC address and VLAN through ens1f0");
    expect(notes).toContain("It can’t set trust");
  });

  it("are interfaces by what a report kept of the PF", () => {
    const { machine } = nic({}, { vfSettings: [vfSettings(0, { mac: MAC, vlan: 7 })] });
    expect(textOf("xml", machine, VFS.slice(0, 1)).text).toContain("<tag id='7'/>");
  });

  it("say nothing of a MAC address or VLAN that was not set", () => {
    const { text, notes } = firstOf({ mac: "00:00:00:00:00:00", vlan: 0 });
    expect(text).toContain("<interface");
    expect(text).not.toMatch(/<mac|<vlan/);
    expect(notes).toContain("No MAC address is set for 0000:01:00.2: libvirt makes one up");
  });

  it.each<[string, Partial<VfSettings>]>([
    ["MAC address", { mac: null }],
    ["VLAN", { vlan: null }],
    ["VLAN’s priority", { qos: null }],
    ["MAC address that a card can have", { mac: "03:00:00:00:00:10" }],
    ["VLAN that there is", { vlan: 4096 }],
    ["row", { vf: 5 }],
  ])("keep what nobody knows: without a %s a VF is a hostdev", (_, facts) => {
    const { text, notes } = firstOf(facts);
    expect(text).toBe(HOSTDEV);
    expect(notes).toContain("The MAC address and VLAN of 0000:01:00.2 are unknown.");
  });

  it.each<[Partial<VfSettings>]>([[{ qos: 3 }], [{ vlanProtocol: "802.1ad" }]])(
    "keep a VLAN that libvirt would change: %j",
    (facts) => {
      const { text, notes } = firstOf(facts);
      expect(text).toBe(HOSTDEV);
      expect(notes).toContain("0000:01:00.2 has a VLAN with priority or 802.1ad");
    },
  );

  it.each<[string, Partial<FunctionInfo>]>([
    ["InfiniBand", { classCode: 0x020700, children: [net({ linkType: "infiniband" })] }],
    ["a disk", { classCode: 0x010802, children: [] }],
    ["a card whose PF has no interface", { children: [] }],
  ])("are hostdevs of %s, with nothing more to know", (_, pf) => {
    const { text, notes } = firstOf({}, pf);
    expect(text).toBe(HOSTDEV);
    expect(notes).not.toMatch(/MAC|VLAN/);
  });

  it("name iommufd where it was asked for", () => {
    const { machine, settingsOf } = nic({});
    const disk = machineOf([fn("02:00.0", ON_VFIO)]);
    const options = { settingsOf, iommufd: true };
    expect(textOf("xml", machine, VFS, options).text.match(/<driver iommufd='yes'\/>/g)).toHaveLength(2);
    const { text, notes } = textOf("xml", disk, [at("02:00.0")], options);
    expect(text).toContain("<driver iommufd='yes'/>");
    expect(notes).toContain("libvirt 12.2");
  });
});

describe("names of guests", () => {
  it.each([["build-07"], ["-x"], ["a b'c"], ["构建机"], ["7"]])("may be %j", (name) =>
    expect(isGuestName(name)).toBe(true),
  );
  it.each([[""], [" "], ["a/b"], ["a\nb"], ["a\u200bb"], ["a".repeat(201)]])("are not %j", (name) =>
    expect(isGuestName(name)).toBe(false),
  );
});

/** Runs the commands with a virsh that prints its arguments and keeps the file. */
function attached(script: string) {
  const place = mkdtempSync(join(tmpdir(), "attach-"));
  try {
    const virsh = `virsh() { printf '%s|' "$@"; echo; }`;
    const { stdout, stderr } = spawnSync("sh", ["-eu", "-c", `${virsh}\n${script}`], { cwd: place, encoding: "utf8" });
    const files = readdirSync(place).map((name) => [name, readFileSync(join(place, name), "utf8")] as const);
    return { calls: stdout.trimEnd().split("\n"), stderr, files };
  } finally {
    rmSync(place, { recursive: true });
  }
}

describe("the commands", () => {
  it("attach each device from a file of its own, to the guest that was named", () => {
    const { machine, settingsOf } = nic({});
    const { text } = textOf("libvirt", machine, VFS, { settingsOf, guest: "it's -x; $HOME" });
    const { calls, stderr, files } = attached(text);
    expect(stderr).toBe("");
    const names = ["hostdev-0000-01-00-2.xml", "hostdev-0000-01-00-3.xml"];
    expect(calls).toEqual(names.map((name) => `attach-device|--domain|it's -x; $HOME|--file|${name}|--persistent|`));
    expect(files.map(([name]) => name)).toEqual(names);
    const parts = textOf("xml", machine, VFS, { settingsOf }).text;
    expect(files.map(([, text]) => text).join("")).toBe(`${parts}\n`);
  });

  it("are for GUEST until somebody names it, and one device takes no loop", () => {
    const { text } = textOf("libvirt", nic({}).machine, VFS.slice(0, 1));
    expect(text).not.toContain("for file");
    expect(attached(text).calls).toEqual([
      "attach-device|--domain|GUEST|--file|hostdev-0000-01-00-2.xml|--persistent|",
    ]);
  });
});
