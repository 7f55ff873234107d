import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { firstUnseen, HOSTILE } from "../../machine/testing/hostile-machine.ts";
import { visibleLine } from "../../pci/visible-text.ts";
import { inEnglish } from "../../words/testing/english.ts";
import { at, fn, machineOf, pfWithVfs } from "../testing/facts.ts";
import { type HandOff, handOff as handOffWords, qemuArguments } from "./handoff.ts";

const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const handOff = (...asked: Parameters<typeof handOffWords>) => inEnglish(handOffWords(...asked));

/** The text and notes of one kind. */
function textOf(kind: HandOff["kind"], ...asked: Parameters<typeof handOffWords>) {
  const found = handOff(...asked).items.find((item) => item.kind === kind);
  return { text: found?.text ?? "", notes: found?.notes ?? [], all: found?.notes.join(" ") ?? "" };
}

const VFS = [at("01:00.2"), at("01:00.3")];

describe("handOff", () => {
  const machine = machineOf(pfWithVfs({ vfs: [ON_VFIO, ON_VFIO, {}] }));

  it("writes QEMU's options", () => {
    const { text, all } = textOf("qemu", machine, VFS);
    expect(text.split(" \\\n")).toEqual([
      "-device pcie-root-port,id=hostport0,bus=pcie.0,chassis=200,slot=1",
      "-device vfio-pci,host=0000:01:00.2,id=hostdev0,bus=hostport0",
      "-device pcie-root-port,id=hostport1,bus=pcie.0,chassis=200,slot=2",
      "-device vfio-pci,host=0000:01:00.3,id=hostdev1,bus=hostport1",
    ]);
    expect(all).toMatch(/on pcie\.0.*the host gets it back when the guest ends/);
  });

  it("gives QEMU one object of iommufd, and each device names it", () => {
    const { text, all } = textOf("qemu", machine, VFS, { iommufd: true });
    expect(text.split(" \\\n")).toEqual([
      "-object iommufd,id=iommufd0",
      expect.stringContaining("-device pcie-root-port"),
      "-device vfio-pci,host=0000:01:00.2,id=hostdev0,bus=hostport0,iommufd=iommufd0",
      expect.stringContaining("-device pcie-root-port"),
      "-device vfio-pci,host=0000:01:00.3,id=hostdev1,bus=hostport1,iommufd=iommufd0",
    ]);
    expect(all).toContain("/dev/vfio/devices");
  });

  it("puts the root ports of many functions at 8 a device, for pcie.0 has no room for one each", () => {
    const many = Array.from({ length: 20 }, (_, index) => fn(`01:${10 + (index >> 3)}.${index & 7}`, ON_VFIO));
    const words = qemuArguments(machineOf(many), many);
    const places = words.filter((word) => word.startsWith("pcie-root-port")).map((word) => word.split(",").slice(3, 5));
    expect(places).toHaveLength(20);
    expect([places[0], places[1], places[8], places[19]]).toEqual([
      ["addr=08.0", "multifunction=on"],
      ["addr=08.1", "chassis=200"],
      ["addr=09.0", "multifunction=on"],
      ["addr=0a.3", "chassis=200"],
    ]);
    expect(new Set(places.map(([place]) => place)).size).toBe(20);
  });

  it.each(HOSTILE.map((bad) => [bad]))("quotes a group that calls itself %j", (bad) => {
    const { text } = textOf(
      "container",
      machineOf(pfWithVfs({ vfs: [{ ...ON_VFIO, iommuGroup: bad }] })),
      VFS.slice(0, 1),
    );
    expect(firstUnseen(text)).toBeNull();
    const { stdout } = spawnSync("sh", ["-c", `printf '%s\\n' ${text}`], { encoding: "utf8" });
    expect(stdout.split("\n").slice(2, 4)).toEqual(["--device", `/dev/vfio/${visibleLine(bad)}`]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(8);
  });

  it("writes a container's devices, each group once", () => {
    const shared = machineOf(
      pfWithVfs({
        vfs: [
          { ...ON_VFIO, iommuGroup: "41" },
          { ...ON_VFIO, iommuGroup: "41" },
        ],
      }),
    );
    const { text, notes } = textOf("container", shared, VFS);
    expect(text.split(" \\\n")).toEqual([
      "--device /dev/vfio/vfio",
      "--device /dev/vfio/41",
      "--ulimit memlock=-1",
      "--env PCI_DEVICES=0000:01:00.2,0000:01:00.3",
    ]);
    expect(notes[0]).toContain("IOMMU group: 41.");
  });

  it("asks for the VF token where the PF is on vfio-pci, and only there", () => {
    const owned = machineOf(pfWithVfs({ pf: ON_VFIO, vfs: [ON_VFIO] }));
    const qemu = textOf("qemu", owned, [at("01:00.2")], { iommufd: true });
    expect(qemu.text).toMatch(/host=0000:01:00.2,id=hostdev0,bus=hostport0,vf-token=UUID$/);
    expect(textOf("libvirt", owned, [at("01:00.2")], { iommufd: true })).toMatchObject({
      text: expect.not.stringContaining("iommufd"),
      all: expect.stringContaining("VF token"),
    });
    expect(qemu.notes[0]).toBe("Replace UUID with the VF token that the PF’s user has set.");
    expect(JSON.stringify(handOff(machine, VFS))).not.toMatch(/token/);
  });

  it("gives a PF with VFs and its VFs one token, on the line of each, and the PF's comes first", () => {
    const owned = machineOf(pfWithVfs({ pf: ON_VFIO, vfs: [ON_VFIO] }));
    const pair = [at("01:00.2"), at("01:00.0")];
    const given = pair.flatMap((bdf) => owned.byBdf.get(bdf) ?? []);
    expect(qemuArguments(owned, given).filter((word) => word.startsWith("vfio-pci"))).toEqual([
      "vfio-pci,host=0000:01:00.0,id=hostdev0,bus=hostport0,vf-token=UUID",
      "vfio-pci,host=0000:01:00.2,id=hostdev1,bus=hostport1,vf-token=UUID",
    ]);
    expect(textOf("qemu", owned, pair).notes[0]).toContain("the same for the PF and each of its VFs");
    expect(textOf("xml", owned, pair).all).toContain("0000:01:00.2 and 0000:01:00.0 need a VF token");
    const without = machineOf(pfWithVfs({ pf: ON_VFIO }));
    expect(JSON.stringify(handOff(without, [at("01:00.0")]))).not.toMatch(/token/);
  });

  it("of a function that vfio has without an IOMMU is for programs, by its node's own name", () => {
    const children = [{ kind: "vfio", name: "noiommu-vfio0", state: null, address: null } as const];
    const card = fn("00:06.0", { ...ON_VFIO, iommuGroup: "0", children });
    const { notReady, items } = handOff(machineOf([card], { host: { iommus: [] } }), [card.bdf]);
    expect(notReady).toEqual([expect.stringContaining("QEMU and libvirt can’t")]);
    expect(items.map(({ kind }) => kind)).toEqual(["container"]);
    expect(items[0]?.text).toMatch(/--device \/dev\/vfio\/noiommu-0 .*--cap-add SYS_RAWIO/s);
    expect(items[0]?.text).not.toContain("/dev/vfio/0");
  });

  it("knows vfio without an IOMMU on kernels whose vfio makes no node of a function's own", () => {
    const card = fn("00:06.0", { ...ON_VFIO, iommuGroup: "0" });
    const of = (iommus: readonly string[]) => handOff(machineOf([card], { host: { iommus } }), [card.bdf]);
    expect(of([]).notReady).toEqual([expect.stringContaining("QEMU and libvirt can’t")]);
    expect(of([]).items.map(({ kind, text }) => [kind, text.includes("/dev/vfio/noiommu-0")])).toEqual([
      ["container", true],
    ]);
    expect(of(["dmar0"])).toMatchObject({
      notReady: [],
      items: [{ kind: "libvirt" }, { kind: "xml" }, { kind: "qemu" }, {}],
    });
  });

  it("of a function in a domain that another made is for nobody", () => {
    const vmd = fn("00:0e.0", { hostBridge: "pci0000:00", classCode: 0x010400, driver: "vmd", iommuGroup: "9" });
    const disk = fn("10000:e1:00.0", { ...ON_VFIO, parent: vmd.bdf, hostBridge: "pci10000:e0", iommuGroup: "9" });
    const { notReady, items } = handOff(machineOf([vmd, disk]), [disk.bdf]);
    expect(notReady).toEqual([expect.stringContaining(`it is behind ${vmd.bdf}`)]);
    expect(items).toEqual([]);
  });

  it("names what is not ready, and leaves it out", () => {
    const { notReady, items } = handOff(machine, [at("01:00.2"), at("01:00.4"), at("7f:00.0")]);
    expect(notReady).toEqual([
      "0000:01:00.4 is bound to mlx5_core, not to vfio-pci.",
      "0000:7f:00.0 is no longer present.",
    ]);
    const { text = "" } = items.find(({ kind }) => kind === "qemu") ?? {};
    expect(text).toContain("-device vfio-pci,host=0000:01:00.2,id=hostdev0,bus=hostport0");
    expect(text).not.toContain("host=0000:01:00.4");
    expect(handOff(machine, [at("01:00.4")]).items).toEqual([]);
  });

  it("writes what is neither a VF nor in a group, as it is without an IOMMU", () => {
    const card = fn("02:00.0", ON_VFIO);
    const { notReady, items } = handOff(machineOf([card]), [card.bdf]);
    expect(notReady).toEqual([]);
    expect(items.find(({ kind }) => kind === "qemu")?.text).toContain("-device vfio-pci,host=0000:02:00.0,id=hostdev0");
  });

  it("says that nobody can open it where interrupts are not remapped", () => {
    expect(handOff(machine, VFS, { refusesInterrupts: true }).notReady).toEqual([
      expect.stringMatching(/opening 0000:01:00.2 and 0000:01:00.3 fails with EPERM/),
    ]);
    expect(handOff(machine, VFS).notReady).toEqual([]);
  });

  it("names who keeps a group from being used", () => {
    const sibling = fn("00:1f.3", { iommuGroup: "40", driver: "snd_hda_intel" });
    const { notReady } = handOff(machineOf([...pfWithVfs({ vfs: [ON_VFIO] }), sibling]), [at("01:00.2")]);
    expect(notReady).toEqual(["IOMMU group 40 can’t be used while the host uses 0000:00:1f.3 (snd_hda_intel)."]);
  });
});
