/** Machines for tests of plans: a PF on its driver with VFs below a root port, changed as a test wants. */
import type { FunctionInfo, HostFacts, HostIdentity, SriovFacts } from "../../machine/facts.ts";
import { buildMachine, type Machine } from "../../machine/machine.ts";
import { bdf, functionInfo, HOST, IDENTITY, snapshot, sriov } from "../../machine/testing/sample-machine.ts";

export { bdf as at, functionInfo as fn, sriov } from "../../machine/testing/sample-machine.ts";

/** A host that may be changed, with the drivers that tests speak of. */
export const LAB_HOST: HostFacts = {
  ...HOST,
  drivers: ["pcieport", "vfio-pci", "mlx5_core", "igb", "igbvf", "nvme", "bnxt_en", "i40e", "iavf"],
};
const LAB_IDENTITY: HostIdentity = { ...IDENTITY, privileged: true };

interface Surroundings {
  readonly host?: Partial<HostFacts>;
  readonly identity?: Partial<HostIdentity>;
}

export function machineOf(functions: readonly FunctionInfo[], { host, identity }: Surroundings = {}): Machine {
  return buildMachine(
    snapshot(functions, { host: { ...LAB_HOST, ...host }, identity: { ...LAB_IDENTITY, ...identity } }),
  );
}

interface PfWithVfs {
  readonly pf?: Partial<FunctionInfo>;
  readonly sriov?: Partial<SriovFacts>;
  /** One entry for each VF. */
  readonly vfs?: readonly Partial<FunctionInfo>[];
}

const MLX5 = { hostBridge: "pci0000:00", classCode: 0x020000, driver: "mlx5_core", modules: ["mlx5_core"] } as const;

/** A root port with one PF at 01:00.0 below it, and its VFs from 01:00.2 on, each in an IOMMU group of its own. */
export function pfWithVfs({ pf = {}, sriov: facts = {}, vfs = [] }: PfWithVfs = {}): FunctionInfo[] {
  const parent = bdf("00:01.0");
  const list = vfs.map((vf, index) =>
    functionInfo(`01:00.${index + 2}`, {
      ...MLX5,
      parent,
      physfn: bdf("01:00.0"),
      iommuGroup: String(40 + index),
      ...vf,
    }),
  );
  return [
    functionInfo("00:01.0", {
      hostBridge: "pci0000:00",
      classCode: 0x060400,
      driver: "pcieport",
      iommuGroup: "1",
      bridge: { secondary: 1, subordinate: 1 },
    }),
    functionInfo("01:00.0", {
      ...MLX5,
      parent,
      iommuGroup: "20",
      ariEnabled: true,
      sriov: sriov({ totalVfs: 8, numVfs: list.length, ...facts }),
      virtfns: list.map((vf, index) => ({ index, bdf: vf.bdf })),
      ...pf,
    }),
    ...list,
  ];
}

/** The same functions where no IOMMU is at work: none of them is in a group. */
export function withoutGroups(functions: readonly FunctionInfo[]): FunctionInfo[] {
  return functions.map((each) => ({ ...each, iommuGroup: null }));
}

/** Ids in order, so that plans of a test are the same each time. */
export function ids(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `id-${last}`;
  };
}
