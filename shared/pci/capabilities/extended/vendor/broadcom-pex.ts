import { type CapabilityDef, pick, register } from "../../../layout.ts";
import { statedLength, VSEC_HEADER, VSEC_TEXT, vsecId, withinLength } from "../vendor-header.ts";

const BROADCOM = 0x1000;
/** The two device ids of PEX 89000 that the sources name. */
const PEX_89000: readonly number[] = [0xc030, 0xc034];

/**
 * Whether a PEX 89000 switch that looks like several has links between them. One field is public: of the patches "PCI:
 * Enable P2P link discovery" (Broadcom on linux-pci, 2024: drivers/pci/pcie/p2p_link.h); none of it is in a kernel.
 */
export const BROADCOM_PEX: CapabilityDef = {
  key: "vsec.broadcom-pex",
  space: "extended",
  id: 0x0b,
  short: "PEX 89000",
  title: "Broadcom PEX 89000 peer-to-peer mode",
  section: "linux-pci 2024: drivers/pci/pcie/p2p_link.h (not in a kernel)",
  match: (c) => c.fn.vendor === BROADCOM && PEX_89000.includes(c.fn.device) && vsecId(c) === 0x01,
  length: statedLength,
  registers: [
    VSEC_HEADER,
    ...withinLength([
      register("mode", 0x0c, 4, "Peer-to-Peer Mode", [
        pick(
          "mode",
          9,
          8,
          "P2P Mode",
          { 2: "links between virtual switches" },
          {
            access: "RO",
            other: "no links between virtual switches",
            help: "2: traffic between the virtual switches of one chip stays inside the chip. The other bits are not publicly documented.",
          },
        ),
      ]),
    ]),
  ],
  text: VSEC_TEXT,
};
