/** Texts that are opened as machines, and words that are searched for. */

import { hexDigits } from "../../shared/pci/hex-digits.ts";
import type { Random } from "../../shared/pci/testing/random-space.ts";

/** Of network cards that only differ in their subsystem. @param count at most 8,192 */
export function dumpOf(count: number, random: Random): string {
  const card = `${random
    .below(0x10000)
    .toString(16)
    .padStart(4, "0")
    .replace(/(..)(..)/, "$2 $1")}`;
  return Array.from({ length: count }, (_, index) => {
    const at = `${hexDigits(index >> 8, 2)}:${hexDigits((index >> 3) & 0x1f, 2)}.${index & 7}`;
    const lines = [
      `00: b3 15 21 10 06 04 10 00 00 00 00 02 00 00 80 00`,
      `20: 00 00 00 00 00 00 00 00 00 00 00 00 ${card} 00 00`,
    ];
    for (let offset = 0x40; offset < 0x100; offset += 16) {
      lines.push(`${hexDigits(offset, 2)}:${" 00".repeat(15)} ${hexDigits(random.below(256), 2)}`);
    }
    return `${at} Ethernet controller: a card\n${lines.join("\n")}\n`;
  }).join("\n");
}

/** None of these opens. */
export const BROKEN_DUMPS = [
  "no dump at all",
  "01:00.0 Ethernet controller\n00: zz zz zz zz",
  '{"format":"sriov-inspector-report","version":1,"functions":[',
  '{"format":"sriov-inspector-report","version":99}',
  "\u0000\u0001\u202e\n\n",
] as const;

export const SEARCHES = [
  "ethernet",
  "nvme",
  "mlx5",
  "01:00",
  "0000:01:00.0",
  "15b3:101e",
  "group 4",
  "vf",
  "mellanox conn",
  "controller memory",
] as const;

/** What somebody types by mistake, or pastes. */
export const ODD_SEARCHES = [
  " ",
  "  ethernet  controller ",
  "(",
  "[a-",
  "\\",
  "*",
  "İ",
  "ﬀ",
  "\u202e01",
  "<b>x</b>",
  "group ",
  "0000:",
  "🙂",
  "a".repeat(300),
] as const;

export const FIELD_SEARCHES = ["vendor", "LnkSta speed", "bus master", "0x15b3", "First VF Offset", "=", "🙂"] as const;
