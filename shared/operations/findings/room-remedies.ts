/** What gives VFs memory for their BARs and bus numbers, by the kernel's command line and where the card is. Pure. */
import { findStandard } from "../../machine/find-capability.ts";
import type { PortAbove } from "../../machine/port-reach.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { sentences } from "../../words/joined.ts";
import type { Message } from "../../words/message.ts";
import { VF_LIMIT_WORDS } from "../../words/texts/vf-limits.ts";

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

/** What the BIOS can do, and a restart of the kernel where that was not done yet. */
function memoryWays(commandLine: string | null): Message {
  // The last one counts.
  const word = pciOptions(commandLine).findLast((option) => option === "realloc" || option.startsWith("realloc="));
  if (word === undefined) return VF_LIMIT_WORDS.memoryByRealloc;
  return word === "realloc=off" ? VF_LIMIT_WORDS.memoryWithoutReallocOff : VF_LIMIT_WORDS.memoryByBios;
}

/**
 * Sentences.
 * @param commandLine null = not read
 * @param port registers of the port above; null = not read
 */
export function memoryRemedy(commandLine: string | null, port: ConfigSpace | null): Message {
  const ways = memoryWays(commandLine);
  return isHotPlugPort(port) === false ? ways : sentences(ways, VF_LIMIT_WORDS.memoryForHotPlug);
}

/**
 * A sentence.
 * @param port null = there is none: the function is on a bus of the root complex
 * @param commandLine null = not read
 */
export function busRemedy(port: Pick<PortAbove, "forwardsAri"> | null, commandLine: string | null): Message {
  // With ARI a card counts its VFs from its own function on, and needs the next bus only for many.
  const bySlot = port !== null && port.forwardsAri !== true;
  const byKernel = !pciOptions(commandLine).includes("assign-busses");
  if (bySlot) return byKernel ? VF_LIMIT_WORDS.busesBySlotOrKernel : VF_LIMIT_WORDS.busesBySlot;
  return byKernel ? VF_LIMIT_WORDS.busesByKernel : VF_LIMIT_WORDS.busesByBios;
}
