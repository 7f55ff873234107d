/** What the lab's transcripts show must be what our own decoding prints of the demo machines. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { configSpaceOf, kernelViewOf } from "../../../../shared/machine/kernel-view.ts";
import { shortBdf } from "../../../../shared/pci/bdf.ts";
import { namingBy, PciIds } from "../../../../shared/pci/ids.ts";
import { lspciFunctionText } from "../../../../shared/pci/lspci/function-text.ts";
import { SimulatedHost } from "../simulated-host.ts";
import { DEMO_MACHINES } from "./catalogue.ts";
import { at } from "./parts/function.ts";

const naming = namingBy(new PciIds(readFileSync(new URL("../../../../assets/pci.ids", import.meta.url), "utf8")));

function open(name: string): SimulatedHost {
  const demo = DEMO_MACHINES.find((machine) => machine.name === name);
  if (!demo) throw new Error(`no demo machine ${name}`);
  return new SimulatedHost({ ...demo.create(), wait: null });
}

/** `lspci -vvv -s` of one function. */
async function text(host: SimulatedHost, address: string): Promise<string> {
  const bdf = at(address);
  const [fn] = (await host.scan([bdf])).functions;
  if (!fn) throw new Error(`${bdf} is not there`);
  const space = configSpaceOf(await host.config(bdf, { wake: false }));
  return lspciFunctionText({ bdf, space, kernel: kernelViewOf(fn), naming }, false);
}

/** First lines of all functions of a vendor, as `lspci | grep` gives them, with the names of today's database. */
async function listed(host: SimulatedHost, vendor: number): Promise<string[]> {
  const { functions } = await host.scan();
  const ours = functions.filter((fn) => fn.vendor === vendor);
  const texts = await Promise.all(ours.map((fn) => text(host, shortBdf(fn.bdf))));
  return texts.map((block) => (block.split("\n")[0] ?? "").replace(/ \(prog-if .*/, ""));
}

/** The lines of one capability, without indentation. */
function block(of: string, name: string): string[] {
  const lines = of.split("\n");
  const start = lines.findIndex((line) => line.includes(name));
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith("\t\t"));
  return [lines[start] ?? "", ...rest.slice(0, end)].map((line) => line.trim().replace("\t", " "));
}

