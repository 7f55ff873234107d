import { describe, expect, it } from "vitest";
import type { FunctionInfo, HostIdentity } from "../../../../shared/machine/facts.ts";
import { buildMachine, type IommuGroup, type Machine } from "../../../../shared/machine/machine.ts";
import type { User } from "../../../../shared/machine/used-by.ts";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import { bdf, sampleFamily, sampleFunction, samplePort, sampleSnapshot } from "../../../testing/machines.ts";
import { verdictText as verdictTextInWords, vfioFacts as vfioFactsInWords } from "./vfio-facts.ts";
import {
  membersShown,
  memberVerdict as memberVerdictInWords,
  viabilityOf,
  withoutGroup as withoutGroupInWords,
} from "./viability.ts";

const memberVerdict = (...of: Parameters<typeof memberVerdictInWords>) => inEnglish(memberVerdictInWords(...of));
const withoutGroup = (...of: Parameters<typeof withoutGroupInWords>) => inEnglish(withoutGroupInWords(...of));
const vfioFacts = (...of: Parameters<typeof vfioFactsInWords>) => inEnglish(vfioFactsInWords(...of));
const verdictText = (...of: Parameters<typeof verdictTextInWords>) => inEnglish(verdictTextInWords(...of));

const NOBODY = { users: [], state: "nobody" } as const;
const ROOT: User = { kind: "disk", text: "/", clause: "carries /", isProtected: true, isMaybe: false };
const DPDK: User = { ...ROOT, kind: "program", text: "testpmd", clause: "is held by testpmd", isProtected: false };

const GPU = "0000:02:00.0";
const AUDIO = "0000:02:00.1";

function machineWith(gpu: string | null, audio: string | null): Machine {
  const group = { iommuGroup: "12" };
  return buildMachine(
    sampleSnapshot([
      samplePort("0000:00:02.0", 2, group),
      sampleFunction(GPU, { ...group, driver: gpu }),
      sampleFunction(AUDIO, { ...group, driver: audio }),
    ]),
  );
}
function verdict(gpu: string | null, audio: string | null) {
  const machine = machineWith(gpu, audio);
  const fn = machine.byBdf.get(bdf(GPU));
  const group = machine.groupOf(bdf(GPU));
  if (!fn || !group) throw new Error("no group");
  const { state, blockers } = viabilityOf(machine, group, fn);
  return [state, blockers.map((member) => member.bdf)];
}

/** A PF in a group of its own. */
function pfWith(vfs: number): [Machine, FunctionInfo, IommuGroup] {
  const [pf] = sampleFamily(GPU, vfs, { iommuGroup: "12" });
  if (!pf) throw new Error("no PF");
  const machine = buildMachine(sampleSnapshot([pf]));
  const group = machine.groupOf(pf.bdf);
  if (!group) throw new Error("no group");
  return [machine, pf, group];
}

