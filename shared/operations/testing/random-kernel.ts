/** Kernels and requests at random: a PF with VFs in any state that people leave them in, and a card beside it. */
import fc from "fast-check";
import type { Bdf } from "../../pci/bdf.ts";
import { vfBdf } from "../../pci/sriov.ts";
import type { OperationRequest, VfPurpose } from "../request/request.ts";
import { at } from "./facts.ts";
import { type MiniFunction, MiniKernel, miniFunction } from "./mini-kernel.ts";

const PORT = at("00:01.0");
export const PF = at("01:00.0");
const CARD = at("02:00.0");
const SPARE = at("02:00.1");

type VfState = "host" | "vfio" | "none" | "reserved" | "host, reserved";

const vfState = fc.constantFrom<VfState>("host", "vfio", "none", "reserved", "host, reserved");

const anyKernel: fc.Arbitrary<MiniKernel> = fc
  .record({
    loaded: fc.boolean(),
    bindsNew: fc.constantFrom(true, true, true, false),
    pfDriver: fc.constantFrom("mlx5_core", "mlx5_core", "mlx5_core", "vfio-pci", null),
    enableSriov: fc.boolean(),
    total: fc.integer({ min: 0, max: 6 }),
    layout: fc.constantFrom({ offset: 2, stride: 1 }, { offset: 128, stride: 2 }, { offset: 0x110, stride: 1 }),
    autoprobe: fc.boolean(),
    vfProbeFails: fc.constantFrom(false, false, true),
    vfs: fc.array(vfState, { maxLength: 6 }),
    isolated: fc.constantFrom(true, true, true, false),
    card: vfState,
    spare: vfState,
  })
  .map((random) => {
    const { total, layout, vfProbeFails } = random;
    const vfioTakes = random.loaded && random.isolated;
    const pfDriver = vfioTakes || random.pfDriver !== "vfio-pci" ? random.pfDriver : null;
    // The VFs of an NVMe controller: their driver knows them, and gives up.
    const vfNatives = [vfProbeFails ? "nvme" : "mlx5_core"];
    // Only a driver keeps VFs up; vfio-pci takes no PF that has some.
    const states = pfDriver === "mlx5_core" ? random.vfs.slice(0, total) : [];
    const state = (name: VfState, driver: string) => binding(vfioTakes, name, vfProbeFails ? null : driver);
    const vfs = states.flatMap((name, index): MiniFunction[] => {
      const bdf = vfBdf(PF, layout, index);
      if (bdf === null) return [];
      const group = random.isolated ? String(10 + index) : null;
      const common = { pf: PF, natives: vfNatives, probeFails: vfProbeFails, group };
      return [miniFunction(bdf, { ...common, ...state(name, "mlx5_core") })];
    });
    return new MiniKernel(
      [
        miniFunction(PORT, { driver: "pcieport", natives: ["pcieport"], bridge: { secondary: 1, subordinate: 3 } }),
        miniFunction(PF, {
          driver: pfDriver,
          override: pfDriver === "vfio-pci" ? "vfio-pci" : null,
          natives: ["mlx5_core"],
          group: random.isolated ? "1" : null,
          sriov: {
            total,
            ...layout,
            autoprobe: random.autoprobe,
            vfs: vfs.map((vf) => vf.bdf),
            vfNatives,
            vfProbeFails,
          },
        }),
        ...vfs,
        miniFunction(CARD, { natives: ["igb"], group: "30", ...binding(random.loaded, random.card, "igb") }),
        miniFunction(SPARE, { natives: [], group: "31", ...binding(random.loaded, random.spare, null) }),
      ],
      {
        vfioPci: random.loaded ? "loaded" : "available",
        vfioEnableSriov: random.enableSriov,
        driversAutoprobe: random.bindsNew,
        drivers: ["pcieport", "mlx5_core", "igb", "nvme", ...(random.loaded ? ["vfio-pci"] : [])],
      },
    );
  });

/** Nothing is on vfio-pci, or reserved for it, before it is loaded: loading it would take what is reserved at once. */
function binding(vfioLoaded: boolean, state: VfState, driver: string | null): Partial<MiniFunction> {
  switch (vfioLoaded ? state : state.replace("vfio", "none")) {
    case "vfio":
      return { driver: "vfio-pci", override: "vfio-pci" };
    case "reserved":
      return { driver: null, override: vfioLoaded ? "vfio-pci" : null };
    case "host, reserved":
      return { driver, override: vfioLoaded ? "vfio-pci" : null };
    case "host":
      return { driver, override: null };
    default:
      return { driver: null, override: null };
  }
}

/** Requests that fit the kernel, and some that do not. */
function anyRequest(kernel: MiniKernel): fc.Arbitrary<OperationRequest> {
  const addresses = [...kernel.functions.keys()];
  const some: fc.Arbitrary<Bdf[]> = fc.uniqueArray(fc.constantFrom(...addresses, at("7f:00.0")), {
    minLength: 1,
    maxLength: 4,
  });
  const purpose = fc.constantFrom<VfPurpose>("host", "vfio-pci", "none");
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("vfs.set" as const),
        pf: fc.constant(PF),
        count: fc.integer({ min: 0, max: 6 }),
        purpose,
      }),
    },
    fc.record({ kind: fc.constant("assign" as const), bdfs: some }),
    fc.record({ kind: fc.constant("giveBack" as const), bdfs: some }),
  );
}

/** A kernel and a request for it; each call makes another kernel, so that a run can change it. */
export const anyCase: fc.Arbitrary<{ readonly fresh: () => MiniKernel; readonly request: OperationRequest }> =
  anyKernel.chain((kernel) => {
    const copy = () => new MiniKernel([...kernel.functions.values()], kernel.host);
    return anyRequest(kernel).map((request) => ({ fresh: copy, request }));
  });
