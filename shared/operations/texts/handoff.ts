/** Text to copy for whoever takes over functions on vfio-pci: libvirt, QEMU, container runtimes. */

import type { FunctionInfo } from "../../machine/facts.ts";
import { isInNoIommuMode } from "../../machine/known.ts";
import type { Machine } from "../../machine/machine.ts";
import { driverText, groupNode, hasVfio, hasVfs, isOnVfio } from "../../machine/role.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { visibleLine } from "../../pci/visible-text.ts";
import { names } from "../../words/joined.ts";
import { mapWords, type Words } from "../../words/message.ts";
import { HAND_OFF_WORDS } from "../../words/texts/hand-off.ts";
import { leavesGroupViable, pfOf } from "../findings/drivers.ts";
import { shellWord } from "../verbs/shell.ts";
import { attachScript, deviceNotes, GUEST, type LibvirtOptions, libvirtDevice } from "./libvirt.ts";

export interface HandOff {
  /** `libvirt` = commands that attach each device, `xml` = what they attach, for the guest's own XML. */
  readonly kind: "libvirt" | "xml" | "qemu" | "container";
  readonly title: Words;
  readonly text: string;
  /** What to know about it, in sentences. */
  readonly notes: readonly Words[];
}

export interface HandOffs {
  /** What stands in the way of any of them; empty when all is ready. */
  readonly notReady: readonly Words[];
  readonly items: readonly HandOff[];
  /** False where a VF token is needed: QEMU passes none through iommufd (its flags are 0: iommufd_cdev_connect_and_bind). */
  readonly iommufd: boolean;
}

/** What is known beside the machine, and what the text shall be. */
export interface HandOffOptions extends LibvirtOptions {
  /** Does VFIO refuse to open what is behind an IOMMU, as in findings/interrupts.ts; left out = not asked yet. */
  readonly refusesInterrupts?: boolean;
}

/**
 * Functions that are not there or not on vfio-pci are named in `notReady` and left out of the texts.
 * @param bdfs the functions that one guest or container shall have
 */
export function handOff(machine: Machine, bdfs: readonly Bdf[], options: HandOffOptions = {}): HandOffs {
  const chosen = [...new Set(bdfs)].map((bdf) => machine.byBdf.get(bdf) ?? bdf);
  const given = chosen.filter((fn) => typeof fn !== "string").filter(hasVfio);
  const notReady = chosen.flatMap((fn) => {
    if (typeof fn === "string") return [HAND_OFF_WORDS.gone({ bdf: fn })];
    return hasVfio(fn) ? [] : [notOnVfio(fn)];
  });
  if (given.length === 0) return { notReady: notReady.map(visible), items: [], iommufd: false };
  const behind = given.filter((fn) => machine.rootOwnerOf(fn.bdf) !== null);
  const forPrograms = given.filter((fn) => !behind.includes(fn) && isInNoIommuMode(machine.snapshot, fn));
  const forGuests = given.filter((fn) => !behind.includes(fn) && !forPrograms.includes(fn));
  const tokens = needsToken(machine, forGuests);
  const iommufd = tokens.length === 0;
  const wishes = { ...options, iommufd: options.iommufd === true && iommufd };
  const guests =
    forGuests.length === 0 ? [] : [...libvirt(machine, forGuests, wishes, tokens), qemu(machine, forGuests, wishes)];
  const forContainers = [...forGuests, ...forPrograms];
  const items = [...guests, ...(forContainers.length === 0 ? [] : [container(forContainers, forPrograms)])];
  const inTheWay = [...behindOthers(machine, behind), ...withoutIommu(forPrograms), ...refused(forGuests, options)];
  return {
    notReady: [...notReady, ...inTheWay, ...groupsInTheWay(machine, forContainers)].map(visible),
    items: items.map((item) => ({ ...item, notes: item.notes.map(visible) })),
    iommufd: iommufd && forGuests.length > 0,
  };
}

/** Names of machines are made visible in it. */
function visible(words: Words): Words {
  return mapWords(words, visibleLine);
}

function withoutIommu(fns: readonly FunctionInfo[]): Words[] {
  if (fns.length === 0) return [];
  return [HAND_OFF_WORDS.noIommu({ functions: fns.map(({ bdf }) => bdf), count: fns.length })];
}

