import { type CapabilityContext, type CapabilityDef, whole } from "../../../layout.ts";
import { statedLength, VSEC_HEADER, VSEC_TEXT, vsecId, withinLength } from "../vendor-header.ts";
import { SYNOPSYS_EDMA } from "./synopsys-edma.ts";

const XILINX = 0x10ee;
const NONE = 0xffff_ffff_ffff_ffffn;
const ADDRESS = 0x08;

const COMMON = {
  space: "extended",
  id: 0x0b,
  section: "kernel: drivers/dma/dw-edma/dw-edma-pcie.c",
  length: statedLength,
  text: VSEC_TEXT,
} as const;

/** Where the DMA engine of a Versal's multi-channel bridge is: the registers are those of DesignWare's own. */
export const XILINX_MDB_DMA: CapabilityDef = {
  ...COMMON,
  key: "vsec.xilinx-mdb-dma",
  short: "Xilinx MDB DMA",
  title: "AMD Xilinx multimedia DMA bridge: DMA engine",
  match: (c) => c.fn.vendor === XILINX && vsecId(c) === 0x06,
  registers: SYNOPSYS_EDMA.registers,
};

/** Where the device has the memory that the DMA engine's lists lie in. */
export const XILINX_MDB: CapabilityDef = {
  ...COMMON,
  key: "vsec.xilinx-mdb",
  short: "Xilinx MDB",
  title: "AMD Xilinx multimedia DMA bridge: device memory",
  match: (c) => c.fn.vendor === XILINX && vsecId(c) === 0x20,
  registers: [
    VSEC_HEADER,
    ...withinLength([
      whole("address", ADDRESS, 8, "Device Memory Address", {
        access: "RO",
        help: "Device-side address of the memory behind BAR 2, which the DMA engine's linked lists need; all ones = none.",
      }),
    ]),
  ],
  derived: [
    {
      id: "lists",
      name: "Linked lists",
      of: ["address"],
      help: "Without this address, the DMA engine transfers one block at a time.",
      show: (c: CapabilityContext) =>
        c.has(ADDRESS, 8) && c.u64(ADDRESS) === NONE ? "none: one block at a time" : null,
    },
  ],
};