describe("viability of an IOMMU group", () => {
  it("is lost to a sibling on a host driver, but not to a bridge on pcieport", () => {
    expect(verdict("vfio-pci", "snd_hda_intel")).toEqual(["blocked", [AUDIO]]);
    expect(verdict("vfio-pci", "vfio-pci")).toEqual(["held", []]);
    expect(verdict("vfio-pci", null)).toEqual(["held", []]);
    expect(verdict("vfio-pci", "pci-stub")).toEqual(["held", []]);
  });

  it("tells the function's own driver from others'", () => {
    expect(verdict("nvidia", null)).toEqual(["self", []]);
    expect(verdict(null, null)).toEqual(["viable", []]);
    expect(verdict("nvidia", "snd_hda_intel")).toEqual(["blocked", [AUDIO]]);
  });

  it("is not known while nobody knows a member's driver, and says of no driver that it does DMA", () => {
    const group = { iommuGroup: "12", registersOnly: true as const };
    const told = (gpu: Partial<FunctionInfo>, audio: Partial<FunctionInfo>) => {
      const fns = [sampleFunction(GPU, { ...group, ...gpu }), sampleFunction(AUDIO, { ...group, ...audio })];
      const machine = buildMachine(sampleSnapshot(fns, { kind: "file" }));
      const [fn, of] = [machine.byBdf.get(bdf(GPU)), machine.groupOf(bdf(GPU))];
      if (!fn || !of) throw new Error("no group");
      const viability = viabilityOf(machine, of, fn);
      return { state: viability.state, ...verdictText(of.name, fn, viability) };
    };
    const unknown = { driver: null, driverUnknown: true as const };
    expect(told(unknown, { driver: null })).toMatchObject({
      state: "unknown",
      text: "The driver of the function is unknown.",
    });
    expect(told({ driver: "vfio-pci" }, unknown)).toMatchObject({
      state: "unknown",
      text: "The driver of 1 other member of IOMMU group 12 is unknown.",
    });
    expect(told(unknown, { driver: "snd_hda_intel" }).state).toBe("blocked");
  });

  it("is no readiness for what somebody has already, and says where that is not known", () => {
    const machine = machineWith("vfio-pci", null);
    const fn = machine.byBdf.get(bdf(GPU));
    const group = machine.groupOf(bdf(GPU));
    if (!fn || !group) throw new Error("no group");
    const said = (holders: Parameters<typeof verdictText>[3]) => {
      const { title, text: sentences } = verdictText("12", fn, viabilityOf(machine, group, fn), holders);
      return `${title}: ${sentences}`;
    };
    const rule = "The function is bound to vfio-pci, and no member of IOMMU group 12 does DMA for the host.";
    expect(said({ users: [DPDK], known: false })).toBe(`Already in use: In use: testpmd. ${rule}`);
    expect(said({ users: [], known: true })).toBe(`Ready for a guest: ${rule}`);
    expect(said(null)).toBe(`Ready for a guest: ${rule}`);
    expect(said({ users: [], known: false })).toBe(
      `Ready for a guest: ${rule} Whether a guest uses it already is unknown.`,
    );
  });

  it("leads with what the machine stands on, and shows no sign that it may be taken", () => {
    const machine = machineWith("nvme", null);
    const fn = machine.byBdf.get(bdf(GPU));
    const group = machine.groupOf(bdf(GPU));
    if (!fn || !group) throw new Error("no group");
    expect(verdictText("12", fn, viabilityOf(machine, group, fn), { users: [ROOT], known: true })).toEqual({
      title: "Protected: carries /",
      text: "In IOMMU group 12, only nvme on this function does DMA for the host.",
    });
    expect(memberVerdict(fn, true, { users: [ROOT], state: "used" })).toEqual({
      sign: "protected",
      text: "protected: /",
    });
    expect(memberVerdict(fn, true, { users: [DPDK], state: "used" })).toEqual({
      sign: "use",
      text: "in use: testpmd",
    });
  });

  it("is nothing for what is behind a VMD, and what is behind one is not in its way", () => {
    const group = { iommuGroup: "9" };
    const vmd = sampleFunction("0000:00:0e.0", { ...group, driver: "vmd", hostBridge: "pci0000:00", parent: null });
    const disk = sampleFunction("10000:e1:00.0", {
      ...{ ...group, driver: "nvme", hostBridge: "pci10000:e0", parent: vmd.bdf },
    });
    const machine = buildMachine(sampleSnapshot([vmd, disk]));
    const whole = machine.groupOf(vmd.bdf);
    if (!whole) throw new Error("no group");
    expect(viabilityOf(machine, whole, vmd).state).toBe("self");
    const found = viabilityOf(machine, whole, disk);
    expect(verdictText("9", disk, found)).toMatchObject({ title: "Can’t be passed through" });
  });

  it("is not what keeps a PF with VFs from a guest: vfio-pci refuses the PF itself", () => {
    const [machine, pf, group] = pfWith(4);
    const found = viabilityOf(machine, group, pf);
    expect(found.state).toBe("parent");
    expect(verdictText("12", pf, found).text).toContain("manages 4 VFs");
    expect(memberVerdict(pf, true, NOBODY).sign).toBe("bad");
    const [whole, bare, alone] = pfWith(0);
    expect(viabilityOf(whole, alone, bare).state).toBe("self");
  });

  it("judges each member as the kernel does", () => {
    const member = (driver: string | null): FunctionInfo => sampleFunction(AUDIO, { driver });
    expect(memberVerdict(member("snd_hda_intel"), false, NOBODY).sign).toBe("bad");
    expect(memberVerdict(member("pcieport"), false, NOBODY).sign).toBe("ok");
    expect(memberVerdict(member("mlx5_vfio_pci"), false, NOBODY)).toEqual({
      sign: "ok",
      text: "reserved for a guest or program",
    });
    expect(memberVerdict(member("igb_uio"), false, NOBODY)).toEqual({
      sign: "bad",
      text: "reserved for a guest or program, but not through VFIO",
    });
    expect(memberVerdict(member("nvidia"), true, NOBODY).sign).toBe("ok");
  });
});

