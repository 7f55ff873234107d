/** Places and masks of vendors' own capabilities, as drivers, headers and patches that each row names have them: figures only. */
import { figures } from "./figures.ts";

const VSECS = [
  "vsec.amd-gpu-iov",
  "vsec.dwc-ras-des",
  "vsec.dwc-ptm",
  "vsec.xilinx-mdb-dma",
  "vsec.xilinx-mdb",
  "vsec.broadcom-pex",
] as const;
const DVSECS = ["dvsec.intel-siov", "dvsec.amd-esm", "dvsec.ccix"] as const;
const HEADER = "ffff f0000 fff00000";

const HEADERS_OF_ALL = [
  ...VSECS.map((table) => `${table} 04 Linux_pci_regs.h_PCI_VNDR_HEADER = ${HEADER}`),
  ...DVSECS.flatMap((table) => [
    `${table} 04 Linux_pci_regs.h_PCI_DVSEC_HEADER1 = ${HEADER}`,
    `${table} 08 Linux_pci_regs.h_PCI_DVSEC_HEADER2 = ffff`,
  ]),
].join("\n");

/** An interrupt a bit: of three engines four each, then two of the mailbox. */
const EVENTS = "1 2 4 8 100 200 400 800 10000 20000 40000 80000 1000000 2000000";
const EACH_BIT = Array.from({ length: 32 }, (_, bit) => (2 ** bit).toString(16)).join(" ");

