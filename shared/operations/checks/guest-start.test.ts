/** What a guest's start and end take of a function, told before it goes to vfio-pci. */

import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import { usageFacts } from "../../machine/testing/usage.ts";
import { type FixtureFacts, type PlatformFacts, UNKNOWN_PLATFORM } from "../../machine/usage-facts.ts";
import { english } from "../../words/testing/english.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";

const CARD = at("02:00.0");
const AUDIO = at("02:00.1");

interface Around {
  readonly card?: Partial<FunctionInfo>;
  readonly port?: Partial<FunctionInfo>;
  readonly fixtures?: readonly FixtureFacts[];
  readonly platform?: Partial<PlatformFacts>;
}

/** A GPU with its audio function below a port, each in a group of its own. */
function functionsOf({ card, port }: Around): FunctionInfo[] {
  const below = { parent: at("00:02.0"), hostBridge: "pci0000:00" };
  return [
    fn("00:02.0", {
      classCode: 0x060400,
      driver: "pcieport",
      iommuGroup: "1",
      bridge: { secondary: 2, subordinate: 2 },
      ...port,
    }),
    fn("02:00.0", { ...below, iommuGroup: "36", classCode: 0x030000, resetMethods: ["flr"], ...card }),
    fn("02:00.1", { ...below, iommuGroup: "37", driver: "snd_hda_intel", resetMethods: ["flr"] }),
  ];
}

function planOf(around: Around, request: OperationRequest = { kind: "assign", bdfs: [CARD] }) {
  const { fixtures = [], platform = {} } = around;
  return planInEnglish({
    machine: machineOf(functionsOf(around)),
    request,
    newId: ids(),
    knowledge: { usage: usageFacts({ fixtures, platform: { ...UNKNOWN_PLATFORM, ...platform } }) },
  });
}

const said = (around: Around, id: string, request?: OperationRequest) =>
  planOf(around, request).checks.find((check) => check.id === id);

describe("what a plan says of its end", () => {
  it.each<[string, Around, string]>([
    [
      "in a group, with interrupts remapped",
      { platform: { remapsInterrupts: true } },
      "bound to vfio-pci, ready for a guest. ",
    ],
    ["with interrupts that are not", { platform: { remapsInterrupts: false } }, "once interrupt remapping is enabled"],
    ["in no group", { card: { iommuGroup: null } }, "ready for a guest if an IOMMU is active"],
  ])("%s", (_, around, end) => {
    expect(english(planOf(around).summary)).toContain(end);
  });
});

describe("the reset between guests", () => {
  it("is not known where its ways could not be read", () => {
    const problems = [{ attribute: "reset_method", code: "EIO", message: "reset_method could not be read" }];
    const check = said({ card: { resetMethods: null, problems } }, "reset-scope");
    expect(check?.title).toBe("It is unknown whether 0000:02:00.0 can be reset alone between guests.");
    expect(said({ card: { resetMethods: null } }, "reset-scope")).toBeUndefined();
  });

  const busOnly = { card: { resetMethods: ["bus"] } };

  it("that takes a neighbour along names it, and can give it as well", () => {
    const check = said(busOnly, "reset-scope");
    expect(check).toMatchObject({
      level: "warning",
      title: "Between guests 0000:02:00.0 can only be reset together with 0000:02:00.1.",
      remedy: expect.stringContaining("Bind 0000:02:00.1 to vfio-pci too"),
      follow: { kind: "assign", bdfs: [CARD, AUDIO] },
    });
    expect(check?.evidence).toContain("0000:02:00.1 on its bus is bound to snd_hda_intel");
    expect(said(busOnly, "reset-scope", check?.follow)?.level).toBe("fact");
  });

  it("that does not exist is told", () => {
    expect(said({ card: { resetMethods: [] } }, "reset-scope")).toMatchObject({
      level: "warning",
      title: "0000:02:00.0 is not reset between guests: each guest sees the state the last one left.",
    });
    const [, card] = functionsOf({ card: { parent: null, resetMethods: [] } });
    const alone = planInEnglish({
      machine: machineOf(card === undefined ? [] : [card]),
      request: { kind: "assign", bdfs: [CARD] },
      newId: ids(),
    });
    expect(alone.checks.find(({ id }) => id === "reset-scope")?.remedy).toContain("Reboot this machine between guests");
  });

  it("of a VF has nothing to do with its bus", () => {
    const machine = machineOf(pfWithVfs({ vfs: [{ resetMethods: [] }, { resetMethods: ["flr"] }] }));
    const request = { kind: "assign", bdfs: [at("01:00.2"), at("01:00.3")] } as const;
    const checks = planInEnglish({ machine, request, newId: ids() }).checks.filter(({ id }) => id === "reset-scope");
    expect(checks.map(({ subject, follow }) => [subject, follow])).toEqual([["0000:01:00.2", undefined]]);
  });

  it("is not spoken of where it reaches the function alone, or is not told", () => {
    for (const resetMethods of [["flr", "bus"], ["pm"], null]) {
      expect(said({ card: { resetMethods } }, "reset-scope")).toBeUndefined();
    }
  });
});