describe("a function without a group", () => {
  function told(
    iommus: readonly string[],
    identity: Partial<HostIdentity> = {},
    problems: FunctionInfo["problems"] = [],
  ): string {
    const snapshot = sampleSnapshot([], identity);
    const fn = sampleFunction("0000:01:00.0", { problems });
    return withoutGroup(buildMachine({ ...snapshot, host: { ...snapshot.host, iommus } }), fn);
  }

  it("is told apart: no IOMMU, one that does not concern it, a file that does not say", () => {
    expect(told([])).toContain("No active IOMMU");
    expect(told(["dmar0"])).toContain("is not behind it");
    expect(told([], { kind: "file" })).toContain("file");
    const unread = [{ attribute: "iommu_group", code: "EACCES", message: "It could not be read." }];
    expect(told(["dmar0"], {}, unread)).toBe("The IOMMU group of the function could not be read.");
  });
});

describe("VFIO facts", () => {
  const facts = (fn: FunctionInfo, machine: Machine) => new Map(vfioFacts(machine, fn).map((fact) => [fact.id, fact]));

  it("name the device nodes of a function that vfio hands out", () => {
    const fn = sampleFunction(GPU, {
      driver: "vfio-pci",
      iommuGroup: "12",
      children: [{ kind: "vfio", name: "vfio3", state: null, address: null }],
    });
    const found = facts(fn, buildMachine(sampleSnapshot([fn])));
    expect(found.get("group-node")?.value).toBe("/dev/vfio/12");
    expect(found.get("node-vfio3")?.value).toBe("/dev/vfio/devices/vfio3");
    // vGPU: its own driver hands it out, and a guest opens the same nodes.
    const vgpu = facts({ ...fn, driver: "nvidia" }, buildMachine(sampleSnapshot([fn])));
    expect(vgpu.get("group-node")?.value).toBe("/dev/vfio/12");
    expect(vgpu.get("driver")).toMatchObject({ tone: "given", note: "shared with guests by its driver" });
    const bare = facts({ ...fn, driver: "nvidia", children: [] }, buildMachine(sampleSnapshot([fn])));
    expect([bare.has("group-node"), bare.get("driver")?.note]).toEqual([false, "host driver"]);
  });

  it("warn that a VF of a PF on vfio-pci needs a token", () => {
    const pf = sampleFunction(GPU, { driver: "vfio-pci" });
    const vf = sampleFunction("0000:02:00.2", { physfn: bdf(GPU) });
    expect(facts(vf, buildMachine(sampleSnapshot([pf, vf]))).get("token")?.value).toBe("required");
    const host = { ...pf, driver: "mlx5_core" };
    expect(facts(vf, buildMachine(sampleSnapshot([host, vf]))).has("token")).toBe(false);
  });
});

it("of a group of thousands the first members are listed, and always the function itself", () => {
  const members = Array.from({ length: 5000 }, () => sampleFunction(GPU));
  const last = sampleFunction(AUDIO);
  const { shown, more } = membersShown([...members, last], last);
  expect(shown.length).toBeLessThan(300);
  expect(shown.at(-1)).toBe(last);
  expect(shown.length + more).toBe(5001);
});
