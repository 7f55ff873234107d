/** Devices of a guest as libvirt's XML has them, and the commands that attach them (docs/formatdomain.rst of libvirt). */

import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { interfacesOf, linkTypeOf } from "../../machine/interfaces.ts";
import type { Machine } from "../../machine/machine.ts";
import { isNetworkPf, isNoAddress } from "../../machine/vf-network.ts";
import { type Bdf, bdfParts } from "../../pci/bdf.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { visibleLine } from "../../pci/visible-text.ts";
import type { Words } from "../../words/message.ts";
import { HAND_OFF_WORDS } from "../../words/texts/hand-off.ts";
import { pfOf } from "../findings/drivers.ts";
import { shellWord } from "../verbs/shell.ts";

export interface LibvirtOptions {
  /** The guest's name; left out = `GUEST`, for the reader to replace. */
  readonly guest?: string;
  /** Through the kernel's newer interface to IOMMUs. */
  readonly iommufd?: boolean;
  /** What a PF keeps for its VFs, as it was read; undefined where it was not. */
  readonly settingsOf?: (pf: Bdf) => readonly VfSettings[] | undefined;
}

/** Stands for the guest's name until a person gives it. */
export const GUEST = "GUEST";

/** Longer ones have no room in the names of libvirt's files, which take 255 bytes. */
const LONGEST_NAME = 200;

/**
 * May a guest of libvirt have this name: virDomainDefPostParseCheckName refuses a slash, virDomainDefParseName a line's end and
 * what consists of blanks; what cannot be seen is in no name that a person typed.
 */
export function isGuestName(name: string): boolean {
  return name.trim() !== "" && name.length <= LONGEST_NAME && !name.includes("/") && visibleLine(name) === name;
}

/** Why a VF of a network card is no `<interface>`. */
type Because = "unread" | "not by libvirt";

export interface LibvirtDevice {
  readonly bdf: Bdf;
  readonly xml: string;
  /** The interface of the PF by which libvirt sets MAC address and VLAN; null = it is a `<hostdev>`, whose settings it leaves. */
  readonly setBy: string | null;
  /** It is an `<interface>` without a MAC address, for the PF keeps none. */
  readonly isWithoutMac: boolean;
  readonly because: Because | null;
}

interface Network {
  readonly setBy: string;
  readonly mac: string | null;
  readonly vlan: number;
}

/** uniMacAddr of libvirt's basictypes.rng: a multicast address is nobody's. */
const MAC = /^[0-9a-f][02468ace](:[0-9a-f]{2}){5}$/i;
const LAST_VLAN = 4095;

/**
 * What `<interface>` would say of a VF. libvirt clears a VLAN that its XML does not have, and makes up a MAC address: so only
 * a VF of which both are known is one. It sets a VLAN with priority 0 and as 802.1Q (virNetDevSetVfVlan, src/util/virnetdev.c).
 */
function networkOf(
  machine: Machine,
  fn: FunctionInfo,
  settingsOf: LibvirtOptions["settingsOf"],
): Network | Because | null {
  const pf = pfOf(machine, fn.bdf);
  if (pf === null || !isNetworkPf(pf) || linkTypeOf(pf) === "infiniband") return null;
  const by = interfacesOf(pf).settings;
  if (by === null) return null;
  const index = machine.vfIndexOf(fn.bdf);
  const kept = (settingsOf?.(pf.bdf) ?? pf.vfSettings)?.find(({ vf }) => vf === index);
  if (kept === undefined || kept.mac === null || kept.vlan === null || kept.vlan > LAST_VLAN) return "unread";
  const mac = isNoAddress(kept.mac) ? null : kept.mac;
  if (mac !== null && !MAC.test(mac)) return "unread";
  if (kept.vlan > 0 && kept.qos === null) return "unread";
  if (kept.vlan > 0 && (kept.vlanProtocol !== undefined || kept.qos !== 0)) return "not by libvirt";
  return { setBy: by.name, mac, vlan: kept.vlan };
}