describe("p22-048-018", () => {
  const CX7 = "Ethernet controller: Mellanox Technologies MT2910 Family [ConnectX-7]";
  const VF = "Ethernet controller: Mellanox Technologies ConnectX Family mlx5Gen Virtual Function";
  const BF3 =
    "Ethernet controller: Mellanox Technologies MT43244 BlueField-3 integrated ConnectX-7 network controller (rev 01)";
  const SOC = "DMA controller: Mellanox Technologies MT43244 BlueField-3 SoC Management Interface (rev 01)";
  const vfs = [
    ...[2, 3, 4, 5, 6, 7].map((fn) => `01:00.${fn}`),
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((fn) => `01:01.${fn}`),
    "01:02.0",
    "01:02.1",
  ];

  it("lists the Mellanox functions of the transcript and no other", async () => {
    expect(await listed(open("p22-048-018"), 0x15b3)).toEqual([
      `01:00.0 ${CX7}`,
      `01:00.1 ${CX7}`,
      ...vfs.map((bdf) => `${bdf} ${VF}`),
      ...["0d", "54", "8b", "d5"].flatMap((bus) => [`${bus}:00.0 ${BF3}`, `${bus}:00.1 ${SOC}`]),
    ]);
  });

  it("shows SR-IOV of 01:00.0 as on", async () => {
    expect(block(await text(open("p22-048-018"), "01:00.0"), "(SR-IOV)")).toEqual([
      "Capabilities: [180 v1] Single Root I/O Virtualization (SR-IOV)",
      "IOVCap: Migration- 10BitTagReq- IntMsgNum 0",
      "IOVCtl: Enable+ Migration- Interrupt- MSE+ ARIHierarchy+ 10BitTagReq-",
      "IOVSta: Migration-",
      "Initial VFs: 16, Total VFs: 16, Number of VFs: 16, Function Dependency Link: 00",
      "VF offset: 2, stride: 1, Device ID: 101e",
      "Supported Page Size: 000007ff, System Page Size: 00000001",
      "Region 0: Memory at 00000600de000000 (64-bit, prefetchable)",
      "VF Migration: offset: 00000000, BIR: 0",
    ]);
  });

  it("shows SR-IOV of 01:00.1 as off", async () => {
    expect(block(await text(open("p22-048-018"), "01:00.1"), "(SR-IOV)")).toEqual([
      "Capabilities: [180 v1] Single Root I/O Virtualization (SR-IOV)",
      "IOVCap: Migration- 10BitTagReq- IntMsgNum 0",
      "IOVCtl: Enable- Migration- Interrupt- MSE- ARIHierarchy- 10BitTagReq-",
      "IOVSta: Migration-",
      "Initial VFs: 16, Total VFs: 16, Number of VFs: 0, Function Dependency Link: 01",
      "VF offset: 17, stride: 1, Device ID: 101e",
      "Supported Page Size: 000007ff, System Page Size: 00000001",
      "Region 0: Memory at 00000600dc000000 (64-bit, prefetchable)",
      "VF Migration: offset: 00000000, BIR: 0",
    ]);
  });

  it("shows no SR-IOV capability on a VF, which has a PF and a driver", async () => {
    const host = open("p22-048-018");
    const shown = await text(host, "01:00.2");
    expect(shown).not.toContain("SR-IOV");
    expect(shown).toContain("Kernel driver in use: mlx5_core");
    const { functions } = await host.scan();
    const ofFirst = functions.filter((fn) => fn.physfn === at("01:00.0"));
    expect(ofFirst.map((fn) => shortBdf(fn.bdf))).toEqual(vfs);
    expect(ofFirst.every((fn) => fn.driver === "mlx5_core" && fn.sriov === null)).toBe(true);
  });

  it("allows 16 VFs on each port, and knows enp49s0f1 with its 7", async () => {
    const { functions } = await open("p22-048-018").scan();
    const total = (bdf: string) => functions.find((fn) => fn.bdf === at(bdf))?.sriov?.totalVfs;
    expect([total("01:00.0"), total("01:00.1")]).toEqual([16, 16]);
    const named = functions.find((fn) => fn.children.some(({ name }) => name === "enp49s0f1"));
    expect(named?.sriov?.totalVfs).toBe(7);
  });

  it("takes its VFs away, gives them back, and hands one to vfio-pci", async () => {
    const host = open("p22-048-018");
    const pf = at("01:00.0");
    const ok = async (step: Parameters<typeof host.perform>[0]) => expect((await host.perform(step)).ok).toBe(true);
    await ok({ verb: "sriov.numvfs", bdf: pf, value: 0 });
    expect(await listed(host, 0x15b3)).toHaveLength(10);
    await ok({ verb: "sriov.numvfs", bdf: pf, value: 16 });
    expect(await listed(host, 0x15b3)).toHaveLength(26);
    const vf = at("01:00.2");
    await ok({ verb: "module.load", module: "vfio-pci" });
    await ok({ verb: "driver.override", bdf: vf, driver: "vfio-pci" });
    await ok({ verb: "driver.unbind", bdf: vf, from: "any" });
    await ok({ verb: "driver.probe", bdf: vf });
    expect(await text(host, "01:00.2")).toContain("Kernel driver in use: vfio-pci");
  });

  it("has the one link that came up at half its speed", async () => {
    expect(await text(open("p22-048-018"), "8b:00.0")).toContain("Speed 16GT/s (downgraded), Width x16");
    expect(await text(open("p22-048-018"), "54:00.0")).not.toContain("downgraded");
  });
});

describe("the GPU machines", () => {
  const list = (switches: readonly string[], gpus: readonly string[]) =>
    [
      ...switches.map((bus) => `${bus}:00.0 Bridge: NVIDIA Corporation GH100 [H100 NVSwitch] (rev a1)`),
      ...gpus.map((bus) => `${bus}:00.0 3D controller: NVIDIA Corporation GH100 [H20] (rev a1)`),
    ].sort();

  it("p194-162-015 lists its switches and GPUs where the transcript has them", async () => {
    const host = open("p194-162-015");
    expect(await listed(host, 0x10de)).toEqual(
      list(["05", "06", "07", "08"], ["18", "38", "48", "59", "98", "b8", "c8", "d9"]),
    );
    const { functions } = await host.scan();
    expect(functions.filter((fn) => fn.driver === "vfio-pci")).toHaveLength(8);
  });

  it("p194-162-015 has 18:00.0 on vfio-pci, with no module of its own", async () => {
    const shown = (await text(open("p194-162-015"), "18:00.0")).split("\n").map((line) => line.trim());
    expect(shown).toContain("Subsystem: NVIDIA Corporation Device 198b");
    expect(shown).toContain("Kernel driver in use: vfio-pci");
    expect(shown.some((line) => line.startsWith("Kernel modules"))).toBe(false);
  });

  it("iv-ye419lfegw7fzxco08cz has the same hardware elsewhere, on nvidia", async () => {
    const host = open("iv-ye419lfegw7fzxco08cz");
    expect(await listed(host, 0x10de)).toEqual(
      list(["40", "41", "42", "43"], ["0d", "44", "4d", "58", "90", "c1", "ca", "d5"]),
    );
    const shown = (await text(host, "44:00.0")).split("\n").map((line) => line.trim());
    expect(shown).toContain("Subsystem: NVIDIA Corporation Device 198b");
    expect(shown).toContain("Kernel driver in use: nvidia");
    expect(shown).toContain("Kernel modules: nvidia_drm, nvidia");
  });
});

