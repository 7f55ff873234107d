import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { type MadePf, pf, port, vfs } from "./made.ts";
import { type Shown, type Tried, write } from "./tried.ts";
import { at, type LabWorld } from "./world.ts";

function on1(text: string): Bdf {
  return at(text, "0001");
}

/** As an 82576 counts without ARI: its VFs begin on the next bus. */
const NEXT_BUS = { device: 0, total: 7, offset: 384, stride: 2 } as const;
const ONE_BUS: MadePf = { ...NEXT_BUS, bus: 1 };
const TWO_BUSES: MadePf = { ...NEXT_BUS, bus: 2 };
/** The last functions of its bus are its first four VFs. */
const END_OF_BUS: MadePf = { bus: 4, device: 0, total: 8, offset: 0xfc, stride: 1, ari: true };
/** Its third VF is device 1. */
const PAST_DEVICE_0: MadePf = { bus: 5, device: 0, total: 4, offset: 6, stride: 1 };
/** Its VFs are after the last bus of the host bridge, and no bridge is above it. */
const PAST_HOST_BRIDGE: MadePf = { bus: 0, device: 9, total: 2, offset: 0x600 - 0x48, stride: 1 };
const CONTRADICTORY: MadePf = { bus: 0, device: 10, total: 8, initial: 4, offset: 1, stride: 1 };
const DEPENDENT: MadePf = { bus: 0, device: 11, total: 2, offset: 1, stride: 1, dependsOn: 1 };

const PFS = {
  oneBus: on1("01:00.0"),
  twoBuses: on1("02:00.0"),
  endOfBus: on1("04:00.0"),
  pastDevice0: on1("05:00.0"),
  pastHostBridge: on1("00:09.0"),
  contradictory: on1("00:0a.0"),
  dependent: on1("00:0b.0"),
};

function set(pf: Bdf, count: number): OperationRequest {
  return { kind: "vfs.set", pf, count, purpose: "none" };
}

/** What the kernel answers, and what it logs. */
function raw(pf: Bdf, count: number, says: RegExp): Shown {
  return {
    line: `{ ${write(pf, "sriov_numvfs", count)}; } 2>&1; dmesg | grep " ${pf.slice(0, -1)}" | tail -n 3`,
    says,
  };
}

function headerType(bdf: Bdf): string {
  return `od -An -tx1 -j14 -N1 /sys/bus/pci/devices/${bdf}/config`;
}

function counts(pf: Bdf, number: number): Shown {
  return { line: `cat /sys/bus/pci/devices/${pf}/sriov_numvfs`, says: new RegExp(`^${number}$`, "m") };
}