function hex(value: number, digits: number): string {
  return `0x${hexDigits(value, digits)}`;
}

function sourceLines(fn: FunctionInfo, type: "" | "type='pci' "): string[] {
  const { domain, bus, device, function: number } = bdfParts(fn.bdf);
  const place = `domain='${hex(domain, 4)}' bus='${hex(bus, 2)}' slot='${hex(device, 2)}' function='0x${number}'`;
  return ["  <source>", `    <address ${type}${place}/>`, "  </source>"];
}

/** managed='no': vfio has the function already, and shall keep it when the guest ends. */
export function libvirtDevice(machine: Machine, fn: FunctionInfo, options: LibvirtOptions): LibvirtDevice {
  const network = networkOf(machine, fn, options.settingsOf);
  const driver = options.iommufd === true ? ["  <driver iommufd='yes'/>"] : [];
  if (network === null || typeof network === "string") {
    const lines = [
      "<hostdev mode='subsystem' type='pci' managed='no'>",
      ...driver,
      ...sourceLines(fn, ""),
      "</hostdev>",
    ];
    return { bdf: fn.bdf, xml: lines.join("\n"), setBy: null, isWithoutMac: false, because: network };
  }
  const { setBy, mac, vlan } = network;
  const lines = [
    "<interface type='hostdev' managed='no'>",
    ...(mac === null ? [] : [`  <mac address='${mac}'/>`]),
    ...driver,
    ...sourceLines(fn, "type='pci' "),
    ...(vlan === 0 ? [] : ["  <vlan>", `    <tag id='${vlan}'/>`, "  </vlan>"]),
    "</interface>",
  ];
  return { bdf: fn.bdf, xml: lines.join("\n"), setBy, isWithoutMac: mac === null, because: null };
}

/** What to know of these devices, whoever attaches them. */
export function deviceNotes(devices: readonly LibvirtDevice[]): Words[] {
  const of = (which: (device: LibvirtDevice) => boolean) => devices.filter(which).map(({ bdf }) => bdf);
  const interfaces = [...new Set(devices.flatMap(({ setBy }) => setBy ?? []))];
  const [macless, unread, others] = [
    of(({ isWithoutMac }) => isWithoutMac),
    of(({ because }) => because === "unread"),
    of(({ because }) => because === "not by libvirt"),
  ];
  return [
    ...(interfaces.length === 0 ? [] : [HAND_OFF_WORDS.setByLibvirt({ interfaces, count: interfaces.length })]),
    ...(macless.length === 0 ? [] : [HAND_OFF_WORDS.macMadeUp({ functions: macless })]),
    ...(unread.length === 0 ? [] : [HAND_OFF_WORDS.settingsUnread({ functions: unread })]),
    ...(others.length === 0 ? [] : [HAND_OFF_WORDS.vlanNotByLibvirt({ functions: others, count: others.length })]),
  ];
}

function fileOf(bdf: Bdf): string {
  return `hostdev-${bdf.replaceAll(/[:.]/g, "-")}.xml`;
}

/** `virsh attach-device` takes one device a file; --persistent is for now, if the guest runs, and for its later starts. */
export function attachScript(devices: readonly LibvirtDevice[], guest: string): string {
  const attach = (file: string) => `virsh attach-device --domain ${shellWord(guest)} --file ${file} --persistent`;
  const files = devices.map(({ bdf }) => fileOf(bdf));
  const written = devices.map(({ bdf, xml }) => `cat > ${fileOf(bdf)} <<'EOF'\n${xml}\nEOF`);
  const [only] = files;
  const last =
    files.length === 1 && only !== undefined
      ? [attach(only)]
      : [`for file in \\\n${files.map((file) => `  ${file}`).join(" \\\n")}\ndo`, `  ${attach('"$file"')}`, "done"];
  return [...written, ...last].join("\n");
}