/** Without interrupt remapping VFIO opens no group that an IOMMU made, unless it is told to. */
function refused(fns: readonly FunctionInfo[], { refusesInterrupts }: HandOffOptions): Words[] {
  if (refusesInterrupts !== true || fns.every(({ iommuGroup }) => iommuGroup === null)) return [];
  return [HAND_OFF_WORDS.interruptsRefused({ functions: fns.map(({ bdf }) => bdf) })];
}

/** Of a domain that another function made (VMD): no guest gets it, and it is in that one's group. */
function behindOthers(machine: Machine, fns: readonly FunctionInfo[]): Words[] {
  return fns.map(({ bdf }) => HAND_OFF_WORDS.behindOther({ bdf, owner: machine.rootOwnerOf(bdf) ?? "" }));
}

function notOnVfio({ bdf, driver, driverUnknown }: FunctionInfo): Words {
  if (driverUnknown) return HAND_OFF_WORDS.driverUnknown({ bdf });
  return driver === null ? HAND_OFF_WORDS.unbound({ bdf }) : HAND_OFF_WORDS.otherDriver({ bdf, driver });
}

function groupsInTheWay(machine: Machine, given: readonly FunctionInfo[]): Words[] {
  const groups = new Set(given.map((fn) => machine.groupOf(fn.bdf)).filter((group) => group !== null));
  return [...groups].flatMap((group) => {
    const blocking = group.members.filter((fn) => !leavesGroupViable(fn));
    const unknown = blocking.filter((fn) => fn.driverUnknown);
    if (blocking.length === 0) return [];
    if (unknown.length === blocking.length) {
      return [HAND_OFF_WORDS.groupUnknown({ group: group.name, functions: unknown.map(({ bdf }) => bdf) })];
    }
    const functions = blocking.map((fn) => HAND_OFF_WORDS.withDriver({ bdf: fn.bdf, driver: driverText(fn) }));
    return [HAND_OFF_WORDS.groupBlocked({ group: group.name, functions })];
  });
}

/**
 * A PF on vfio-pci and its VFs are opened with one token: who has the PF sets it, and shows it again while there are VFs
 * (vfio_pci_validate_vf_token, drivers/vfio/pci/vfio_pci_core.c).
 */
function needsToken(machine: Machine, given: readonly FunctionInfo[]): FunctionInfo[] {
  return given.filter((fn) => {
    const pf = pfOf(machine, fn.bdf);
    return pf === null ? isOnVfio(fn) && hasVfs(fn) : isOnVfio(pf);
  });
}

function libvirt(
  machine: Machine,
  given: readonly FunctionInfo[],
  options: LibvirtOptions,
  tokens: readonly FunctionInfo[],
): HandOff[] {
  const devices = given.map((fn) => libvirtDevice(machine, fn, options));
  const notes = [
    ...deviceNotes(devices),
    ...(tokens.length > 0 ? [HAND_OFF_WORDS.tokensByQemu({ need: tokenNeed(tokens) })] : []),
    ...(options.iommufd === true ? [HAND_OFF_WORDS.libvirtIommufd] : []),
  ];
  return [
    {
      kind: "libvirt",
      title: "libvirt",
      text: attachScript(devices, options.guest ?? GUEST),
      notes: [HAND_OFF_WORDS.attaches({ count: given.length }), ...notes],
    },
    {
      kind: "xml",
      title: "libvirt XML",
      text: devices.map(({ xml }) => xml).join("\n"),
      notes: [HAND_OFF_WORDS.libvirtPlace({ count: given.length }), ...notes],
    },
  ];
}

function tokenNeed(tokens: readonly FunctionInfo[]): Words {
  const [first] = tokens;
  if (first === undefined || tokens.length > 1) {
    return HAND_OFF_WORDS.tokensNeeded({ functions: tokens.map(({ bdf }) => bdf) });
  }
  return HAND_OFF_WORDS[first.physfn === null ? "pfTokenNeeded" : "vfTokenNeeded"]({ bdf: first.bdf });
}

/** Numbers of QEMU's root ports, which no other port of the guest may have: chassis and slot in one. */
const CHASSIS = 200;

/** So many root ports have a device of pcie.0 each, which QEMU chooses: it has 28 free on q35 without other devices. */
const PORTS_APART = 16;
/** More of them are functions of devices from this one on, which leaves the ones before to the guest's other devices. */
const FIRST_SHARED_DEVICE = 8;
const FUNCTIONS_OF_A_DEVICE = 8;
/** Device 31 of q35 is its chipset's own. */
const MOST_PORTS = (31 - FIRST_SHARED_DEVICE) * FUNCTIONS_OF_A_DEVICE;

