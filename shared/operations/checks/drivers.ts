/** Checks on what single PF drivers are known to do when VFs are switched (drivers/net/ethernet, drivers/nvme, drivers/vfio). */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isOnVfio } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import { usesOf } from "../findings/in-use.ts";
import { interfaceWord } from "../verbs/shell.ts";
import type { CheckInput, CheckRule } from "./check.ts";
import type { Check } from "./found.ts";

type VfChange = NonNullable<CheckInput["change"]["vfs"]>;

/** Runs a rule only where the number of VFs changes. */
export function onVfs(rule: (change: VfChange, input: CheckInput) => readonly Check[]): CheckRule {
  return (input) => (input.change.vfs === null ? [] : rule(input.change.vfs, input));
}

/** Drivers that have SR-IOV hardware and yet no `sriov_configure`; builds from elsewhere may have one. */
const WITHOUT_SRIOV_CONFIGURE: ReadonlyMap<string, string> = new Map([
  ["i915", "Intel's SR-IOV for this driver is in builds from outside the kernel tree, or in the xe driver."],
  ["igb_uio", "It takes the number of VFs in its own file: write it to max_vfs, in the folder of the PF."],
  ["uio_pci_generic", "Give the PF back to its own driver first."],
  ["pciback", "Give the PF back to its own driver first."],
  ["mlx4_core", "It takes the number of VFs as its module parameter num_vfs."],
]);

const driverSupports = onVfs(({ pf }, { machine }) => {
  if (pf.driver === null) return [];
  if (isOnVfio(pf) && machine.snapshot.host.vfioEnableSriov !== true)
    return [vfioSriov(machine.snapshot.host.vfioEnableSriov)];
  const hint = WITHOUT_SRIOV_CONFIGURE.get(pf.driver);
  if (hint === undefined) return [];
  return [
    {
      id: "driver-supports",
      level: "warning",
      title: `${pf.driver} cannot switch VFs through sysfs, unless it is a build from elsewhere.`,
      evidence: `driver of ${pf.bdf} is ${pf.driver}`,
      remedy: hint,
    },
  ];
});

function vfioSriov(enabled: boolean | null): Check {
  const parameter = "/sys/module/vfio_pci/parameters/enable_sriov";
  return {
    id: "driver-supports",
    level: enabled === false ? "blocker" : "warning",
    title: "vfio-pci switches VFs of a function that it has only when it was told to.",
    evidence:
      enabled === false ? `${parameter} is N; the kernel would answer ENOENT` : `${parameter} could not be read`,
    remedy: `Write Y to ${parameter}, or give the PF back to its own driver first. Its VFs then need a VF token.`,
  };
}

const DRIVER_HABITS: readonly {
  readonly drivers: readonly string[];
  readonly applies: (change: VfChange, input: CheckInput) => boolean;
  readonly check: (pf: FunctionInfo) => Omit<Check, "level" | "evidence">;
}[] = [
  {
    drivers: ["bnxt_en"],
    applies: ({ pf, to }, { usage }) => to > 0 && !isNetUp(pf, usage),
    check: (pf) => ({
      id: "driver-wants-net-up",
      title: `bnxt_en makes no VFs while the interface of ${pf.bdf} is down, and yet reports success.`,
      remedy: `Bring the interface up first: ip link set ${netName(pf)} up.`,
    }),
  },
  {
    drivers: ["i40e", "ixgbe"],
    applies: ({ pf }) => usesOf(pf).some((use) => use.kind === "net"),
    check: (pf) => ({
      id: "driver-resets-port",
      title: `${pf.driver} resets the port when VFs are switched: ${netName(pf)} loses its link for some seconds.`,
      remedy: "Do not do this over a connection that goes through that interface.",
    }),
  },
  {
    drivers: ["nvme"],
    applies: ({ to, purpose }) => to > 0 && purpose !== "none",
    check: (pf) => ({
      id: "nvme-virt-mgmt",
      title: "VFs of an NVMe controller stay unusable until queues and interrupts are assigned to them.",
      remedy: `Assign them with nvme virt-mgmt on ${pf.bdf}, then bring the secondary controllers online.`,
    }),
  },
];

function netName(pf: FunctionInfo): string {
  return interfaceWord(pf) ?? "the interface";
}

/** Switched on, whatever the cable says; where that is not known, by its operstate. */
function isNetUp(pf: FunctionInfo, usage: Usage): boolean {
  const known = usage.facts.interfaces.filter(({ bdf, up }) => bdf === pf.bdf && up !== null);
  return known.length > 0 ? known.some(({ up }) => up) : usesOf(pf).some((use) => use.kind === "net");
}

const driverHabits = onVfs((change, input) => {
  const { pf } = change;
  return DRIVER_HABITS.filter((habit) => habit.drivers.includes(pf.driver ?? "") && habit.applies(change, input)).map(
    (habit) => ({
      ...habit.check(pf),
      level: "warning",
      evidence: `driver of ${pf.bdf} is ${pf.driver}`,
    }),
  );
});

export const DRIVER_CHECKS: readonly CheckRule[] = [driverSupports, driverHabits];
