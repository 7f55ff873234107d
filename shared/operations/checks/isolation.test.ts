import { describe, expect, it } from "vitest";
import type { FunctionInfo, HostFacts } from "../../machine/facts.ts";
import { usageFacts } from "../../machine/testing/usage.ts";
import { type PlatformFacts, UNKNOWN_PLATFORM, type UsageFacts } from "../../machine/usage-facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { ConfigSpace } from "../../pci/config-space.ts";
import { inEnglish } from "../../words/testing/english.ts";
import { iommuCause } from "../findings/iommu-cause.ts";
import { at, fn, ids, machineOf, withoutGroups } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";
import type { Check } from "./found.ts";

const GPU = at("02:00.0");
const PORT = at("00:02.0");

interface Around {
  readonly usage?: Partial<UsageFacts>;
  readonly platform?: Partial<PlatformFacts>;
  readonly config?: (bdf: Bdf) => ConfigSpace | null;
  readonly host?: Partial<HostFacts>;
}

/** A GPU with its audio function in one group below a port, given to a guest. */
function checks(gpu: Partial<FunctionInfo>, { usage, platform, config, host }: Around = {}): readonly Check[] {
  const common = { parent: PORT, hostBridge: "pci0000:00", iommuGroup: "12" };
  const functions = [
    fn("00:02.0", {
      classCode: 0x060400,
      driver: "pcieport",
      iommuGroup: "12",
      bridge: { secondary: 2, subordinate: 2 },
    }),
    fn("02:00.0", { ...common, vendor: 0x10de, device: 0x2c02, ...gpu }),
    fn("02:00.1", { ...common, driver: "snd_hda_intel" }),
  ];
  const machine = machineOf(
    host?.iommus?.length === 0 ? withoutGroups(functions) : functions,
    host === undefined ? {} : { host },
  );
  const facts = usageFacts({ platform: { ...UNKNOWN_PLATFORM, ...platform }, ...usage });
  const knowledge = { usage: facts, ...(config === undefined ? {} : { config }) };
  return planInEnglish({ machine, request: { kind: "assign", bdfs: [GPU] }, newId: ids(), knowledge }).checks;
}

const found = (list: readonly Check[], id: string) => list.find((check) => check.id === id);

/** A root port, with ACS Control as given; null = without ACS. */
function port(acs: number | null): (bdf: Bdf) => ConfigSpace | null {
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  bytes[0x06] = 0x10;
  bytes[0x0e] = 0x01;
  bytes[0x34] = 0x40;
  view.setUint16(0x40, 0x0010, true);
  view.setUint16(0x42, 0x0042, true);
  if (acs !== null) {
    view.setUint32(0x100, 0x0001000d, true);
    view.setUint16(0x106, acs, true);
  }
  return (bdf) => (bdf === PORT ? new ConfigSpace(bytes) : null);
}

