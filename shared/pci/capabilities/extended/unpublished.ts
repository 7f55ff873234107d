/** Extended capabilities whose registers no public document gives: named, with their bits as they are. */
import type { CapabilityDef } from "../../layout.ts";
import { withRawRegisters } from "../raw-registers.ts";

export const MULTI_ROOT: CapabilityDef = withRawRegisters(
  {
    key: "mriov",
    space: "extended",
    id: 0x11,
    short: "MR-IOV",
    title: "Multi-Root I/O Virtualization",
    section: "MR-IOV 1.0",
    registers: [],
    text: ["Multi-Root I/O Virtualization <?>\n"],
  },
  4,
);

export const NOP_FLIT: CapabilityDef = withRawRegisters(
  {
    key: "nopflit",
    space: "extended",
    id: 0x37,
    short: "NOP Flit",
    title: "NOP Flit",
    section: "PCIe 6.2 §7.8.14",
    registers: [],
    text: ["Extended Capability ID 0x37\n"],
  },
  4,
);

export const SCALABLE_IOV: CapabilityDef = withRawRegisters(
  {
    key: "siov",
    space: "extended",
    id: 0x38,
    short: "SIOV",
    title: "Scalable I/O Virtualization",
    section: "PCI Code and ID Assignment 1.17 §3",
    registers: [],
    text: ["Extended Capability ID 0x38\n"],
  },
  4,
);

export const CAPTURED_DATA: CapabilityDef = withRawRegisters(
  {
    key: "captdata",
    space: "extended",
    id: 0x3a,
    short: "Captured Data",
    title: "Captured Data",
    section: "PCI Code and ID Assignment 1.17 §3",
    registers: [],
    text: ["Extended Capability ID 0x3a\n"],
  },
  4,
);
