/** Text to copy for whoever takes over functions on vfio-pci: libvirt, QEMU, container runtimes. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { driverText, hasVfio, isOnVfio } from "../../machine/role.ts";
import { type Bdf, bdfParts } from "../../pci/bdf.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { visibleLine } from "../../pci/visible-text.ts";
import { leavesGroupViable, pfOf } from "../findings/drivers.ts";
import { shellWord } from "../verbs/shell.ts";
import { listed } from "../words.ts";

export interface HandOff {
  readonly kind: "libvirt" | "qemu" | "container";
  readonly title: string;
  /** For highlighting. */
  readonly language: "xml" | "sh";
  readonly text: string;
  /** What to know about it, in sentences. */
  readonly notes: readonly string[];
}

export interface HandOffs {
  /** What stands in the way of any of them; empty when all is ready. */
  readonly notReady: readonly string[];
  readonly items: readonly HandOff[];
}

/**
 * Functions that are not there or not on vfio-pci are named in `notReady` and left out of the texts.
 * @param bdfs the functions that one guest or container shall have
 */
export function handOff(machine: Machine, bdfs: readonly Bdf[]): HandOffs {
  const chosen = [...new Set(bdfs)].map((bdf) => machine.byBdf.get(bdf) ?? bdf);
  const given = chosen.filter((fn) => typeof fn !== "string").filter(hasVfio);
  const notReady = chosen.flatMap((fn) => {
    if (typeof fn === "string") return [`${fn} is not there.`];
    return hasVfio(fn) ? [] : [notOnVfio(fn)];
  });
  if (given.length === 0) return { notReady: notReady.map(visibleLine), items: [] };
  const items = [libvirt(machine, given), qemu(machine, given), container(given)];
  return {
    notReady: [...notReady, ...groupsInTheWay(machine, given)].map(visibleLine),
    items: items.map((item) => ({ ...item, notes: item.notes.map(visibleLine) })),
  };
}

function notOnVfio({ bdf, driver, driverUnknown }: FunctionInfo): string {
  if (driverUnknown) return `It is not known which driver ${bdf} is on.`;
  return `${bdf} is ${driver === null ? "without a driver" : `on ${driver}`}, not on vfio-pci.`;
}

function groupsInTheWay(machine: Machine, given: readonly FunctionInfo[]): string[] {
  const groups = new Set(given.map((fn) => machine.groupOf(fn.bdf)).filter((group) => group !== null));
  return [...groups].flatMap((group) => {
    const blocking = group.members.filter((fn) => !leavesGroupViable(fn));
    const unknown = blocking.filter((fn) => fn.driverUnknown);
    if (blocking.length === 0) return [];
    if (unknown.length === blocking.length) {
      const names = listed(unknown.map(({ bdf }) => bdf));
      return [`IOMMU group ${group.name} can be used if the host does not use ${names}, whose driver is not known.`];
    }
    return [
      `IOMMU group ${group.name} cannot be used while the host uses ${listed(blocking.map((fn) => `${fn.bdf} (${driverText(fn)})`))}.`,
    ];
  });
}

/** VFs of a PF on vfio-pci are opened with the PF's token only (drivers/vfio/pci/vfio_pci_core.c). */
function needsToken(machine: Machine, given: readonly FunctionInfo[]): FunctionInfo[] {
  return given.filter((fn) => {
    const pf = pfOf(machine, fn.bdf);
    return pf !== null && isOnVfio(pf);
  });
}

function hex(value: number, digits: number): string {
  return `0x${hexDigits(value, digits)}`;
}

/** managed='no': vfio has the functions already, and shall keep them when the guest ends. */
function libvirt(machine: Machine, given: readonly FunctionInfo[]): HandOff {
  const devices = given.map(({ bdf }) => {
    const { domain, bus, device, function: fn } = bdfParts(bdf);
    return [
      `<hostdev mode='subsystem' type='pci' managed='no'>`,
      "  <source>",
      `    <address domain='${hex(domain, 4)}' bus='${hex(bus, 2)}' slot='${hex(device, 2)}' function='0x${fn}'/>`,
      "  </source>",
      "</hostdev>",
    ].join("\n");
  });
  const tokens = needsToken(machine, given);
  return {
    kind: "libvirt",
    title: "libvirt",
    language: "xml",
    text: devices.join("\n"),
    notes: [
      "Put it below <devices> of the guest (virsh edit), or into a file for virsh attach-device.",
      ...(tokens.length > 0
        ? [
            `${listed(tokens.map((fn) => fn.bdf))} needs a VF token, because its PF is on vfio-pci: use QEMU's own option for that.`,
          ]
        : []),
    ],
  };
}

function qemu(machine: Machine, given: readonly FunctionInfo[]): HandOff {
  const tokens = new Set(needsToken(machine, given));
  const devices = given.map((fn) => {
    const token = tokens.has(fn) ? ",vf-token=UUID" : "";
    return `-device vfio-pci,host=${fn.bdf}${token}`;
  });
  return {
    kind: "qemu",
    title: "QEMU",
    language: "sh",
    text: devices.join(" \\\n"),
    notes: [
      ...(tokens.size > 0 ? ["Replace UUID by the VF token that the PF's user has set."] : []),
      "For the newer interface add -object iommufd,id=iommufd0 once, and ,iommufd=iommufd0 to each device; /dev/vfio/devices must exist on the host.",
    ],
  };
}

function container(given: readonly FunctionInfo[]): HandOff {
  const groups = [...new Set(given.flatMap((fn) => fn.iommuGroup ?? []))];
  const devices = ["/dev/vfio/vfio", ...groups.map((group) => `/dev/vfio/${group}`)];
  const addresses = given.map((fn) => fn.bdf).join(",");
  return {
    kind: "container",
    title: "Docker or Podman",
    language: "sh",
    text: [
      ...devices.map((device) => `--device ${shellWord(device)}`),
      "--ulimit memlock=-1",
      `--env PCI_DEVICES=${addresses}`,
    ].join(" \\\n"),
    notes: [
      `IOMMU ${groups.length === 1 ? "group" : "groups"}: ${groups.join(", ")}. Group numbers can change when the machine is started again.`,
      "A container gets whole groups: every function of a group named here.",
    ],
  };
}