/** Where on pcie.0 a root port is, as options of QEMU; empty where QEMU may choose. */
function portPlace(index: number, ports: number): string {
  if (ports <= PORTS_APART) return "";
  const device = FIRST_SHARED_DEVICE + Math.floor(index / FUNCTIONS_OF_A_DEVICE);
  const fn = index % FUNCTIONS_OF_A_DEVICE;
  return `,addr=${hexDigits(device, 2)}.${fn}${fn === 0 ? ",multifunction=on" : ""}`;
}

/**
 * QEMU's arguments, for a guest with the machine type q35 or virt. PFs come first, for QEMU opens functions in this order,
 * and a VF opens by the token that is set when its PF is opened. Each function is below a root port of its own: out of
 * one the guest lets it go when the host asks for it, or somebody by device_del, which needs the id; on pcie.0 nothing can
 * be unplugged, and the host waits until the guest ends (docs/pcie.txt of QEMU).
 */
export function qemuArguments(
  machine: Machine,
  given: readonly FunctionInfo[],
  { iommufd = false }: Pick<HandOffOptions, "iommufd"> = {},
): readonly string[] {
  const tokens = new Set(needsToken(machine, given));
  const inOrder = given.toSorted((a, b) => Number(a.physfn !== null) - Number(b.physfn !== null));
  const backend = iommufd ? ",iommufd=iommufd0" : "";
  const devices = inOrder.flatMap((fn, index) => {
    const port = `hostport${index}`;
    const token = tokens.has(fn) ? ",vf-token=UUID" : "";
    return [
      "-device",
      `pcie-root-port,id=${port},bus=pcie.0${portPlace(index, inOrder.length)},chassis=${CHASSIS},slot=${index + 1}`,
      "-device",
      `vfio-pci,host=${fn.bdf},id=hostdev${index},bus=${port}${token}${backend}`,
    ];
  });
  return [...(iommufd ? ["-object", "iommufd,id=iommufd0"] : []), ...devices];
}

function qemu(machine: Machine, given: readonly FunctionInfo[], options: HandOffOptions): HandOff {
  const tokens = needsToken(machine, given);
  const words = qemuArguments(machine, given, options);
  const lines = words.flatMap((word, index) => (index % 2 === 1 ? [`${words[index - 1]} ${word}`] : []));
  return {
    kind: "qemu",
    title: "QEMU",
    text: lines.join(" \\\n"),
    notes: [
      ...tokenNotes(tokens),
      HAND_OFF_WORDS.rootPorts,
      ...(given.length > MOST_PORTS ? [HAND_OFF_WORDS.mostPorts({ count: String(MOST_PORTS) })] : []),
      ...(options.iommufd === true ? [HAND_OFF_WORDS.qemuIommufd] : []),
    ],
  };
}

function tokenNotes(tokens: readonly FunctionInfo[]): Words[] {
  if (tokens.length === 0) return [];
  return [tokens.some(hasVfs) ? HAND_OFF_WORDS.chooseToken : HAND_OFF_WORDS.giveToken];
}

/** @param without those of them that vfio has without an IOMMU */
function container(given: readonly FunctionInfo[], without: readonly FunctionInfo[]): HandOff {
  const groups = [...new Set(given.flatMap((fn) => fn.iommuGroup ?? []))];
  const nodes = [...new Set(given.flatMap((fn) => groupNode(fn, without.includes(fn)) ?? []))];
  const devices = ["/dev/vfio/vfio", ...nodes];
  // vfio_group_fops_open, of a group without an IOMMU: CAP_SYS_RAWIO.
  const rights = without.length > 0 ? ["--cap-add SYS_RAWIO"] : [];
  const addresses = given.map((fn) => fn.bdf).join(",");
  return {
    kind: "container",
    title: HAND_OFF_WORDS.container,
    text: [
      ...devices.map((device) => `--device ${shellWord(device)}`),
      ...rights,
      "--ulimit memlock=-1",
      `--env PCI_DEVICES=${addresses}`,
    ].join(" \\\n"),
    notes: [HAND_OFF_WORDS.groups({ count: groups.length, groups: names(groups) }), HAND_OFF_WORDS.wholeGroups],
  };
}