describe("power that the kernel may cut", () => {
  const allowed = { d3coldAllowed: true };

  it("names the display, whose cure is a step", () => {
    const check = said({ card: allowed, port: allowed }, "power-cut");
    expect(check).toMatchObject({ level: "fact", follow: { kind: "d3cold.set", bdfs: [CARD], value: false } });
    expect(check?.remedy).toContain("disable_idle_d3=1");
    const { verdict, steps } = planOf({ card: allowed, port: allowed }, check?.follow);
    expect([verdict, steps.map(({ template }) => template.verb)]).toEqual(["ready", ["power.d3cold"]]);
  });

  it("is warned of where it was cut already, of the function or a port above", () => {
    const nic = { ...allowed, classCode: 0x020000 };
    expect(said({ card: { ...nic, powerState: "D3cold" } }, "power-cut")?.level).toBe("warning");
    expect(said({ card: nic, port: { powerState: "D3cold" } }, "power-cut")?.evidence).toContain(
      "power_state of 0000:00:02.0 is D3cold",
    );
    expect(said({ card: nic, port: allowed }, "power-cut")).toBeUndefined();
  });

  it("is no matter where sysfs or vfio-pci forbids it, or where that is not known", () => {
    for (const d3coldAllowed of [false, null]) {
      expect(said({ card: { d3coldAllowed }, port: allowed }, "power-cut")).toBeUndefined();
    }
    expect(said({ card: allowed, port: allowed, platform: { idleD3Off: true } }, "power-cut")).toBeUndefined();
  });
});

describe("the framebuffer that firmware left", () => {
  const resources = [{ start: "0x2800000000", end: "0x2fffffffff", flags: "0x14220c" }];
  const range = { start: "0x2800000000", end: "0x2801fa3fff" };
  const BOOTFB = { kind: "framebuffer", name: "BOOTFB", bdf: CARD, range } as const;
  const DRM = { kind: "framebuffer", name: "simpledrm", bdf: CARD, range } as const;

  it("is warned of with its BAR, though the function has no driver", () => {
    const check = said({ card: { resources, driver: null }, fixtures: [BOOTFB, DRM] }, "boot-framebuffer");
    expect(check).toMatchObject({
      level: "warning",
      title:
        "The firmware framebuffer (BOOTFB and simpledrm) is in BAR 0 of 0000:02:00.0, so a guest can’t use that BAR.",
      evidence: expect.stringContaining("BAR 0: can't reserve"),
      remedy: expect.stringMatching(/initcall_blacklist=sysfb_init.*simple-framebuffer/),
    });
  });

  it("that Open Firmware describes is not of sysfb, which POWER has not", () => {
    const check = said({ card: { resources }, fixtures: [{ ...BOOTFB, name: "ofdrm" }] }, "boot-framebuffer");
    expect(check?.remedy).toContain("of-display");
    expect(check?.remedy).not.toContain("sysfb");
  });

  it("is in some BAR where its place is not shown", () => {
    const { bdf, kind, name } = BOOTFB;
    expect(said({ fixtures: [{ bdf, kind, name }] }, "boot-framebuffer")?.title).toContain("is in a BAR of");
  });

  it("of a driver of its own leaves with that driver", () => {
    expect(said({ fixtures: [{ kind: "framebuffer", name: "fb0", bdf: CARD }] }, "boot-framebuffer")).toBeUndefined();
  });
});

