/** What gives VFs memory for their BARs and bus numbers, by what the kernel was told and where the card is. Pure. */
import { findStandard } from "../../machine/find-capability.ts";
import type { PortAbove } from "../../machine/port-reach.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { sentence } from "../words.ts";

const EXPRESS = 0x10;
/** PCI Express Capabilities and Slot Capabilities (PCIe 6.2 §7.5.3.2, §7.5.3.9). */
const FLAGS = 0x02;
const SLOT = 0x14;
const SLOT_IMPLEMENTED = 0x100;
const HOT_PLUG = 0x40;

/** The kernel keeps memory free below such ports (drivers/pci/probe.c, set_pcie_hotplug_bridge). null = not read. */
function isHotPlugPort(port: ConfigSpace | null): boolean | null {
  const express = port === null ? null : findStandard(port, EXPRESS);
  const flags = express?.word(FLAGS) ?? null;
  const slot = express?.long(SLOT) ?? null;
  return flags === null || slot === null ? null : (flags & SLOT_IMPLEMENTED) !== 0 && (slot & HOT_PLUG) !== 0;
}

/** The options of all `pci=` (drivers/pci/pci.c, pci_setup); none where the command line was not read. */
function pciOptions(commandLine: string | null): readonly string[] {
  return [...(commandLine ?? "").matchAll(/(?:^|\s)pci=(\S+)/g)].flatMap(([, list = ""]) => list.split(","));
}

/** What a restart of the kernel can do; empty = that was done. */
function ofKernel(commandLine: string | null): string {
  // The last one counts.
  const word = pciOptions(commandLine).findLast((option) => option === "realloc" || option.startsWith("realloc="));
  if (word === undefined) return ", or start the kernel with pci=realloc";
  return word === "realloc=off" ? ", or start the kernel without pci=realloc=off" : "";
}

/**
 * Sentences.
 * @param commandLine null = not read
 * @param port registers of the port above; null = not read
 */
export function memoryRemedy(commandLine: string | null, port: ConfigSpace | null): string {
  const firmware = `Switch on SR-IOV and Above 4G Decoding (or a larger MMIO window) in the BIOS${ofKernel(commandLine)}.`;
  if (isHotPlugPort(port) === false) return firmware;
  return `${firmware} If the card was put in while the machine ran, start the machine with the card in its slot, or have the kernel keep more memory free for what is put in (pci=hpmmiosize=SIZE,hpmmioprefsize=SIZE).`;
}

/**
 * A sentence.
 * @param port null = there is none: the function is on a bus of the root complex
 * @param commandLine null = not read
 */
export function busRemedy(port: Pick<PortAbove, "forwardsAri"> | null, commandLine: string | null): string {
  // With ARI a card counts its VFs from its own function on, and needs the next bus only for many.
  const slot = port !== null && port.forwardsAri !== true ? ["use a slot whose port supports ARI"] : [];
  const told = pciOptions(commandLine).includes("assign-busses");
  const kernel = told ? [] : ["start the kernel with pci=assign-busses so that the bridge gets more bus numbers"];
  const ways = [...slot, ...kernel];
  return ways.length === 0
    ? "See whether the BIOS can give the slot more bus numbers."
    : `${sentence(ways.join(", or "))}.`;
}