describe("isolation of what goes to a guest", () => {
  it("names the port that merged a group, and the ACS bits that it lacks", () => {
    expect(found(checks({}, { config: port(null) }), "group-acs")?.title).toBe(
      "IOMMU group 12 has several functions because 0000:00:02.0 has no ACS.",
    );
    // SV, RR and CR are on.
    expect(found(checks({}, { config: port(0x0d) }), "group-acs")?.title).toContain(
      "has ACS without Upstream Forwarding (UF)",
    );
    expect(found(checks({}, { config: port(0x1d) }), "group-acs")).toBeUndefined();
    expect(found(checks({}), "group-acs")).toBeUndefined();
  });

  it("asks for another slot only where the kernel was not told to leave the bits off", () => {
    const remedy = (control: number | null, commandLine: string | null) =>
      found(checks({}, { config: port(control), platform: { commandLine } }), "group-acs")?.remedy;
    const told = "quiet pci=noaer,disable_acs_redir=0000:00:02.0;8086:a110 pci=realloc";
    expect(remedy(0x11, told)).toContain(
      "Boot the kernel without pci=disable_acs_redir=0000:00:02.0;8086:a110. Groups",
    );
    expect(remedy(0x11, "quiet pci=realloc")).toContain("a slot whose port has ACS");
    // It has none that could be left off.
    expect(remedy(null, told)).toContain("a slot whose port has ACS");
  });

  it("knows whether a guest can open what it is given, where interrupts are not remapped", () => {
    const told = (remapsInterrupts: boolean | null, unsafeInterrupts: boolean | null): string[] =>
      checks({}, { platform: { remapsInterrupts, unsafeInterrupts } })
        .map(({ id }) => id)
        .filter((id) => id.startsWith("interrupt"));
    expect(told(false, false)).toEqual(["interrupts-refused"]);
    expect(told(false, null)).toEqual(["interrupts-refused"]);
    expect(told(false, true)).toEqual(["interrupt-remapping"]);
    // The parameter changes nothing where they are, and is all that is known where there is no IO-APIC.
    expect(told(true, true)).toEqual([]);
    expect(told(null, true)).toEqual(["interrupt-remapping"]);
    expect([...told(true, false), ...told(null, false)]).toEqual([]);
  });

  it("does not take groups for real that the kernel was told to pretend", () => {
    const told = checks({}, { platform: { commandLine: "quiet pcie_acs_override=downstream,multifunction" } });
    expect(found(told, "acs-override")).toMatchObject({
      level: "warning",
      title: expect.stringContaining("may not be isolated"),
    });
  });

  it("knows memory that firmware keeps, devices that vfio-pci refuses, and drivers that can migrate", () => {
    const directRegions = [{ group: "12", start: "0x7b000000", end: "0x7f7fffff" }];
    expect(found(checks({}, { usage: { directRegions } }), "reserved-direct")?.evidence).toContain("0x7b000000");
    const qat = { vendor: 0x8086, device: 0x37c8 };
    expect(found(checks(qat, { platform: { denylistOff: false } }), "denylist")?.level).toBe("blocker");
    expect(found(checks(qat), "denylist")?.level).toBe("warning");
    expect(found(checks(qat, { platform: { denylistOff: true } }), "denylist")).toBeUndefined();
    const variants = [{ bdf: GPU, modules: ["nvgrace_gpu_vfio_pci"] }];
    expect(found(checks({}, { usage: { variants } }), "vfio-variant")?.level).toBe("fact");
  });

  it("warns of interrupts and DMA that nothing holds back", () => {
    const open = checks({}, { platform: { unsafeInterrupts: true, noIommuMode: true } });
    expect([found(open, "interrupt-remapping")?.level, found(open, "noiommu")?.level]).toEqual(["warning", "warning"]);
  });

  it("does not wake a function unasked", () => {
    expect(found(checks({ powerState: "D3cold" }), "asleep")?.level).toBe("warning");
    expect(found(checks({ powerState: "D3hot" }), "asleep")).toBeUndefined();
  });

  it("lets a machine without an IOMMU do without where it was told to", () => {
    const none = (noIommuMode: boolean) =>
      found(checks({ iommuGroup: null }, { host: { iommus: [] }, platform: { noIommuMode } }), "iommu")?.level;
    expect([none(false), none(true)]).toEqual(["blocker", "warning"]);
  });
});

