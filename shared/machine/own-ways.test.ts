import { describe, expect, it } from "vitest";
import { inEnglish } from "../words/testing/english.ts";
import type { FunctionInfo, OwnAttribute } from "./facts.ts";
import { buildMachine } from "./machine.ts";
import { hasOwnWays, type OwnLine, ownWaysOf as ownWaysOfInWords } from "./own-ways.ts";
import { bdf, functionInfo, snapshot, sriov } from "./testing/sample-machine.ts";

const ownWaysOf = (...of: Parameters<typeof ownWaysOfInWords>) => inEnglish(ownWaysOfInWords(...of));

const PF = functionInfo("41:00.0", {
  vendor: 0x10de,
  classCode: 0x030200,
  driver: "nvidia",
  sriov: sriov({ totalVfs: 16, numVfs: 2 }),
  virtfns: [{ index: 0, bdf: bdf("41:00.4") }],
});
const VF = functionInfo("41:00.4", { driver: "nvidia", physfn: PF.bdf, ownFolders: ["nvidia"] });

function lines(
  fn: FunctionInfo,
  own: readonly OwnAttribute[] | null,
  pf: FunctionInfo | null = null,
): readonly OwnLine[] {
  return ownWaysOf(fn, pf, own).flatMap((way) => way.lines);
}
const said = (found: readonly OwnLine[]) => found.map(({ label, value, note }) => `${label}: ${value ?? note}`);
const commands = (found: readonly OwnLine[]) => found.map(({ command }) => command);

describe("NVIDIA's vGPU types", () => {
  const of = (current: string, creatable: string) => [
    { path: "nvidia/creatable_vgpu_types", value: creatable },
    { path: "nvidia/current_vgpu_type", value: current },
  ];

  it("are listed with the command that chooses each, of a VF that has none yet", () => {
    const found = lines(VF, of("0", "ID  : vGPU Name\n700 : NVIDIA A-1Q\n 701 :  NVIDIA A-2Q"));
    expect(said(found)).toEqual([
      "vGPU type: 0 (none)",
      "Available type: 700: NVIDIA A-1Q",
      "Available type: 701: NVIDIA A-2Q",
    ]);
    const write = (id: string) => `echo ${id} | sudo tee /sys/bus/pci/devices/0000:41:00.4/nvidia/current_vgpu_type`;
    expect(commands(found)).toEqual([null, write("700"), write("701")]);
  });

  it("say what the VF is and how to take it away, where it has one", () => {
    const found = lines(VF, of("700", "0"));
    expect(said(found)).toEqual(["vGPU type: 700", "Available types: none"]);
    expect(commands(found)[0]).toMatch(/^echo 0 \|/);
  });

  it.each([
    ["", "empty"],
    ["no type", "no type"],
  ])("are taken away by no command where the text is no type: %j", (text, shown) => {
    const found = lines(VF, of(text, "0"));
    expect([said(found)[0], commands(found)[0]]).toEqual([`vGPU type: ${shown}`, null]);
  });

  it("have no MIG instance where all bits of its number are set", () => {
    const at = (value: string) => [{ path: "nvidia/gpu_instance_id", value }];
    expect(said(lines(VF, at("4294967295")))).toEqual(["GPU instance: 4294967295 (none)"]);
    expect(said(lines(VF, at("3")))).toEqual(["GPU instance: 3"]);
  });

  it("are not known where only root may read them", () => {
    const unread = [{ path: "nvidia/current_vgpu_type", value: null, code: "EACCES" }];
    expect(said(lines(VF, unread))).toEqual(["vGPU type: readable by root only"]);
    expect(commands(lines(VF, unread))).toEqual([null]);
    expect(ownWaysOf(VF, PF, null).map(({ id, lines: none }) => [id, none.length])).toEqual([["nvidia", 0]]);
  });

  it("are made possible by a program of NVIDIA's, at the PF", () => {
    const [way] = ownWaysOf(PF, null, null);
    expect(way?.makesVfs).toBe("sudo /usr/lib/nvidia/sriov-manage -e 0000:41:00.0");
    expect(ownWaysOf({ ...PF, driver: "vfio-pci" }, null, null)).toEqual([]);
  });
});

