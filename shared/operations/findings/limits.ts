/** How many VFs a PF can have, and which limit binds: known before anything is written. */
import type { FunctionFacts } from "../../machine/facts.ts";
import { kernelResource } from "../../machine/kernel-view.ts";
import { subclass } from "../../machine/role.ts";
import { capabilityTotalVfs, vfBarSize } from "../../machine/vf-slices.ts";
import { type Bdf, bdfParts, routingId } from "../../pci/bdf.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { FIRST_IOV_RESOURCE, formatSize, vfBarSlices } from "../../pci/sriov.ts";
import type { Message } from "../../words/message.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { VF_LIMIT_WORDS } from "../../words/texts/vf-limits.ts";
import { capabilityLimits, type Naming, type Surroundings, systemPage, type VfLimit } from "./limits-config.ts";
import { bridgeWindowLimit, portLimit } from "./limits-port.ts";

/**
 * Every limit that follows from what is at hand; one that does not is not in the list.
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
  if (most === null) return null;
  return {
    kind: "driver",
    most,
    evidence: (named) => VF_LIMIT_WORDS.is({ what: named("sriov_totalvfs"), value: most }),
  };
}

/** A driver that distributes MSI-X vectors gives each VF one or more; 0 = it distributes none. */
function poolLimit(pf: FunctionFacts): VfLimit | null {
  const pool = pf.sriov?.vfTotalMsix ?? null;
  if (pool === null || pool === 0) return null;
  return {
    kind: "msix-pool",
    most: pool,
    evidence: (named) => VF_LIMIT_WORDS.pool({ what: named("sriov_vf_total_msix"), pool }),
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
  // A stride may read 0 as long as NumVFs is 0 or 1: where a second VF would be is unknown.
  if (room >= 0 && stride === 0) return null;
  const most = room < 0 ? 0 : Math.floor(room / stride) + 1;
  if (!isKnown && (totalVfs === null || most >= totalVfs)) return null;
  return {
    kind: "bus-numbers",
    most,
    evidence: (named) =>
      VF_LIMIT_WORDS.buses({ what: named("sriov_offset"), offset, stride, most, bus: hex(lastBus), because }),
  };
}

interface LastBus {
  readonly lastBus: number;
  readonly because: Message;
  /** false = it may be lower. */
  readonly isKnown: boolean;
}

function lastBusFor(machine: Surroundings, pf: Bdf): LastBus {
  const parent = machine.parentOf(pf);
  const above = parent === null ? undefined : machine.byBdf.get(parent);
  const bridge = above?.bridge ?? null;
  if (bridge === null || bridge.subordinate < bdfParts(pf).bus) {
    const isUnread = above !== undefined && bridge === null && subclass(above) === 0x0604;
    const because = isUnread ? VF_LIMIT_WORDS.busRangeUnread({ bridge: above.bdf }) : VF_LIMIT_WORDS.lastBusOfDomain;
    return { lastBus: 255, because, isKnown: false };
  }
  const because = EVIDENCE_WORDS.is({
    attribute: "subordinate_bus_number",
    bdf: above?.bdf ?? pf,
    value: hex(bridge.subordinate),
  });
  return { lastBus: bridge.subordinate, because, isKnown: true };
}

function hex(bus: number): string {
  return hexDigits(bus, 2);
}

/** Windows for VF BARs: without an address no VF fits; otherwise as many as there are slices (field `resource`, 7–12). */
function mmioLimits(machine: Surroundings, pf: FunctionFacts, space: ConfigSpace | null): VfLimit[] {
  // How long the windows are is in no registers or texts.
  if (pf.registersOnly || pf.resources.length < FIRST_IOV_RESOURCE + 6) return [];
  const [vf] = machine.vfsOf(pf.bdf);
  const slices = vfBarSlices(pf.resources.map(kernelResource), 0, (bar) => vfBarSize(vf, space, bar));
  // With VFs on, every window has its address, whatever the lines look like.
  if ((pf.sriov?.numVfs ?? 0) === 0 && slices.length === 0) {
    return [
      {
        kind: "mmio-windows",
        most: 0,
        evidence: (named) => VF_LIMIT_WORDS.noAddresses({ resource: named("resource") }),
      },
    ];
  }
  return slices.flatMap(({ bar, window, perVf, start }): VfLimit[] => {
    const line = (named: Naming) =>
      VF_LIMIT_WORDS.line({ line: FIRST_IOV_RESOURCE + bar, resource: named("resource"), bar });
    if (start === null) {
      return [{ kind: "mmio-windows", most: 0, evidence: (named) => VF_LIMIT_WORDS.noAddress({ line: line(named) }) }];
    }
    if (window === null) return [];
    // A VF BAR is at least one page, so a window of n pages holds at most n VFs.
    const page = systemPage(space);
    const slice = perVf ?? sliceOf(pf, space, window);
    // What the driver allows is no measure of a slice: it may be less than the TotalVFs by which the kernel cut.
    const each = perVf ?? (space === null ? null : slice);
    const most = Number(window / (each ?? page));
    const text = each === null ? VF_LIMIT_WORDS.windowAtLeast : VF_LIMIT_WORDS.window;
    const sizes = { size: formatSize(window), each: formatSize(each ?? page) };
    const above = slice === null ? null : bridgeWindowLimit(machine, pf, { bar, window, start, perVf: slice });
    return [
      { kind: "mmio-windows", most, evidence: (named) => text({ line: line(named), ...sizes }) },
      ...(above === null ? [] : [above]),
    ];
  });
}

/** The kernel sizes a window as TotalVFs slices (iov.c, sriov_init). */
function sliceOf({ sriov }: FunctionFacts, space: ConfigSpace | null, window: bigint): bigint | null {
  const total = (space === null ? null : capabilityTotalVfs(space)) ?? sriov?.totalVfs ?? 0;
  return total > 0 ? window / BigInt(total) : null;
}