const TRIED: readonly Tried[] = [
  {
    what: "VFs on the next bus, below a port with one bus",
    request: set(PFS.oneBus, 1),
    verdict: "blocked",
    says: ["blocker: bus-numbers"],
    words: [/No bus number is left for VFs of 0001:01:00\.0/, /subordinate_bus_number of 0001:00:01\.0 is 01/],
    raw: raw(PFS.oneBus, 1, /Cannot allocate memory.*bus 02 out of range of \[bus 01\]/s),
  },
  {
    what: "VFs on the next bus, below a port with two",
    request: set(PFS.twoBuses, 7),
    verdict: "ready",
    shows: [counts(PFS.twoBuses, 7)],
    seen: { functions: { [on1("03:11.4")]: { physfn: PFS.twoBuses, parent: on1("00:02.0") } } },
  },
  {
    what: "as many VFs as the bus has numbers for",
    request: set(PFS.endOfBus, 4),
    verdict: "ready",
    shows: [counts(PFS.endOfBus, 4)],
    seen: { functions: { [on1("04:1f.7")]: { physfn: PFS.endOfBus } } },
  },
  {
    what: "one VF more than the bus has numbers for",
    request: set(PFS.endOfBus, 5),
    verdict: "blocked",
    says: ["blocker: bus-numbers"],
    words: [/Bus numbers are left for only 4 VFs/, /Choose 4 or fewer/],
    raw: raw(PFS.endOfBus, 5, /Cannot allocate memory.*bus 05 out of range of \[bus 04\]/s),
  },
  {
    what: "the VFs that are device 0, below a port without ARI",
    request: set(PFS.pastDevice0, 2),
    verdict: "ready",
    shows: [counts(PFS.pastDevice0, 2)],
  },
  {
    what: "a VF that is device 1, below a port without ARI",
    request: set(PFS.pastDevice0, 3),
    verdict: "blocked",
    says: ["blocker: port-reach"],
    words: [/Only 2 VFs of 0001:05:00\.0 can be reached/, /those from VF 2 on would be listed, and read ff/],
    // The header types of the second and the third.
    raw: {
      line: [write(PFS.pastDevice0, "sriov_numvfs", 3), headerType(on1("05:00.7")), headerType(on1("05:01.0"))].join(
        "; ",
      ),
      says: /^ 00\n ff$/m,
    },
    restore: [write(PFS.pastDevice0, "sriov_numvfs", 0)],
  },
  {
    what: "a VF that the kernel lists, and nothing reaches",
    prepare: [write(PFS.pastDevice0, "sriov_numvfs", 3)],
    request: { kind: "assign", bdfs: [on1("05:01.0")] },
    // There is no IOMMU either.
    verdict: "blocked",
    says: ["warning: reads-ff"],
    words: [/0001:00:04\.0, passes on device 0 only, as ARI forwarding is off, and this is device 1/],
    raw: { line: headerType(on1("05:01.0")), says: /^ ff$/m },
    restore: [write(PFS.pastDevice0, "sriov_numvfs", 0)],
  },
  {
    what: "VFs after the last bus of the host bridge, which no file tells",
    request: set(PFS.pastHostBridge, 1),
    verdict: "ready",
    fails: { code: "ENOMEM", rule: "numvfs-bus-range" },
    shows: [counts(PFS.pastHostBridge, 0)],
  },
  {
    what: "a VF where InitialVFs is not TotalVFs",
    request: set(PFS.contradictory, 1),
    verdict: "blocked",
    says: ["blocker: initial-vfs"],
    raw: raw(PFS.contradictory, 1, /Input\/output error/),
  },
  {
    what: "a VF of a PF that depends on one that is not there",
    request: set(PFS.dependent, 1),
    verdict: "blocked",
    says: ["blocker: dependency-link"],
    raw: raw(PFS.dependent, 1, /No such device/),
  },
];

/** Cards and ports that no emulator has: what they pass on, and where their VFs are, stands in registers that never change. */
export const fewBuses: LabWorld = {
  name: "few-buses",
  about:
    "seven PFs of one made segment: too few bus numbers, a port without ARI, registers that contradict themselves; no IOMMU",
  memoryMb: 1024,
  qemu: ["-M", "q35"],
  made: [
    port({ device: 1, secondary: 1, subordinate: 1, forwardsAri: false }),
    pf(ONE_BUS),
    port({ device: 2, secondary: 2, subordinate: 3, forwardsAri: false }),
    ...[pf(TWO_BUSES), ...vfs(TWO_BUSES, 7)],
    port({ device: 3, secondary: 4, subordinate: 4, forwardsAri: true }),
    ...[pf(END_OF_BUS), ...vfs(END_OF_BUS, 4)],
    port({ device: 4, secondary: 5, subordinate: 5, forwardsAri: false }),
    ...[pf(PAST_DEVICE_0), ...vfs(PAST_DEVICE_0, 2)],
    ...[pf(PAST_HOST_BRIDGE), pf(CONTRADICTORY), pf(DEPENDENT)],
  ],
  kernelCommandLine: [],
  modules: ["e1000e", "pci_pf_stub"],
  setup: Object.values(PFS).map(
    (bdf) => `echo pci-pf-stub > /sys/bus/pci/devices/${bdf}/driver_override; echo ${bdf} > /sys/bus/pci/drivers_probe`,
  ),
  offers: [],
  tried: TRIED,
};