export const VENDORS = figures(
  "vendors",
  `
${HEADERS_OF_ALL}
vndr.mellanox 03 mstflint_MLX_VSC_TYPE = ff
vndr.mellanox 04 Linux_pci_vsc.c_VSC_CTRL_OFFSET = ffff 10000000 e0000000
vndr.mellanox 08 Linux_pci_vsc.c_VSC_COUNTER_OFFSET
vndr.mellanox 0c Linux_pci_vsc.c_VSC_SEMAPHORE_OFFSET
vndr.mellanox 10 Linux_pci_vsc.c_VSC_ADDR_OFFSET = 3fffffff 40000000 80000000
vndr.mellanox 14 Linux_pci_vsc.c_VSC_DATA_OFFSET
vndr.nvidia-p2p 02 QEMU_pci-quirks.c_vndr_len = ff
vndr.nvidia-p2p 03 QEMU_pci-quirks.c_sig = ffffff
vndr.nvidia-p2p 06 QEMU_pci-quirks.c_ver_id = 7 78
vndr.intel-vmd 02 QEMU_VMD_SHADOW_CAP_LEN = ff
vndr.intel-vmd 03 QEMU_VMD_SHADOW_CAP_VER = ff
vndr.intel-vmd 04 Linux_vmd.c_SHDW = ffffffff
vndr.intel-vmd 08 Linux_vmd.c_phys1 = ffffffffffffffff
vndr.intel-vmd 10 Linux_vmd.c_phys2 = ffffffffffffffff
vsec.thunderbolt 30 Linux_icm.c_PCIE2CIO_CMD = 7e000 180000 200000 40000000 80000000
vsec.thunderbolt 34 Linux_icm.c_PCIE2CIO_WRDATA
vsec.thunderbolt 38 Linux_icm.c_PCIE2CIO_RDDATA
vsec.amd-gpu-iov 08 Linux_nbio_GPUIOV_SRIOV_SHADOW = 1 ffff0000
vsec.amd-gpu-iov 0c Linux_nbio_GPUIOV_INTR_ENABLE = ${EVENTS}
vsec.amd-gpu-iov 10 Linux_nbio_GPUIOV_INTR_STATUS = ${EVENTS}
vsec.amd-gpu-iov 14 Linux_nbio_GPUIOV_RESET_CONTROL = 1
vsec.amd-gpu-iov 18 Linux_nbio_GPUIOV_HVVM_MBOX_DW0 = ff f00 8000 f0000 1000000
vsec.amd-gpu-iov 1c Linux_nbio_GPUIOV_HVVM_MBOX_DW1 = ${EACH_BIT}
vsec.amd-gpu-iov 20 Linux_nbio_GPUIOV_HVVM_MBOX_DW2 = 1 2
vsec.amd-gpu-iov 24 GIM_PCI_GPUIOV_CNTXT = 7f 80 fffffc00
vsec.amd-gpu-iov 28 GIM_PCI_GPUIOV_TOTAL_FB = ffff ffff0000
vsec.amd-gpu-iov 2c GIM_PCI_GPUIOV_SCH_OFFSET = ff ff00 ff0000 ff000000
vsec.amd-gpu-iov/memory 00 GIM_PCI_GPUIOV_VF_FB = ffff ffff0000
dvsec.amd-esm 0a AMD_AGESA_EsmExtCapStatus
dvsec.amd-esm 0c AMD_AGESA_PCIE_EXTCAP_ESM_CONTROL = 7f 7f00 8000
dvsec.amd-esm 10 AMD_AGESA_PCIE_CAPABLESPEEDS_1
dvsec.amd-esm 14 AMD_AGESA_PCIE_CAPABLESPEEDS_2
dvsec.amd-esm 18 AMD_AGESA_PCIE_CAPABLESPEEDS_3
dvsec.amd-esm 1c AMD_AGESA_PCIE_CAPABLESPEEDS_4
dvsec.amd-esm 20 AMD_AGESA_PCIE_CAPABLESPEEDS_5
dvsec.amd-esm 24 AMD_AGESA_EsmExtCapSupportedSpeeds6
dvsec.amd-esm 28 AMD_AGESA_EsmExtCapSupportedSpeeds7
dvsec.ccix 0a AMD_AGESA_PCIE_CCIX_CAP = 1 6 8 70 700
dvsec.ccix 0c AMD_AGESA_PCIE_CCIX_ESM_REQD_CAP = 1 2 4 20 200 4000
dvsec.ccix 14 AMD_AGESA_PCIE_CCIX_ESM_STATUS = 7f 80
dvsec.ccix 18 AMD_AGESA_PCIE_CCIX_ESM_CNTL = 7f 80 7f00 8000 70000 80000 700000 1000000 2000000 1c000000
dvsec.ccix 3c pciutils_patch_ls-ccix.c_TLCap = 1 700
dvsec.ccix 40 AMD_AGESA_PCIE_CCIX_TRANS_CNTL = 1 2
dvsec.intel-siov 14 linux-pci_PCI_DVSEC_INTEL_SIOV_CAP = 1
vsec.dwc-ras-des 08 Linux_dwc_pcie_pmu.c_DWC_PCIE_EVENT_CNT_CTL = 3 1c 80 f00 ff0000 f000000
vsec.dwc-ras-des 0c Linux_dwc_pcie_pmu.c_DWC_PCIE_EVENT_CNT_DATA
vsec.dwc-ras-des 10 Linux_dwc_pcie_pmu.c_DWC_PCIE_TIME_BASED_ANAL_CTL = 1 ff00 ff000000
vsec.dwc-ras-des 14 Linux_dwc_pcie_pmu.c_DWC_PCIE_TIME_BASED_ANAL_DATA = ffffffffffffffff
vsec.dwc-ras-des 30 Linux_pcie-designware-debugfs.c_ERR_INJ_ENABLE_REG = 1 2 4 8 10 20
vsec.dwc-ras-des 34 Linux_pcie-designware-debugfs.c_ERR_INJ0_OFF = ff f00
vsec.dwc-ras-des 38 Linux_pcie-designware-debugfs.c_ERR_INJ1 = ff 100 1fff0000
vsec.dwc-ras-des 3c Linux_pcie-designware-debugfs.c_ERR_INJ2 = ff 300
vsec.dwc-ras-des 40 Linux_pcie-designware-debugfs.c_ERR_INJ3 = ff 700
vsec.dwc-ras-des 44 Linux_pcie-designware-debugfs.c_ERR_INJ4 = ff 700 7000 1fff0000
vsec.dwc-ras-des 48 Linux_pcie-designware-debugfs.c_ERR_INJ5 = ff 100
vsec.dwc-ras-des b0 Linux_pcie-designware-debugfs.c_SD_STATUS_L1LANE_REG = f 20000 40000
vsec.dwc-ptm 08 Linux_pcie-designware.h_PTM_RES_REQ_CTRL = 1 2
vsec.dwc-ptm 10 Linux_pcie-designware.h_PTM_LOCAL = ffffffffffffffff
vsec.dwc-ptm 18 Linux_pcie-designware.h_PTM_T1_T2 = ffffffffffffffff
vsec.dwc-ptm 28 Linux_pcie-designware.h_PTM_T3_T4 = ffffffffffffffff
vsec.dwc-ptm 38 Linux_pcie-designware.h_PTM_MASTER = ffffffffffffffff
vsec.xilinx-mdb-dma 08 Linux_dw-edma-pcie.c_DW_PCIE_XILINX_MDB_VSEC_DMA_BAR_MAP = 7 700
vsec.xilinx-mdb-dma 0c Linux_dw-edma-pcie.c_DW_PCIE_XILINX_MDB_VSEC_DMA_WR_CH_RD_CH = 3ff 3ff0000
vsec.xilinx-mdb-dma 10 Linux_dw-edma-pcie.c_offset_low = ffffffff
vsec.xilinx-mdb-dma 14 Linux_dw-edma-pcie.c_offset_high = ffffffff
vsec.xilinx-mdb 08 Linux_dw-edma-pcie.c_DW_PCIE_XILINX_MDB_DEVMEM_OFF = ffffffffffffffff
vsec.broadcom-pex 0c linux-pci_PCIE_BRCM_SW_P2P_MODE = 300
`,
);