describe("iv-ye8tels3y8h9l3bnve4b", () => {
  it("prints its RTX 5080 as the transcript does, in the words of a newer lspci", async () => {
    expect((await text(open("iv-ye8tels3y8h9l3bnve4b"), "65:02.0")).split("\n").map((line) => line.trim())).toEqual([
      "65:02.0 VGA compatible controller: NVIDIA Corporation GB203 [GeForce RTX 5080] (rev a1) (prog-if 00 [VGA controller])",
      "Subsystem: NVIDIA Corporation GB203 [GeForce RTX 5080]",
      "Physical Slot: 2-12",
      "Control: I/O+ Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop- ParErr- Stepping- SERR- FastB2B- DisINTx+",
      "Status: Cap+ 66MHz- UDF- FastB2B- ParErr- DEVSEL=fast >TAbort- <TAbort- <MAbort- >SERR- <PERR- INTx-",
      "Latency: 0",
      "Interrupt: pin A routed to IRQ 10",
      "NUMA node: 0",
      "Region 0: Memory at c0000000 (32-bit, non-prefetchable) [size=64M]",
      "Region 1: Memory at 6fc00000000 (64-bit, prefetchable) [size=16G]",
      "Region 3: Memory at 70012000000 (64-bit, prefetchable) [size=32M]",
      "Region 5: I/O ports at 8080 [size=128]",
      "Expansion ROM at bc100000 [virtual] [disabled] [size=512K]",
      "Capabilities: [40] Power Management version 3",
      "Flags: PMEClk- DSI- D1- D2- AuxCurrent=0mA PME(D0+,D1-,D2-,D3hot+,D3cold-)",
      "Status: D0 NoSoftRst+ PME-Enable- DSel=0 DScale=0 PME-",
      "Capabilities: [48] MSI: Enable- Count=1/16 Maskable+ 64bit+",
      "Address: 0000000000000000  Data: 0000",
      "Masking: 00000000  Pending: 00000000",
      "Capabilities: [60] Express (v2) Legacy Endpoint, IntMsgNum 0",
      "DevCap:\tMaxPayload 256 bytes, PhantFunc 0, Latency L0s <64ns, L1 unlimited",
      "ExtTag+ AttnBtn- AttnInd- PwrInd- RBE+ FLReset+ TEE-IO-",
      "DevCtl:\tCorrErr+ NonFatalErr+ FatalErr+ UnsupReq-",
      "RlxdOrd+ ExtTag+ PhantFunc- AuxPwr- NoSnoop- FLReset-",
      "MaxPayload 256 bytes, MaxReadReq 4096 bytes",
      "DevSta:\tCorrErr- NonFatalErr- FatalErr- UnsupReq- AuxPwr- TransPend-",
      "LnkCap:\tPort #0, Speed 32GT/s, Width x16, ASPM L1, Exit Latency L1 unlimited",
      "ClockPM+ Surprise- LLActRep- BwNot- ASPMOptComp+",
      "LnkCtl:\tASPM Disabled; RCB 64 bytes, LnkDisable- CommClk-",
      "ExtSynch- ClockPM- AutWidDis- BWInt- AutBWInt- FltModeDis-",
      "LnkSta:\tSpeed 2.5GT/s (downgraded), Width x16",
      "TrErr- Train- SlotClk+ DLActive- BWMgmt- ABWMgmt-",
      "DevCap2: Completion Timeout: Range AB, TimeoutDis+ NROPrPrP- LTR+",
      "10BitTagComp+ 10BitTagReq+ OBFF Via message, ExtFmt- EETLPPrefix-",
      "EmergencyPowerReduction Not Supported, EmergencyPowerReductionInit-",
      "FRS-",
      "AtomicOpsCap: 32bit+ 64bit+ 128bitCAS-",
      "DevCtl2: Completion Timeout: 50us to 50ms, TimeoutDis-",
      "AtomicOpsCtl: ReqEn-",
      "IDOReq- IDOCompl- LTR- EmergencyPowerReductionReq-",
      "10BitTagReq+ OBFF Disabled, EETLPPrefixBlk-",
      "LnkSta2: Current De-emphasis Level: -6dB, EqualizationComplete+ EqualizationPhase1+",
      "EqualizationPhase2+ EqualizationPhase3+ LinkEqualizationRequest-",
      "Retimer- 2Retimers- CrosslinkRes: unsupported, FltMode-",
      "Capabilities: [9c] Vendor Specific Information: Len=14 <?>",
      "Capabilities: [b0] MSI-X: Enable+ Count=9 Masked-",
      "Vector table: BAR=0 offset=00b90000",
      "PBA: BAR=0 offset=00ba0000",
      "Capabilities: [c8] Vendor Specific Information: Len=08 <?>",
      "Kernel driver in use: nvidia",
      "Kernel modules: nvidia_drm, nvidia",
      "",
    ]);
  });

  it("has no IOMMU and no SR-IOV", async () => {
    const { host, functions } = await open("iv-ye8tels3y8h9l3bnve4b").scan();
    expect(host.iommus).toEqual([]);
    expect(functions.filter((fn) => fn.sriov !== null || fn.iommuGroup !== null)).toEqual([]);
  });
});
