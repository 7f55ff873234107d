/**
 * Every capability id that the PCI-SIG has given out (PCI Code and ID Assignment Specification 1.17, §2 and §3),
 * decoded here or not. `lspci` is what lspci 3.14.0 prints for an id that it names but does not decode.
 */
export interface CapabilityName {
  readonly key: string;
  readonly short: string;
  readonly title: string;
  readonly section: string | null;
  readonly lspci?: string;
}

function name(key: string, short: string, title: string, section: string | null, lspci?: string): CapabilityName {
  return lspci === undefined ? { key, short, title, section } : { key, short, title, section, lspci };
}

export const STANDARD_NAMES: Readonly<Record<number, CapabilityName>> = {
  0: name("null", "Null", "Null capability", "PCIe 6.2 §7.9.28.1", "Null"),
  1: name("pm", "PM", "Power Management", "PCI PM 1.2 §3.2"),
  2: name("agp", "AGP", "Accelerated Graphics Port", "AGP 2.0 §6.1"),
  3: name("vpd", "VPD", "Vital Product Data", "PCIe 6.2 §7.9.18"),
  4: name("slotid", "Slot ID", "Slot Identification", "PCI-to-PCI Bridge 1.2 §13"),
  5: name("msi", "MSI", "Message Signaled Interrupts", "PCIe 6.2 §7.7.1"),
  6: name("chswp", "CompactPCI hot swap", "CompactPCI Hot Swap", "PICMG 2.1", "CompactPCI hot-swap <?>"),
  7: name("pcix", "PCI-X", "PCI-X", "PCI-X 2.0 §7"),
  8: name("ht", "HyperTransport", "HyperTransport", "HyperTransport 3.10 §7"),
  9: name("vndr", "Vendor", "Vendor Specific Information", "PCIe 6.2 §7.9.4"),
  10: name("dbg", "Debug port", "Debug port", "EHCI 1.0 Appendix C"),
  11: name(
    "ccrc",
    "CompactPCI CRC",
    "CompactPCI central resource control",
    "PICMG 2.13",
    "CompactPCI central resource control <?>",
  ),
  12: name("hotplug", "Hot-plug", "PCI Standard Hot-Plug Controller", "SHPC 1.0 §4", "Hot-plug capable"),
  13: name("ssvid", "SSVID", "Subsystem ID and Subsystem Vendor ID", "PCIe 6.2 §7.9.23"),
  14: name("agp3", "AGP 8x", "AGP 8x", "AGP 3.0 §6", "AGP3 <?>"),
  15: name("secure", "Secure device", "Secure device", "AMD IOMMU 3.0 §3.2", "Secure device <?>"),
  16: name("exp", "PCI Express", "PCI Express", "PCIe 6.2 §7.5.3"),
  17: name("msix", "MSI-X", "MSI-X", "PCIe 6.2 §7.7.2"),
  18: name("sata", "SATA", "Serial ATA HBA", "AHCI 1.3 §2.4"),
  19: name("af", "AF", "PCI Advanced Features", "PCIe 6.2 §7.9.21"),
  20: name("ea", "EA", "Enhanced Allocation", "PCIe 6.2 §7.8.5"),
  21: name("fpb", "FPB", "Flattening Portal Bridge", "PCIe 6.2 §7.8.11"),
};