it.each<[cause: RegExp, remedy: RegExp, Partial<PlatformFacts>]>([
  [
    /disabled on the kernel command line/,
    /without intel_iommu=off/,
    { commandLine: "quiet intel_iommu=off", iommuTables: ["DMAR"] },
  ],
  [/disabled on the kernel command line/, /without iommu=off/, { commandLine: "iommu=off" }],
  [/firmware reports an IOMMU/, /intel_iommu=on/, { commandLine: "quiet", iommuTables: ["DMAR"] }],
  [/firmware reports an IOMMU/, /AMD-Vi/, { iommuTables: ["IVRS"], commandLine: "quiet" }],
  [/No active SMMU/, /SMMU in the firmware/, { iommuTables: ["IORT"], commandLine: "quiet iommu.passthrough=1" }],
  [/virtio-iommu/, /CONFIG_VIRTIO_IOMMU/, { iommuTables: ["VIOT"], runsIn: "qemu" }],
  [/ACPI is disabled/, /without acpi=off/, { commandLine: "acpi=off" }],
  [/Xen uses the IOMMU/, /xl pci-assignable-add/, { iommuTables: [], runsIn: "xen-host" }],
  [/Xen domain/, /from the domain that owns the hardware/, { iommuTables: [], runsIn: "xen" }],
  [/EC2/, /bare metal.*enable_unsafe_noiommu_mode/, { iommuTables: [], runsIn: "ec2", noIommuMode: false }],
  [/Google/, /bare metal.*if this kernel supports it/, { iommuTables: [], runsIn: "gce" }],
  [/Azure/, /physical machine/, { iommuTables: null, runsIn: "azure" }],
  [/Hyper-V/, /Hyper-V host/, { iommuTables: [], runsIn: "hyper-v" }],
  [/VMware/, /Expose an IOMMU/, { iommuTables: [], runsIn: "vmware" }],
  [/VirtualBox/, /--iommu=/, { iommuTables: [], runsIn: "virtualbox" }],
  [/QEMU/, /intel-iommu/, { iommuTables: [], runsIn: "qemu" }],
  [/this machine has none/, /BIOS/, { iommuTables: [], runsIn: "machine" }],
  [/firmware reports no IOMMU/, /BIOS/, { iommuTables: [] }],
  [/No active IOMMU/, /If it is enabled there/, {}],
  // Guests on Arm have an IORT for their interrupts.
  [/EC2/, /^Use a bare metal instance type/, { iommuTables: ["IORT"], runsIn: "ec2" }],
  [/Azure/, /^Use a physical machine/, { iommuTables: ["IORT"], runsIn: "azure" }],
  [/QEMU/, /iommu=smmuv3/, { iommuTables: ["IORT"], runsIn: "qemu", interruptChips: ["GICv3"] }],
  [/virtio-iommu/, /CONFIG_VIRTIO_IOMMU/, { iommuTables: ["IORT", "VIOT"], runsIn: "qemu" }],
  [/No active SMMU/, /device tree/, { iommuTables: null, interruptChips: ["GICv3"], runsIn: null }],
  [/firmware reports an IOMMU/, /^DMAR lines/, { commandLine: "intel_iommu=on", iommuTables: ["DMAR"] }],
  // A word about another's IOMMU keeps none off, nor does one that a later word overrules.
  [/firmware reports an IOMMU/, /intel_iommu=on/, { commandLine: "amd_iommu=off", iommuTables: ["DMAR"] }],
  [/AMD-Vi/, /AMD-Vi/, { commandLine: "intel_iommu=off", iommuTables: ["IVRS"] }],
  [/No active SMMU/, /SMMU/, { commandLine: "iommu=off", iommuTables: ["IORT"] }],
  [/does not use/, /DMAR/, { commandLine: "intel_iommu=off quiet intel_iommu=on", iommuTables: ["DMAR"] }],
])("why there is no IOMMU: %s %s", (cause, remedy, platform) => {
  const told = inEnglish(iommuCause({ iommus: [] }, { ...UNKNOWN_PLATFORM, ...platform }));
  expect(told.cause).toMatch(cause);
  expect(told.remedy).toMatch(remedy);
  // Nobody can switch on what is on, and none of them has the others' switches.
  expect(told.remedy).not.toContain("amd_iommu=on");
  if (platform.interruptChips !== undefined) expect(told.remedy).not.toMatch(/BIOS|VT-d|AMD-Vi|intel/);
  if (platform.iommuTables?.[0] !== "DMAR" && platform.runsIn !== undefined && platform.runsIn !== "machine") {
    expect(told.remedy).not.toMatch(/BIOS|intel_iommu=/);
  }
});

it.each<[string, readonly string[], Partial<PlatformFacts>, RegExp, RegExp]>([
  ["Intel", ["dmar0"], {}, /VT-d, x2APIC/, /not IR-IO-APIC/],
  ["AMD", ["ivhd0"], {}, /AMD-Vi/, /not IR-IO-APIC/],
  ["virtio-iommu", ["0000:00:03.0"], {}, /can’t remap/, /not IR-IO-APIC/],
  ["a kernel that was told to", ["dmar0"], { commandLine: "intremap=off" }, /without intremap=off/, /not IR-IO-APIC/],
  [
    "an Arm board with GICv2m",
    ["smmu0"],
    { interruptChips: ["GIC-0", "GICv2m-PCI-MSIX"] },
    /only an ITS/,
    /has GICv2m for/,
  ],
  [
    "an Arm board with MIP",
    ["1000005200.iommu"],
    { interruptChips: ["GICv2", "MIP-MSI-PCI-MSI"] },
    /only an ITS/,
    /has MIP-MSI for/,
  ],
])("what remaps interrupts is told as that machine has it: %s", (_, iommus, platform, remedy, evidence) => {
  for (const unsafeInterrupts of [false, true]) {
    const told = checks({}, { host: { iommus }, platform: { remapsInterrupts: false, unsafeInterrupts, ...platform } });
    const check = told.find(({ id }) => id.startsWith("interrupt"));
    expect(check?.remedy).toMatch(remedy);
    if (iommus[0] !== "dmar0") expect(check?.remedy).not.toMatch(/x2APIC|VT-d/);
    if (!unsafeInterrupts) expect(check?.evidence).toMatch(evidence);
  }
});
