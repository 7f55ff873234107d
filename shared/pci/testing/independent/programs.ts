/**
 * Places and masks as programs that read or play these registers, and patches of headers, have them: figures only. Each row
 * names its file.
 *
 * Linux (list) and pciutils (list) are patches on the mailing lists: ACS of PCIe 5.0 (PCI_ACS_ENHANCED) and XT of IDE. QEMU
 * (SVC) is hw/pci/pcie_svc.c of its list. pcitool is dmarion/pcitool, src/pci_ext_capa: taken only where no header has the
 * register, for it is wrong in others (the ACS and NPEM of it contradict every header). chapter7 is a table of PCIe 5.0
 * §7 in a public script, pcie_sriov a model in Verilog of its §9.3.3.
 */
import { figures } from "./figures.ts";

export const PROGRAMS = figures(
  "programs",
  `
header2 2c Linux_pci_regs.h_PCI_CB_IO_RANGE_MASK = fffffffc 3
header2 30 Linux_pci_regs.h_PCI_CB_IO_RANGE_MASK = fffffffc 3
header2 34 Linux_pci_regs.h_PCI_CB_IO_RANGE_MASK = fffffffc 3
header2 38 Linux_pci_regs.h_PCI_CB_IO_RANGE_MASK = fffffffc 3
ht.idc 02 pciutils_header.h_PCI_HT_IDC_IDX = ff
vndr.mellanox 02 pciutils_ls-caps-vendor.c_Len = ff
dbg 02 pciutils_ls-caps.c_cap_debug_port = e000 1fff
dbg 02 EDK2_Ehci.c_DebugPortOffset = 1fff
hotplug 03 QEMU_shpc.c_SHPC_CAP_CxP = 4 8
secure 02 VirtualBox_DevIommuAmd_IOMMU_BF_CAPHDR = 7 f8 100 200 400 800 1000
secure 04 VirtualBox_DevIommuAmd_IOMMU_BF_BASEADDR_LO = 1 7c000 fff80000
secure 08 VirtualBox_DevIommuAmd_BASEADDR_HI = ffffffff
secure 0c VirtualBox_DevIommuAmd_IOMMU_BF_RANGE = 1f 80 ff00 ff0000 ff000000
secure 10 VirtualBox_DevIommuAmd_IOMMU_BF_MISCINFO_0 = 1f e0 7f00 3f8000 400000 f8000000
secure 04 OSLO_dev.c_DEV_OFFSET_OP = ff ff00
secure 08 OSLO_dev.c_DEV_OFFSET_DATA = ffffffff
vsec.thunderbolt 30 Linux_icm.c_PCIE2CIO_CMD_index_below_PORT_SHIFT = 1fff
acs 04 Linux_(list)_PCI_ACS_CAP = 80 ff00
acs 06 Linux_(list)_PCI_ACS_CTRL = 80 100 200 400 800 1000
acs 04 chapter7_acs_capability = 1 2 4 8 10 20 40 80 ff00
acs 06 chapter7_acs_control = 1 2 4 8 10 20 40 80 300 c00 1000
ats 04 cloud_pcie_ats_cap_consts = 1f 20 40 80
sriov 04 pcie_sriov_capabilities_reg = 1 2 4 8 ffe00000
sriov 08 pcie_sriov_control_reg = 1 2 4 8 10 20 40
dpa 08 Linux_nbio_PCIE_DPA_LATENCY_INDICATOR
dpa/substate 00 Linux_nbio_PCIE_DPA_SUBSTATE_PWR_ALLOC = ff
tph/st 00 Microsoft_ntddk.h_PCI_EXPRESS_TPH_ST_TABLE_ENTRY = ff ff00
pmux/entry 00 pcics_PmuxProtocolArrayEntry = ffff ffff0000
mpcie 10 pcics_mpcie_lane_error_status = ffffffff
l1pm 04 chapter7_l1pm_capabilities = 1 2 4 8 10 20 ff00 30000 f80000
l1pm 08 chapter7_l1pm_control_1 = 1 2 4 8 10 20 ff00 3ff0000 e0000000
l1pm 0c chapter7_l1pm_control_2 = 3 f8
l1pm 10 chapter7_l1pm_status = 1
l1pm 04 pcitool_001e_l1pm = 20
lmr 04 chapter7_margining_port_cap = 1
lmr 06 chapter7_margining_port_status = 1 2
lmr/lane 00 pci_lmt_lane_margining.py_control = 7 38 40 ff00
lmr/lane 02 pci_lmt_lane_margining.py_status = 7 38 40 ff00
lmr/lane 00 chapter7_margining_lane_control = 7 38 40 ff00
lmr/lane 02 chapter7_margining_lane_status = 7 38 40 ff00
hierid 04 pcitool_0028_hid = ffff 10000000 20000000
hierid 08 pcitool_0028_hid = ff ffff0000
hierid 0c pcitool_0028_hid_GUID1
hierid 10 pcitool_0028_hid_GUID2
hierid 14 pcitool_0028_hid_GUID3
hierid 18 pcitool_0028_hid_GUID4
hierid 1c pcitool_0028_hid_GUID5
hierid 0c pydiskcmd_pci_decode.py_GUID_1
hierid 1c pydiskcmd_pci_decode.py_GUID_5
npem 0c Microsoft_ntddk.h_PCI_EXPRESS_NPEM_STATUS_REGISTER = 1 ff000000
npem 0c pydiskcmd_pci_decode.py_NPEMSta = 1 ff000000
altprot 04 pcitool_002b_ap = ff 100
altprot 08 pcitool_002b_ap = ff
altprot 0c pydiskcmd_pci_decode.py_Data_1
altprot 10 pydiskcmd_pci_decode.py_Data_2
altprot/mask 00 pcitool_002b_ap_SELECTIVE_ENABLE_MASK
sfi 04 pcitool_002c_sfi = 1
sfi 06 pcitool_002c_sfi = 1 2
sfi 08 pydiskcmd_pci_decode.py_Sta
sfi 0c pydiskcmd_pci_decode.py_CAM_Addr
sfi 10 pydiskcmd_pci_decode.py_CAM_Data
ide/link 00 pciutils_(list)_PCI_IDE_LINK_CTL_XT = 2
ide/selective 04 pciutils_(list)_PCI_IDE_SEL_CTL_XT = 2
svc 04 QEMU_(SVC)_PCIE_SVC_CAP1_EVCC = 7
svc 08 pydiskcmd_pci_decode.py_PortCap_2
svc 0c QEMU_(SVC)_PCIE_SVC_CTL_ENABLE = 1
svc 10 QEMU_(SVC)_PCIE_SVC_STA_OFFSET
svc/vc 00 QEMU_(SVC)_SVC_RES_CAP = f00 7000
svc/vc 04 QEMU_(SVC)_SVC_RES_CTRL = ff f00 38000000 40000000 80000000
svc/vc 08 QEMU_(SVC)_SVC_RES_STATUS = 2
dvsec.ccix/lane20 00 AMD_PcieRcCfgReg.h_ESM_LANE_EQUALIZATION_CNTL_20GT = f f0
dvsec.ccix/lane25 00 AMD_PcieRcCfgReg.h_ESM_LANE_EQUALIZATION_CNTL_25GT = f f0
dvsec.cxl.device 0a OpenVMM_dvsec.rs_Capability = 1 2 4 8 30 40 80 700 800 1000 2000 4000 8000
dvsec.cxl.device 0c OpenVMM_dvsec.rs_Control = 1 2 4 f8 700 800 1000 4000
dvsec.cxl.device 0e OpenVMM_dvsec.rs_Status = 4000
dvsec.cxl.device 10 OpenVMM_dvsec.rs_Control2 = 1 2 4 8 10 20
dvsec.cxl.device 12 OpenVMM_dvsec.rs_Status2 = 1 2 4 8 8000
dvsec.cxl.device 14 OpenVMM_dvsec.rs_Lock = 1
dvsec.cxl.device 16 OpenVMM_dvsec.rs_Capability2 = f 30 40 80 ff00
dvsec.cxl.device 1c OpenVMM_dvsec.rs_RangeSizeLow = 1 2 1c e0 1f00 e000 10000 f0000000
dvsec.cxl.device 24 OpenVMM_dvsec.rs_RangeBaseLow = f0000000
dvsec.cxl.device 2c OpenVMM_dvsec.rs_RangeSizeLow = 1 2 1c e0 1f00 e000 10000 f0000000
dvsec.cxl.device 34 OpenVMM_dvsec.rs_RangeBaseLow = f0000000
dvsec.cxl.device 38 OpenVMM_dvsec.rs_Capability3 = 1 2 4 8 10
dvsec.cxl.function-map 0c pciutils_header.h_PCI_CXL_FUN_MAP_REG_0
dvsec.cxl.function-map 10 pciutils_header.h_PCI_CXL_FUN_MAP_REG_1
dvsec.cxl.function-map 14 pciutils_header.h_PCI_CXL_FUN_MAP_REG_2
dvsec.cxl.function-map 18 pciutils_header.h_PCI_CXL_FUN_MAP_REG_3
dvsec.cxl.function-map 1c pciutils_header.h_PCI_CXL_FUN_MAP_REG_4
dvsec.cxl.function-map 20 pciutils_header.h_PCI_CXL_FUN_MAP_REG_5
dvsec.cxl.function-map 24 pciutils_header.h_PCI_CXL_FUN_MAP_REG_6
dvsec.cxl.function-map 28 pciutils_header.h_PCI_CXL_FUN_MAP_REG_7
dvsec.cxl.port 0a OpenVMM_dvsec.rs_PortStatus = 1 4000
dvsec.cxl.port 0c OpenVMM_dvsec.rs_PortControl = 1 2 4 8 10 4000
dvsec.cxl.port 10 OpenVMM_dvsec.rs_AltMemoryBase = fff0
dvsec.cxl.port 12 OpenVMM_dvsec.rs_AltMemoryLimit = fff0
dvsec.cxl.port 14 OpenVMM_dvsec.rs_AltPrefetchableMemoryBase = fff0
dvsec.cxl.port 16 OpenVMM_dvsec.rs_AltPrefetchableMemoryLimit = fff0
dvsec.cxl.port 20 OpenVMM_dvsec.rs_RcrbBase = 1 ffffe000
dvsec.cxl.port 24 OpenVMM_dvsec.rs_RcrbBaseHigh = ffffffff
dvsec.cxl.port 20 opencis-core_cxl_extension_dvsec_for_ports.py_CxlRcrbBase = 1 ffffe000
dvsec.cxl.port 24 opencis-core_cxl_extension_dvsec_for_ports.py_rcrb_base_high = ffffffff
dvsec.cxl.flex-bus 0a OpenVMM_dvsec.rs_FlexBusCapability = 1 2 4 20 40 2000 4000
dvsec.cxl.flex-bus 0c OpenVMM_dvsec.rs_FlexBusControl = 1 2 4 8 10 20 40 80 100 200 2000 4000
dvsec.cxl.flex-bus 0e OpenVMM_dvsec.rs_FlexBusStatus = 1 2 4 8 10 20 40 80 100 200 400 800 1000 2000 4000 8000
dvsec.cxl.flex-bus 10 OpenVMM_dvsec.rs_ReceivedModifiedTsDataPhase1 = ffffff
dvsec.cxl.flex-bus 14 OpenVMM_dvsec.rs_FlexBusCapability2 = 1 2
dvsec.cxl.flex-bus 18 OpenVMM_dvsec.rs_FlexBusControl2 = 1
dvsec.cxl.flex-bus 1c OpenVMM_dvsec.rs_FlexBusStatus2 = 3 4
dvsec.cxl.register-locator/block 00 OpenVMM_dvsec.rs_RegisterOffsetLow = 7 ff00 ffff0000
`,
);