describe("what a function on vfio-pci is good for", () => {
  const none = { host: { iommus: [] } };
  const card = fn("00:06.0", { resetMethods: ["flr"], iommuGroup: null });
  const plan = (noIommuMode: boolean, runsIn: PlatformFacts["runsIn"]) =>
    planInEnglish({
      machine: machineOf([card], none),
      request: { kind: "assign", bdfs: [card.bdf] },
      newId: ids(),
      knowledge: {
        usage: usageFacts({ platform: { ...UNKNOWN_PLATFORM, iommuTables: [], noIommuMode, runsIn } }),
      },
    });

  it("without an IOMMU is no guest", () => {
    const { summary, checks } = plan(true, "ec2");
    expect(english(summary)).toMatch(/such as DPDK/);
    expect(english(summary)).not.toMatch(/guest/);
    expect(checks.find(({ id }) => id === "noiommu")?.remedy).toMatch(/not QEMU or libvirt.*taints/);
  });

  it("in a cloud's guest may be made so by that mode, and by no BIOS", () => {
    const remedy = plan(false, "ec2").checks.find(({ id }) => id === "iommu")?.remedy;
    expect(remedy).toContain("enable_unsafe_noiommu_mode");
    expect(remedy).not.toContain("BIOS");
  });

  it("is no guest yet while the host has another member of its group", () => {
    const sibling = fn("02:00.1", { iommuGroup: "9", driver: "snd_hda_intel" });
    const gpu = fn("02:00.0", { iommuGroup: "9", resetMethods: ["flr"] });
    const summaryOf = (...bdfs: FunctionInfo["bdf"][]) =>
      english(
        planInEnglish({ machine: machineOf([gpu, sibling]), request: { kind: "assign", bdfs }, newId: ids() }).summary,
      );
    expect(summaryOf(gpu.bdf)).toContain("once no member of IOMMU group 9 is used by the host");
    expect(summaryOf(gpu.bdf, sibling.bdf)).toContain("bound to vfio-pci, ready for a guest.");
  });
});

describe("a VF in the group of its PF", () => {
  const machine = machineOf(pfWithVfs({ vfs: [{ iommuGroup: "20" }] }));
  const plan = (request: OperationRequest) => planInEnglish({ machine, request, newId: ids() });

  it("is not helped by giving the PF as well, nor the PF by giving its VF", () => {
    const ofVf = plan({ kind: "assign", bdfs: [at("01:00.2")] }).checks.find(({ id }) => id === "group-viability");
    expect(ofVf?.title).toMatch(/^0000:01:00\.2 can’t be passed through/);
    expect(ofVf?.remedy).not.toContain("too");
    const ofPf = plan({ kind: "assign", bdfs: [at("01:00.0")] }).checks.find(({ id }) => id === "pf-with-vfs");
    expect(ofPf?.remedy).not.toContain("Pass its VFs through");
    for (const check of [ofVf, ofPf]) {
      expect(check?.follow).toEqual({ kind: "vfs.set", pf: at("01:00.0"), count: 0, purpose: "host" });
    }
  });
});

it("VFs that vfio-pci would refuse are told before they are made, and no text takes others off it", () => {
  const qat = { vendor: 0x8086, device: 0x37c8, driver: "c6xx" };
  const plan = (vfDevice: number, platform: Partial<PlatformFacts>) =>
    planInEnglish({
      machine: machineOf(pfWithVfs({ pf: qat, sriov: { vfDevice, totalVfs: 4 } })),
      request: { kind: "vfs.set", pf: at("01:00.0"), count: 4, purpose: "vfio-pci" },
      newId: ids(),
      knowledge: { usage: usageFacts({ platform: { ...UNKNOWN_PLATFORM, ...platform } }) },
    }).checks.find(({ id }) => id === "denylist");
  expect(plan(0x37c9, { denylistOff: false })).toMatchObject({
    level: "blocker",
    title: expect.stringContaining("VFs of 0000:01:00.0"),
    evidence: expect.stringContaining("8086:37c9"),
  });
  expect(plan(0x37c9, { denylistOff: false })?.remedy).not.toMatch(/modprobe /);
  expect(plan(0x37c9, {})?.level).toBe("warning");
  expect(plan(0x37c9, { denylistOff: true })).toBeUndefined();
  expect(plan(0x10ca, { denylistOff: false })).toBeUndefined();
});

it.each([
  ["mlx5_vfio_pci", /live migration/],
  ["qat_vfio_pci", /live migration/],
  ["virtio_vfio_pci", /transitional/],
  ["nvgrace_gpu_vfio_pci", /the GPU memory/],
  ["odd_vfio_pci", /unknown here/],
])("a vfio driver of its own is shown with what it is for: %s", (module, what) => {
  const machine = machineOf(functionsOf({}));
  const variants = [{ bdf: CARD, modules: [module] }];
  const request = { kind: "assign", bdfs: [CARD] } as const;
  const { checks } = planInEnglish({ machine, request, newId: ids(), knowledge: { usage: usageFacts({ variants }) } });
  const check = checks.find(({ id }) => id === "vfio-variant");
  expect(english(check?.title)).toMatch(what);
  if (!/migration/.test(what.source) && module !== "virtio_vfio_pci") {
    expect(`${english(check?.title)} ${english(check?.remedy)}`).not.toMatch(/migrat/);
  }
});
