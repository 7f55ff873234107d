/** How many VFs a PF can have, and which limit binds: known before anything is written. */
import type { FunctionFacts } from "../../machine/facts.ts";
import { kernelResource } from "../../machine/kernel-view.ts";
import { subclass } from "../../machine/role.ts";
import { capabilityTotalVfs, vfBarSize } from "../../machine/vf-slices.ts";
import { type Bdf, bdfParts, routingId } from "../../pci/bdf.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { FIRST_IOV_RESOURCE, formatSize, vfBarSlices } from "../../pci/sriov.ts";
import { capabilityLimits, type Surroundings, systemPage, type VfLimit } from "./limits-config.ts";
import { bridgeWindowLimit, portLimit } from "./limits-port.ts";

/**
 * Every limit that can be told from what is at hand; one that cannot is not in the list.
 * @param space the PF's registers; null = not read
 * @param port those of the port above; null = not read
 */
export function vfLimits(
  machine: Surroundings,
  pf: FunctionFacts,
  space: ConfigSpace | null = null,
  port: ConfigSpace | null = null,
): VfLimit[] {
  const limits = [
    driverLimit(pf),
    portLimit(machine, pf, port),
    busLimit(machine, pf),
    ...mmioLimits(machine, pf, space),
    poolLimit(pf),
    ...capabilityLimits(machine, pf, space),
  ];
  return limits.filter((limit) => limit !== null);
}

/** The lowest limit; null when none is known. */
export function mostVfs(...given: Parameters<typeof vfLimits>): VfLimit | null {
  return vfLimits(...given).reduce<VfLimit | null>(
    (least, limit) => (least === null || limit.most < least.most ? limit : least),
    null,
  );
}

function driverLimit(pf: FunctionFacts): VfLimit | null {
  const most = pf.sriov?.totalVfs ?? null;
  return most === null ? null : { kind: "driver", most, evidence: (of) => `sriov_totalvfs${of} is ${most}` };
}

/** A driver that shares out MSI-X vectors gives each VF one at the least; 0 = it does not share any out. */
function poolLimit(pf: FunctionFacts): VfLimit | null {
  const pool = pf.sriov?.vfTotalMsix ?? null;
  if (pool === null || pool === 0) return null;
  return {
    kind: "msix-pool",
    most: pool,
    evidence: (of) => `sriov_vf_total_msix${of} is ${pool}, and a VF takes one vector or more`,
  };
}

/**
 * The last VF's bus number must not pass the last bus of the PF's own bus range: what is below the bridge above, or
 * below the host bridge (drivers/pci/iov.c, sriov_enable). No file tells a host bridge's last bus; that no domain has a
 * bus after ff is a limit only to a PF that could have more VFs than that.
 */
function busLimit(machine: Surroundings, pf: FunctionFacts): VfLimit | null {
  const { offset = null, stride = null, totalVfs = null } = pf.sriov ?? {};
  if (offset === null || stride === null || offset === 0) return null;
  const { lastBus, because, isKnown } = lastBusFor(machine, pf.bdf);
  const room = lastBus * 256 + 255 - (routingId(pf.bdf) + offset);
  // A stride may read 0 as long as NumVFs is 0 or 1: where a second VF would be is not known.
  if (room >= 0 && stride === 0) return null;
  const most = room < 0 ? 0 : Math.floor(room / stride) + 1;
  if (!isKnown && (totalVfs === null || most >= totalVfs)) return null;
  return {
    kind: "bus-numbers",
    most,
    evidence: (of) =>
      `sriov_offset ${offset} and sriov_stride ${stride}${of} reach bus ${hex(lastBus)} with VF ${most}; ${because}`,
  };
}

interface LastBus {
  readonly lastBus: number;
  readonly because: string;
  /** false = it may be lower. */
  readonly isKnown: boolean;
}

function lastBusFor(machine: Surroundings, pf: Bdf): LastBus {
  const parent = machine.parentOf(pf);
  const above = parent === null ? undefined : machine.byBdf.get(parent);
  const bridge = above?.bridge ?? null;
  if (bridge === null || bridge.subordinate < bdfParts(pf).bus) {
    const unread = above !== undefined && bridge === null && subclass(above) === 0x0604;
    const end = "a domain has no bus after ff";
    const because = unread ? `which buses ${parent} passes on could not be read, and ${end}` : end;
    return { lastBus: 255, because, isKnown: false };
  }
  const because = `subordinate_bus_number of ${parent} is ${hex(bridge.subordinate)}`;
  return { lastBus: bridge.subordinate, because, isKnown: true };
}

function hex(bus: number): string {
  return hexDigits(bus, 2);
}

/** Windows for VF BARs: without an address no VF fits; otherwise as many as there are slices (field `resource`, 7–12). */
function mmioLimits(machine: Surroundings, pf: FunctionFacts, space: ConfigSpace | null): VfLimit[] {
  // Registers and texts do not tell how long the windows are.
  if (pf.registersOnly || pf.resources.length < FIRST_IOV_RESOURCE + 6) return [];
  const [vf] = machine.vfsOf(pf.bdf);
  const slices = vfBarSlices(pf.resources.map(kernelResource), 0, (bar) => vfBarSize(vf, space, bar));
  // With VFs on, every window has its address, whatever the lines look like.
  if ((pf.sriov?.numVfs ?? 0) === 0 && slices.length === 0) {
    return [
      { kind: "mmio-windows", most: 0, evidence: (of) => `resource${of} has no address in any of its lines 7–12` },
    ];
  }
  return slices.flatMap(({ bar, window, perVf, start }): VfLimit[] => {
    const line = (of: string) => `line ${FIRST_IOV_RESOURCE + bar} of resource${of} (VF BAR ${bar})`;
    if (start === null) return [{ kind: "mmio-windows", most: 0, evidence: (of) => `${line(of)} has no address` }];
    if (window === null) return [];
    // A VF BAR is at least one page, so a window of n pages holds n VFs at the most.
    const page = systemPage(space);
    const slice = perVf ?? sliceOf(pf, space, window);
    // What the driver allows is no measure of a slice: it may be less than the TotalVFs by which the kernel cut.
    const each = perVf ?? (space === null ? null : slice);
    const most = Number(window / (each ?? page));
    const takes = each === null ? `a VF takes ${formatSize(page)} or more` : `a VF takes ${formatSize(each)}`;
    const above = slice === null ? null : bridgeWindowLimit(machine, pf, { bar, window, start, perVf: slice });
    return [
      { kind: "mmio-windows", most, evidence: (of) => `${line(of)} has ${formatSize(window)}, and ${takes}` },
      ...(above === null ? [] : [above]),
    ];
  });
}

/** The kernel sizes a window as TotalVFs slices (iov.c, sriov_init). */
function sliceOf({ sriov }: FunctionFacts, space: ConfigSpace | null, window: bigint): bigint | null {
  const total = (space === null ? null : capabilityTotalVfs(space)) ?? sriov?.totalVfs ?? 0;
  return total > 0 ? window / BigInt(total) : null;
}
