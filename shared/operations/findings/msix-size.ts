/** How many MSI-X vectors a function has, by its own registers. */
import type { ConfigReading } from "../../machine/facts.ts";
import { ConfigSpace } from "../../pci/config-space.ts";
import { walkStandard } from "../../pci/walk.ts";

const MSIX = 0x11;
/** Table Size: the low 11 bits of Message Control, counted from 0 (PCIe 6.2 §7.7.2.2). */
const TABLE_SIZE = 0x07ff;

/** null = its bytes are not known, or it has no MSI-X. */
export function msixSizeOf(reading: ConfigReading): number | null {
  if (reading.state !== "read") return null;
  const known = reading.known.map(([start, end]) => ({ start, end }));
  const space = ConfigSpace.fromHex(reading.hex, known);
  const at = walkStandard(space, 0).found.find(({ id }) => id === MSIX)?.at;
  return at === undefined ? null : (space.u16(at + 2) & TABLE_SIZE) + 1;
}
