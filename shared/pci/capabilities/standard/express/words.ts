/** Port types and value names that the register groups of PCI Express share. */
import { hexDigits } from "../../../hex-digits.ts";
import type { CapabilityContext } from "../../../layout.ts";

export const ENDPOINT = 0;
export const LEGACY_ENDPOINT = 1;
export const ROOT_PORT = 4;
export const UPSTREAM = 5;
export const DOWNSTREAM = 6;
/** PCI Express above, PCI or PCI-X below. */
export const PCI_BRIDGE = 7;
/** PCI or PCI-X above, PCI Express below. */
const PCIE_BRIDGE = 8;
export const RC_ENDPOINT = 9;
const EVENT_COLLECTOR = 10;

export const PORT_TYPES: Readonly<Record<number, string>> = {
  0: "Endpoint",
  1: "Legacy Endpoint",
  4: "Root Port",
  5: "Upstream Port",
  6: "Downstream Port",
  7: "PCI Express to PCI/PCI-X Bridge",
  8: "PCI/PCI-X to PCI Express Bridge",
  9: "Root Complex Integrated Endpoint",
  10: "Root Complex Event Collector",
};

/** PCI Express Capabilities register: of this very capability, not of another one in the same function. */
export function portType(c: CapabilityContext): number {
  return (c.u16(2) >> 4) & 0xf;
}
/** A condition: the port is one of these types. */
export function isType(...types: readonly number[]): (c: CapabilityContext) => boolean {
  let mask = 0;
  for (const type of types) mask |= 1 << type;
  return (c) => ((mask >> portType(c)) & 1) !== 0;
}
/** The registers from 24h on exist since version 2. */
export function isVersion2(c: CapabilityContext): boolean {
  return (c.u16(2) & 0xf) >= 2;
}
/** Functions inside the root complex have no link. */
export function hasLink(c: CapabilityContext): boolean {
  const type = portType(c);
  return type !== RC_ENDPOINT && type !== EVENT_COLLECTOR;
}
const canHaveSlot = isType(ROOT_PORT, DOWNSTREAM, PCIE_BRIDGE);
/** Slot Implemented, where the type of port can have a slot. */
export function hasSlot(c: CapabilityContext): boolean {
  return (c.u16(2) & 0x100) !== 0 && canHaveSlot(c);
}
export const hasRoot = isType(ROOT_PORT, EVENT_COLLECTOR);
export const isEndpoint = isType(ENDPOINT, LEGACY_ENDPOINT);
/** Ports that look away from the root complex. */
export const looksDown = isType(ROOT_PORT, DOWNSTREAM, PCIE_BRIDGE);

export function sign(value: number, mask: number): "+" | "-" {
  return (value & mask) === 0 ? "-" : "+";
}

/** What an endpoint can bear (Device Capabilities); lspci has the same words for exit latencies. */
export const L0S_LATENCIES: Readonly<Record<number, string>> = {
  0: "<64ns",
  1: "<128ns",
  2: "<256ns",
  3: "<512ns",
  4: "<1us",
  5: "<2us",
  6: "<4us",
  7: "unlimited",
};
export const L1_LATENCIES: Readonly<Record<number, string>> = {
  0: "<1us",
  1: "<2us",
  2: "<4us",
  3: "<8us",
  4: "<16us",
  5: "<32us",
  6: "<64us",
  7: "unlimited",
};

/** How long a link takes to leave the state: code 7 is the longest, not a wait without end (kernel: drivers/pci/pcie/aspm.c). */
export const L0S_EXIT: Readonly<Record<number, string>> = { ...L0S_LATENCIES, 7: ">4us" };
export const L1_EXIT: Readonly<Record<number, string>> = { ...L1_LATENCIES, 7: ">64us" };

/** GT/s by the speed code of the Link registers (PCIe 7.0 §7.5.3.6): 7 is reserved (pciutils: link_speed). */
export const LINK_RATES: Readonly<Record<number, number>> = { 1: 2.5, 2: 5, 3: 8, 4: 16, 5: 32, 6: 64, 8: 128 };

export const LINK_SPEEDS: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(LINK_RATES).map(([code, rate]) => [code, `${rate}GT/s`]),
);

const POWER_SCALES = [1, 10, 100, 1000] as const;

/** A slot power limit in watts (PCIe 6.2 §7.5.3.9): values from f0h count in steps of 25 W when the scale is 1. */
export function powerLimit(value: number, scale: number): string {
  if (scale === 0 && value === 0xff) return ">600W";
  if (scale === 0 && value >= 0xf0) return `${250 + 25 * (value - 0xf0)}W`;
  return `${value / (POWER_SCALES[scale] ?? 1)}W`;
}

/** The value of a slot power limit alone: a number, or above efh the watts that it stands for. */
export function powerValue(raw: number | bigint): string {
  const value = Number(raw);
  return value < 0xf0 ? String(value) : `${hexDigits(value, 2)}h: ${powerLimit(value, 0)} with scale 1 W`;
}

/** Powers of two from 128; codes 6 and 7 are reserved (PCIe 6.2 §7.5.3.3, §7.5.3.4), which lspci does not know. */
export const PAYLOADS: Readonly<Record<number, string>> = {
  0: "128 bytes",
  1: "256 bytes",
  2: "512 bytes",
  3: "1024 bytes",
  4: "2048 bytes",
  5: "4096 bytes",
};
export const LSPCI_PAYLOADS: Readonly<Record<number, string>> = { 6: "8192 bytes", 7: "16384 bytes" };

/** Numbers of lanes that a link can have, and none while it is down (PCIe 6.2 §7.5.3.6). */
const LANES: readonly number[] = [0, 1, 2, 4, 8, 12, 16, 32];

/** `x16`; other numbers are reserved. */
export function laneWidth(raw: number | bigint): string {
  return LANES.includes(Number(raw)) ? `x${raw}` : `reserved (${raw})`;
}