export const EXTENDED_NAMES: Readonly<Record<number, CapabilityName>> = {
  0: name("xnull", "Null", "Null capability", "PCIe 6.2 §7.9.28.2", "Null"),
  1: name("aer", "AER", "Advanced Error Reporting", "PCIe 6.2 §7.8.4"),
  2: name("vc", "VC", "Virtual Channel", "PCIe 6.2 §7.9.1"),
  3: name("dsn", "DSN", "Device Serial Number", "PCIe 6.2 §7.9.3"),
  4: name("pb", "Power Budgeting", "Power Budgeting", "PCIe 6.2 §7.8.1", "Power Budgeting <?>"),
  5: name("rclink", "RC Link", "Root Complex Link Declaration", "PCIe 6.2 §7.9.8"),
  6: name(
    "rcilink",
    "RC Internal Link",
    "Root Complex Internal Link Control",
    "PCIe 6.2 §7.9.9",
    "Root Complex Internal Link <?>",
  ),
  7: name("rcec", "RCEC", "Root Complex Event Collector Endpoint Association", "PCIe 6.2 §7.9.10"),
  8: name("mfvc", "MFVC", "Multi-Function Virtual Channel", "PCIe 6.2 §7.9.2", "Multi-Function Virtual Channel <?>"),
  9: name("vc9", "VC", "Virtual Channel (with MFVC)", "PCIe 6.2 §7.9.1"),
  10: name("rcrb", "RCRB", "RCRB Header", "PCIe 6.2 §7.9.7", "Root Complex Register Block <?>"),
  11: name("vsec", "VSEC", "Vendor-Specific Extended", "PCIe 6.2 §7.9.5"),
  12: name("cac", "CAC", "Configuration Access Correlation (deprecated)", "ECN 2005"),
  13: name("acs", "ACS", "Access Control Services", "PCIe 6.2 §7.7.11"),
  14: name("ari", "ARI", "Alternative Routing-ID Interpretation", "PCIe 6.2 §7.8.8"),
  15: name("ats", "ATS", "Address Translation Services", "PCIe 6.2 §10.5.1"),
  16: name("sriov", "SR-IOV", "Single Root I/O Virtualization", "PCIe 6.2 §9.3.3"),
  17: name("mriov", "MR-IOV", "Multi-Root I/O Virtualization", "MR-IOV 1.0", "Multi-Root I/O Virtualization <?>"),
  18: name("mcast", "Multicast", "Multicast", "PCIe 6.2 §7.9.11"),
  19: name("pri", "PRI", "Page Request Interface", "PCIe 6.2 §10.5.2"),
  21: name("rebar", "ReBAR", "Resizable BAR", "PCIe 6.2 §7.8.6"),
  22: name("dpa", "DPA", "Dynamic Power Allocation", "PCIe 6.2 §7.9.12", "Dynamic Power Allocation <?>"),
  23: name("tph", "TPH", "TPH Requester", "PCIe 6.2 §7.9.13"),
  24: name("ltr", "LTR", "Latency Tolerance Reporting", "PCIe 6.2 §7.8.2"),
  25: name("secpci", "Secondary PCIe", "Secondary PCI Express", "PCIe 6.2 §7.7.3"),
  26: name("pmux", "PMUX", "Protocol Multiplexing", "PCIe 5.0 Appendix G", "Protocol Multiplexing <?>"),
  27: name("pasid", "PASID", "Process Address Space ID", "PCIe 6.2 §7.8.9"),
  28: name("lnr", "LNR", "LN Requester", "PCIe 5.0 §7.9.20", "LN Requester <?>"),
  29: name("dpc", "DPC", "Downstream Port Containment", "PCIe 6.2 §7.9.14"),
  30: name("l1pm", "L1 PM", "L1 PM Substates", "PCIe 6.2 §7.8.3"),
  31: name("ptm", "PTM", "Precision Time Measurement", "PCIe 6.2 §7.9.15"),
  32: name("mpcie", "M-PCIe", "PCI Express over M-PHY", "ECN 2013", "PCI Express over M_PHY <?>"),
  33: name("frs", "FRS Queueing", "FRS Queueing", "PCIe 6.2 §7.8.10", "FRS Queueing <?>"),
  34: name("rtr", "RTR", "Readiness Time Reporting", "PCIe 6.2 §7.9.16", "Readiness Time Reporting <?>"),
  35: name("dvsec", "DVSEC", "Designated Vendor-Specific", "PCIe 6.2 §7.9.6"),
  36: name("vfrebar", "VF ReBAR", "VF Resizable BAR", "PCIe 6.2 §7.8.7"),
  37: name("dlnk", "Data Link Feature", "Data Link Feature", "PCIe 6.2 §7.7.4", "Data Link Feature <?>"),
  38: name("pl16", "16 GT/s", "Physical Layer 16.0 GT/s", "PCIe 6.2 §7.7.5"),
  39: name("lmr", "Lane Margining", "Lane Margining at the Receiver", "PCIe 6.2 §7.7.10"),
  40: name("hierid", "Hierarchy ID", "Hierarchy ID", "PCIe 6.2 §7.9.17", "Hierarchy ID <?>"),
  41: name(
    "npem",
    "NPEM",
    "Native PCIe Enclosure Management",
    "PCIe 6.2 §7.9.19",
    "Native PCIe Enclosure Management <?>",
  ),
  42: name("pl32", "32 GT/s", "Physical Layer 32.0 GT/s", "PCIe 6.2 §7.7.6"),
  43: name("altprot", "Alternate Protocol", "Alternate Protocol", "PCIe 6.2 §7.9.20"),
  44: name("sfi", "SFI", "System Firmware Intermediary", "PCIe 6.2 §7.9.22"),
  45: name("shadow", "Shadow Functions", "Shadow Functions", "PCIe 6.2 §7.9.25"),
  46: name("doe", "DOE", "Data Object Exchange", "PCIe 6.2 §7.9.24"),
  47: name("dev3", "Device 3", "Device 3", "PCIe 6.2 §7.7.9"),
  48: name("ide", "IDE", "Integrity and Data Encryption", "PCIe 6.2 §7.9.26"),
  49: name("pl64", "64 GT/s", "Physical Layer 64.0 GT/s", "PCIe 6.2 §7.7.7"),
  50: name("flitlog", "Flit Logging", "Flit Logging", "PCIe 6.2 §7.7.8"),
  51: name("flitpm", "Flit Performance", "Flit Performance Measurement", "PCIe 6.2 §7.8.12"),
  52: name("flitei", "Flit Error Injection", "Flit Error Injection", "PCIe 6.2 §7.8.13"),
  53: name("svc", "SVC", "Streamlined Virtual Channel", "PCIe 6.2 §7.9.29"),
  54: name("rbl", "MMIO RBL", "MMIO Register Block Locator", "PCIe 6.2 §7.9.30"),
  55: name("nopflit", "NOP Flit", "NOP Flit", "PCIe 6.2 §7.9.31"),
  56: name("siov", "SIOV", "Scalable I/O Virtualization", "SIOV 1.0 §6"),
  57: name("pl128", "128 GT/s", "Physical Layer 128.0 GT/s", "PCIe 7.0 §7.7"),
  58: name("captdata", "Captured Data", "Captured Data", "PCIe 7.0 §7.9"),
};