describe("mdevs", () => {
  const card = functionInfo("71:00.0", { driver: "i915", ownFolders: ["mdev_supported_types"] });
  const uuid = "11111111-2222-3333-4444-555555555555";
  const type = (name: string, free: string): OwnAttribute[] => [
    { path: `mdev_supported_types/${name}/available_instances`, value: free },
    { path: `mdev_supported_types/${name}/description`, value: "memory: 128MB\nweight: 4" },
    { path: `mdev_supported_types/${name}/device_api`, value: "vfio-pci" },
  ];

  it("are listed by type with how many more there can be, and those that exist", () => {
    const found = lines(card, [...type("a-1", "2"), ...type("a-2", "0"), { path: `${uuid}/mdev_type`, value: "a-1" }]);
    expect(said(found)).toEqual([
      "a-1: 2 available: memory: 128MB, weight: 4; vfio-pci",
      "a-2: none left: memory: 128MB, weight: 4; vfio-pci",
      `Existing mdev: ${uuid}, type a-1`,
    ]);
    expect(commands(found)).toEqual([
      "uuidgen | sudo tee /sys/bus/pci/devices/0000:71:00.0/mdev_supported_types/a-1/create",
      null,
      `echo 1 | sudo tee /sys/bus/mdev/devices/${uuid}/remove`,
    ]);
  });

  it.each(["", "many"])("say what the text is where it is no number of how many more: %j", (free) => {
    expect(said(lines(card, type("a-1", free)))).toEqual([`a-1: “${free}”: memory: 128MB, weight: 4; vfio-pci`]);
  });

  it("give no command made of a name that could be one itself", () => {
    expect(commands(lines(card, type("a;reboot", "2")))).toEqual([null]);
    expect(lines(card, [{ path: "x$(reboot)/mdev_type", value: "a" }])).toEqual([]);
  });
});

describe("shares of xe", () => {
  const gpu = functionInfo("51:00.0", {
    driver: "xe",
    ownFolders: ["sriov_admin"],
    virtfns: [{ index: 0, bdf: bdf("51:00.1") }],
  });
  const vf = functionInfo("51:00.1", { physfn: gpu.bdf });

  it("are told at the PF for itself and each VF, counted as the kernel's links do", () => {
    const at = (share: string) => ({ path: `sriov_admin/${share}/profile/exec_quantum_ms`, value: "20" });
    expect(said(lines(gpu, [at("pf"), at("vf10"), at("vf1"), at("vf2")]))).toEqual([
      "PF: Execution quantum: 20 ms",
      "VF 0 (vf1, 0000:51:00.1): Execution quantum: 20 ms",
      "VF 1 (vf2): Execution quantum: 20 ms",
      "VF 9 (vf10): Execution quantum: 20 ms",
    ]);
  });

  it("have their memory in a size that can be read, and in bytes as it is written", () => {
    const at = (value: string) => [{ path: "sriov_admin/vf1/profile/vram_quota", value }];
    const label = "VF 0 (vf1, 0000:51:00.1): Video memory";
    expect(said(lines(gpu, at("4294967296")))).toEqual([`${label}: 4G (4294967296 bytes)`]);
  });

  it("are told at the VF, with the PF's folder in the command", () => {
    const own: OwnAttribute[] = [
      { path: "physfn/sriov_admin/vf1/profile/exec_quantum_ms", value: null, code: "EUCLEAN" },
      { path: "physfn/sriov_admin/vf1/profile/preempt_timeout_us", value: "0" },
      { path: "physfn/sriov_admin/vf1/profile/sched_priority", value: "[low] normal" },
    ];
    const found = lines(vf, own, gpu);
    expect(said(found)).toEqual([
      "Execution quantum: differs between the tiles of the GPU",
      "Preemption timeout: 0 (no limit)",
      "Scheduling priority: [low] normal",
    ]);
    expect(commands(found)[1]).toMatch(
      / \/sys\/bus\/pci\/devices\/0000:51:00\.0\/sriov_admin\/vf1\/profile\/preempt_timeout_us$/,
    );
    // The firmware takes it for the PF only (xe_sriov_pf_sysfs.c, sched_priority_change_allowed).
    expect(commands(found)[2]).toBeNull();
  });

  it("are worth reading of the PF and its VFs, and of nobody else", () => {
    const other = functionInfo("61:00.0", { driver: "xe" });
    const machine = buildMachine(snapshot([gpu, vf, other]));
    expect([gpu, vf, other].map((fn) => hasOwnWays(machine, fn.bdf))).toEqual([true, true, false]);
  });
});

it("AMD's gim makes VFs when it is loaded", () => {
  const [way] = ownWaysOf(functionInfo("61:00.0", { driver: "gim" }), null, null);
  expect(way?.about).toMatch(/vf_num/);
  expect(way?.makesVfs).toContain("vf_num=");
});
