/**
 * The codes of fields as public headers and programs have them: pciutils (ls-caps.c, ls-ecaps.c, lib/header.h), pcics (Rust),
 * pciex (src/pci_regs.h) and single files that each row names. chapter7 is a table of PCIe 5.0 §7 in a public script,
 * OpenVMM its dvsec.rs, pcitool dmarion/pcitool, QEMU (SVC) hw/pci/pcie_svc.h of its mailing list.
 */
import { codes, meaningsOf } from "./codes.ts";

const SIZES = "0:128 1:256 2:512 3:1024 4:2048 5:4096";
const SPEEDS = "1:2.5gt 2:5gt 3:8gt 4:16gt 5:32gt 6:64gt 8:128gt";
const WIDTHS = "1:x1 2:x2 4:x4 8:x8 c:x12 10:x16 20:x32";
const L0S = "0:less_64ns 1:128ns 2:256ns 3:512ns 4:1us 5:2us 6:4us 7:more_4us";
const L1 = "0:less_1us 1:2us 2:4us 3:8us 4:16us 5:32us 6:64us 7:more_64us";
const DEVSEL = "0:fast 1:medium 2:slow";
const HT_WIDTHS = "0:8bit 1:16bit 3:32bit 4:2bit 5:4bit 7:n_c";
const HT_CLOCKS = "0:200 1:300 2:400 3:500 4:600 5:800 6:1.0ghz 7:1.2ghz 8:1.4ghz 9:1.6ghz f:vendor";
const HT3_CLOCKS = "a:1.8ghz b:2.0ghz c:2.2ghz d:2.4ghz e:2.6ghz";
const SCALES = "0:1 1:32 2:1024 3:32768 4:1048576 5:33554432";
const POWER_ON = "0:2us 1:10us 2:100us";
const POWER_SCALE = "0:1 1:0.1 2:0.01 3:0.001";
const VC_SELECT = "0:fixed 1:wrr32 2:wrr64 3:wrr128";
const PORT_SELECT = "0:fixed 1:wrr32 2:wrr64 3:wrr128 4:twrr128 5:wrr256";
const EXIT = "0:less_1us 1:1us_2us 2:2us_4us 3:4us_8us 4:8us_16us 5:16us_32us 6:32us_64us 7:more_64us";
const L0P_WIDTHS = "0:x1 1:x2 2:x4 3:x8 4:x16 7:dynamic";
const GPF = "0:1us 1:10us 2:100us 3:1ms 4:10ms 5:100ms 6:1s 7:10s";
const ECC = "0:no_error 1:first_32 2:second_32 3:attributes 4:32_16 5:64";
const BAR = "0:32 1:below_1_mb 2:64";
const RESOURCE =
  "0:memory_non_prefetchable 1:memory_prefetchable 2:i_o 3:vf_prefetchable 4:vf_non_prefetchable 5:bridge_non_prefetchable 6:bridge_prefetchable 7:bridge_i_o fd:memory_unavailable fe:i_o_unavailable ff:unavailable";
const CLASSES =
  "0:before 1:mass_storage 2:network 3:display 4:multimedia 5:memory 6:bridge 7:communication 8:system_peripheral 9:input 0a:docking 0b:processor 0c:serial_bus 0d:wireless 0e:intelligent 0f:satellite 10:encryption 11:signal_processing 12:accelerator 13:instrumentation ff:none";
const IDE_GROUPS = "0:none 1:2 2:4 3:8";
const IDE_HEADERS = "0:no 1:17_2 2:25_2 3:33_2 4:41_2";
const RECEIVERS = "0:broadcast 1:a 2:b 3:c 4:d 5:e 6:f";
const INJECTED = "0:not_started 1:started 2:completed 3:error";
const FLIT_WORDS = Array.from({ length: 14 }, (_, n) => (3 * 4 ** n).toString(16));

const each = (lines: readonly string[]): string => lines.join("\n");
const HEADERS = ["header0", "header1", "header2"] as const;

const HEADER = each([
  ...HEADERS.flatMap((key) => [
    `${key} 06 600 pciutils_PCI_STATUS_DEVSEL = ${DEVSEL}`,
    `${key} 09 ff0000 pci.ids_C = ${CLASSES}`,
    `${key} 0e 7f pciutils_PCI_HEADER_TYPE = 0:device 1:pci_bridge 2:cardbus`,
    `${key} 10 1 pciutils_PCI_BASE_ADDRESS_SPACE = 0:memory 1:i_o`,
    `${key} 10 6 pciutils_PCI_BASE_ADDRESS_MEM_TYPE = ${BAR}`,
    `${key} 3d ff pcics_InterruptPin = 0:none 1:inta 2:intb 3:intc 4:intd`,
  ]),
  ...["14", "18", "1c", "20", "24"].flatMap((offset) => [
    `header0 ${offset} 1 pciutils_PCI_BASE_ADDRESS_SPACE = 0:memory 1:i_o`,
    `header0 ${offset} 6 pciutils_PCI_BASE_ADDRESS_MEM_TYPE = ${BAR}`,
  ]),
  "header1 14 1 pciutils_PCI_BASE_ADDRESS_SPACE = 0:memory 1:i_o",
  `header1 14 6 pciutils_PCI_BASE_ADDRESS_MEM_TYPE = ${BAR}`,
  `header1 1e 600 pciutils_PCI_STATUS_DEVSEL = ${DEVSEL}`,
  `header2 16 600 pciutils_PCI_STATUS_DEVSEL = ${DEVSEL}`,
  ...["1c", "1d"].map((offset) => `header1 ${offset} f pciutils_PCI_IO_RANGE_TYPE = 0:16 1:32`),
  ...["24", "26"].map((offset) => `header1 ${offset} f pciutils_PCI_PREF_RANGE_TYPE = 0:32 1:64`),
  ...["2c", "30", "34", "38"].map((offset) => `header2 ${offset} 3 pciutils_PCI_IO_RANGE_TYPE = 0:16 1:32`),
  "header0 30 e chapter7_expansion_rom = 0:not_supported 1:in_progress 2:valid 3:valid_trusted 4:invalid 5:valid_not_trusted",
  "header1 38 e chapter7_expansion_rom = 0:not_supported 1:in_progress 2:valid 3:valid_trusted 4:invalid 5:valid_not_trusted",
]);

const STANDARD = `
pm 02 1c0 pcics_AuxCurrent = 0:0ma 1:55ma 2:100ma 3:160ma 4:220ma 5:270ma 6:320ma 7:375ma
pm 04 3 pcics_PowerState = 0:d0 1:d1 2:d2 3:d3hot
msi 02 e chapter7_msi_message_control = 0:1 1:2 2:4 3:8 4:16 5:32
msi 02 70 chapter7_msi_message_control = 0:1 1:2 2:4 3:8 4:16 5:32
pcix 02 c pcics_MaximumMemoryReadByteCount = 0:512 1:1024 2:2048 3:4096
pcix 02 70 pcics_MaximumOutstandingSplitTransactions = 0:1 1:2 2:3 3:4 4:8 5:12 6:16 7:32
pcix 04 3800000 pcics_DesignedMaximumOutstandingSplitTransactions = 0:1 1:2 2:3 3:4 4:8 5:12 6:16 7:32
pcix 02 3000 pcics_Ecc = 0:no_ecc 1:ecc_mode_2 2:ecc_modes_1_and_2
pcix 04 100000 pcics_DeviceComplexity = 0:simple 1:bridge
pcix 08 70 pcics_EccErrorPhase = ${ECC}
pcix.bridge 02 3000 pcics_Ecc = 0:no_ecc 1:ecc_mode_2 2:ecc_modes_1_and_2
pcix.bridge 10 70 pcics_EccErrorPhase = ${ECC}
pcix.bridge 02 3c0 pcics_SecondaryBusMode = 0:conventional
pcix.bridge 02 3c0 Linux_probe.c_pcix_bus_speed = 1:66 2:100 3:133 5:66_ecc 6:100_ecc 7:133_ecc 9:266_66 a:266_100 b:266_133 d:533_66 e:533_100 f:533_133
ht.am 02 600 pciutils_PCI_HT_AM_CMD_MT = 0:40 1:64
ht.other 02 f800 Linux_pci_regs.h_HT_CAPTYPE = 1a:gen3 1c:power_management
vndr.intel 02 f000 pciutils_ls-caps-vendor.c_type = 0:capabilities 1:feature_detection
vndr.intel.features 02 f000 pciutils_ls-caps-vendor.c_type = 0:capabilities 1:feature_detection
vndr.intel.other 02 f000 pciutils_ls-caps-vendor.c_type = 0:capabilities 1:feature_detection
vndr.intel 04 4000000 pciutils_ls-caps-vendor.c_DmiWidth = 0:x4 1:x2
vndr.intel 0c 180 pciutils_ls-caps-vendor.c_BClkOC = 0:disabled 1:115mhz 2:130mhz 3:unlimited
vndr.virtio 03 ff Linux_virtio_pci.h_CAP = 1:common 2:notifications 3:isr 4:device 5:pci_access 8:shared_memory 9:vendor
vndr.mellanox 03 ff mstflint_VSC_TYPE = 0:functional 2:recovery
vndr.mellanox 04 ffff mstflint_address_space_t = 1:extended_commands 2:cr_space 3:commands 4:initialization 5:expansion_rom 6:cr_space_not 7:cr_space_dump a:semaphores c:recovery f:mac
secure 02 7 OSLO_dev.c_DEV_HDR = 0:exclusion
secure 02 7 VirtualBox_DevIommuAmd_IOMMU_PCI_CAP_TYPE = 3:iommu
sata 04 f pcics_BarLocation = 4:bar0 5:bar1 6:bar2 7:bar3 8:bar4 9:bar5 f:behind_capability
ea/entry 00 f0 pcics_BarEquivalentIndicator = 0:bar0 1:bar1 2:bar2 3:bar3 4:bar4 5:bar5 6:behind 7:not_indicated 8:rom 9:vf_0 a:vf_1 b:vf_2 c:vf_3 d:vf_4 e:vf_5 f:reserved
ea/entry 00 ff00 pcics_ResourceDefinition = ${RESOURCE}
ea/entry 00 ff0000 pcics_ResourceDefinition = ${RESOURCE}
fpb 04 700 pcics_FpbRidVectorSizeSupported = 0:256 2:1k 5:8k
fpb 04 70000 pcics_FpbMemLowVectorSizeSupported = 0:256 1:512 2:1k 3:2k 4:4k
fpb 04 7000000 pcics_FpbMemHighVectorSizeSupported = 0:256 1:512 2:1k 3:2k 4:4k 5:8k
fpb 08 f0 pcics_FpbRidVectorGranularity = 0:8_rids 3:64_rids 5:256_rids
fpb 10 f0 pcics_FpbMemLowVectorGranularity = 0:1mb 1:2mb 2:4mb 3:8mb 4:16mb
fpb 14 f0 pcics_FpbMemHighVectorGranularity = 0:256mb 1:512mb 2:1gb 3:2gb 4:4gb 5:8gb 6:16gb 7:32gb
fpb 1c c000 pcics_FpbVectorSelect = 0:rid 1:low 2:high`;

const HYPERTRANSPORT = each([
  ...["7", "70", "700", "7000"].flatMap((mask) => [
    `ht.pri 06 ${mask} pciutils_widths = ${HT_WIDTHS}`,
    `ht.pri 0a ${mask} pciutils_widths = ${HT_WIDTHS}`,
    `ht.sec 06 ${mask} pciutils_widths = ${HT_WIDTHS}`,
  ]),
  ...["ht.pri 0d", "ht.pri 11", "ht.sec 09"].flatMap((place) => [
    `${place} f pciutils_freqs = ${HT_CLOCKS}`,
    `${place} f AGESA_HT_FREQUENCY = ${HT3_CLOCKS}`,
  ]),
]);

const EXPRESS = `
exp 02 f0 pciex_PciEDevPort = 0:endpoint 1:legacy_endpoint 4:root_port 5:upstream_port 6:downstream_port 7:express_to_pci 8:to_pci_express 9:integrated_endpoint a:event_collector
exp 04 7 pcics_MaxSize = ${SIZES}
exp 04 18 chapter7_phantom_functions = 0:0 1:1 2:3 3:7
exp 04 1c0 pciex_EpL0sAcceptLat = 0:64ns 1:128ns 2:256ns 3:512ns 4:1us 5:2us 6:4us 7:unlimited
exp 04 e00 pciex_EpL1AcceptLat = 0:1us 1:2us 2:4us 3:8us 4:16us 5:32us 6:64us 7:unlimited
exp 04 c000000 pciex_CapSlotPWRScale = ${POWER_SCALE}
exp 08 e0 pcics_MaxSize = ${SIZES}
exp 08 7000 pcics_MaxSize = ${SIZES}
exp 0c f pciutils_link_speed = ${SPEEDS}
exp 0c 3f0 pciex_LinkWidth = ${WIDTHS}
exp 0c c00 pcics_ActiveStatePowerManagement = 0:not_supported 1:l0s 2:l1 3:l0s_l1
exp 0c 7000 pciex_LinkCapL0sExitLat = ${L0S}
exp 0c 38000 pciex_LinkCapL1ExitLat = ${L1}
exp 10 3 pciutils_aspm_enabled = 0:disabled 1:l0s_enabled 2:l1_enabled 3:l0s_l1_enabled
exp 10 8 chapter7_link_control = 0:64 1:128
exp 10 c000 pciex_LinkCtlDrsSigCtl = 0:not_reported 1:interrupt 2:frs
exp 12 f pciutils_link_speed = ${SPEEDS}
exp 12 3f0 pciex_LinkWidth = ${WIDTHS}
exp 14 7f80 pciex_SlotCapPWRLimit = f0:250w f1:275w f2:300w
exp 14 18000 pciex_CapSlotPWRScale = ${POWER_SCALE}
exp 18 c0 pciex_SlotCtlIndCtrl = 1:on 2:blink 3:off
exp 18 300 pciex_SlotCtlIndCtrl = 1:on 2:blink 3:off
exp 24 f pcics_CompletionTimeoutRanges = 0:not_supported 1:range_a 2:range_b 3:range_ab 6:range_bc 7:range_abc e:range_bcd f:range_abcd
exp 24 3000 pcics_TphCompleter = 0:not_supported 1:tph 3:tph_extended
exp 24 c000 pciex_DevCap2LNSysCLS = 0:not_supported 1:64 2:128
exp 24 c0000 pcics_Obff = 0:not_supported 1:message 2:wake 3:message_wake
exp 24 c00000 pcics_MaxEndEndTlpPrefixes = 0:4 1:1 2:2 3:3
exp 24 3000000 pcics_EmergencyPowerReduction = 0:not_supported 1:dev 2:form_factor
exp 28 f pcics_CompletionTimeoutValue = 0:50us_50ms 1:50us_100us 2:1ms_10ms 5:16ms_55ms 6:65ms_210ms 9:260ms_900ms a:1s_3.5s d:4s_13s e:17s_64s
exp 28 6000 pcics_ObffEnable = 0:disabled 1:message_a 2:message_b 3:wake
exp 30 f pciutils_link2_speed = 0:2.5gt ${SPEEDS}
exp 30 40 pciutils_link2_deemphasis = 0:-6db 1:-3.5db
exp 30 380 pciutils_link2_transmargin = 0:normal 1:800_1200mv 2:200_400mv 3:200_400mv 4:200_400mv 5:200_400mv
exp 30 f000 pciutils_link2_compliance_preset = 0:-6db_0db 1:-3.5db_0db 2:-4.4db_0db 3:-2.5db_0db 4:0db_0db 5:0db_1.9db 6:0db_2.5db 7:-6db_3.5db 8:-3.5db_3.5db 9:0db_3.5db
exp 32 1 pciutils_link2_deemphasis = 0:-6db 1:-3.5db
exp 32 300 pcics_CrosslinkResolution = 0:unsupported 1:upstream 2:downstream 3:incomplete
exp 32 7000 pcics_DownstreamComponentPresence = 0:down_not_determined 1:down_not_present 2:down_present 4:up_present 5:up_present_drs`;

const EXTENDED = `
pb 08 300 pcics_DataScale = ${POWER_SCALE}
pb 08 6000 pcics_PmState = 0:d0 1:d1 2:d2 3:d3
pb 08 38000 pcics_OperationConditionType = 0:pme_aux 1:auxiliary 2:idle 3:sustained 4:sustained_emergency 5:maximum_emergency 7:maximum
pb 08 1c0000 pcics_PowerRail = 0:12 1:3.3 2:1.5_1.8 7:thermal
rclink 04 f pcics_ElementType = 0:configuration_space 1:egress 2:internal_root_complex
rclink/link 00 2 pciutils_ls-ecaps.c_desc = 0:memmapped 1:config
rcilink 04 f pciutils_link_speed = ${SPEEDS}
rcilink 04 3f0 pcics_LinkWidth = ${WIDTHS}
rcilink 04 c00 pcics_ActiveStatePowerManagement = 0:none 1:l0s 2:l1 3:l0s_l1
rcilink 04 7000 pcics_L0sExitLatency = ${L0S}
rcilink 04 38000 pcics_L1ExitLatency = ${L1}
rcilink 08 3 pcics_ActiveStatePowerManagement = 0:disabled 1:l0s 2:l1 3:l0s_l1
rcilink 0a f pciutils_link_speed = ${SPEEDS}
rcilink 0a 3f0 pcics_LinkWidth = ${WIDTHS}
vsec.thunderbolt 30 180000 Linux_tb_msgs.h_tb_cfg_space = 0:hops 1:port 2:switch 3:counters
vsec.synopsys-edma 08 7 Linux_edma.h_dw_edma_map_format = 0:legacy 1:unrolled 5:compatible 7:native
vsec.xilinx-mdb-dma 08 7 Linux_edma.h_dw_edma_map_format = 0:legacy 1:unrolled 5:compatible 7:native
vsec.dwc-ras-des 10 ff00 Linux_dwc_pcie_pmu.c_DURATION = 0:until_stopped 1:1ms 2:10ms 3:100ms 4:1s 5:2s 6:4s ff:4us
vsec.dwc-ras-des 10 ff000000 Linux_dwc_pcie_pmu.c_TIME_BASE_EVENT = 0:one_cycle 1:transmitter_l0s 2:receiver_l0s 3:l0 4:l1 5:l1.1 6:l1.2 7:configuration_recovery 8:both_l0s 9:l1_auxiliary 20:data_sent 21:data_received 22:ccix_sent 23:ccix_received
vsec.broadcom-pex 0c 300 linux-pci_PCIE_BRCM_SW_P2P_MODE_VSW_LINK = 2:virtual_switches
acs 06 300 chapter7_acs_control = 0:direct 1:blocking 2:redirect
acs 06 c00 chapter7_acs_control = 0:direct 1:blocking 2:redirect
dpa 04 300 pcics_TransitionLatencyUnit = 0:1ms 1:10ms 2:100ms
dpa 04 3000 pcics_PowerAllocationScale = 0:10 1:1 2:0.1 3:0.01
tph 04 600 pciutils_PCI_TPH_ST_LOC = 0:not 1:capability 2:msi_x
tph 08 7 pcics_StModeSelect = 0:no_st 1:interrupt_vector 2:device_specific
tph 08 300 pcics_TphRequesterEnable = 0:not_allowed 1:tph 3:tph_extended
ltr 04 1c00 pciutils_cap_ltr_scale = ${SCALES}
ltr 06 1c00 pciutils_cap_ltr_scale = ${SCALES}
dpc 06 3 pcics_DpcTrigger = 0:disabled 1:err_fatal 2:err_nonfatal
dpc 08 6 Linux_pci_regs.h_DPC_STATUS_TRIGGER_RSN = 0:unmasked_uncorrectable 1:err_nonfatal 2:err_fatal 3:extension
dpc 08 60 Linux_pci_regs.h_DPC_STATUS_TRIGGER_RSN_EXT = 0:rp_pio 1:software
l1pm 04 30000 pcics_PortTPowerOnScale = ${POWER_ON}
l1pm 08 e0000000 pciutils_cap_ltr_scale = ${SCALES}
l1pm 0c 3 pcics_PortTPowerOnScale = ${POWER_ON}
ptm 04 ff00 chapter7_ptm_capability = 1:1ns fe:254ns ff:more_254ns
mpcie 04 3 pcics_MpcieLinkSpeed = 1:g1 2:g2 3:g1_g2
mpcie 08 3 pcics_MpcieLinkSpeed = 1:g1 2:g2 3:g1_g2
mpcie 0c 3 pcics_MpcieLinkSpeed = 1:g1 2:g2 3:g1_g2
mpcie 0c ff0000 pcics_LaneWidthStatus = ${WIDTHS}
mpcie 0c ff000000 pcics_LaneWidthStatus = ${WIDTHS}
mpcie 14 e000000 pcics_PhyLocation = 0:local 1:remote
dlnk 04 e0 pciutils_l0p_exit_latency = ${EXIT}
dlnk 08 e0 pciutils_l0p_exit_latency = ${EXIT}
dev3 04 70 pciutils_l0p_exit_latency = ${EXIT}
dev3 04 380 pciutils_l0p_exit_latency = ${EXIT}
dev3 08 70 pciutils_link_width_str = ${L0P_WIDTHS}
dev3 0c 7 pciutils_link_width_str = ${L0P_WIDTHS}
lmr/lane 00 7 pcitool_RECEIVER_NUMBERS = ${RECEIVERS}
lmr/lane 02 7 pcitool_RECEIVER_NUMBERS = ${RECEIVERS}
lmr/lane 00 40 pci_lmt_usage_model = 0:margining_receiver 1:reserved
lmr/lane 02 40 pci_lmt_usage_model = 0:margining_receiver 1:reserved
pl32 08 700 pciutils_mod_ts_modes = 0:pci_express 1:training_set 2:alternate_protocol
pl32 0c c0 pciutils_enh_link_ctl = 0:full_equalization 1:bypass 2:no_equalization 3:modified
pl32 10 7 pciutils_mod_ts_modes = 0:pci_express 1:training_set 2:alternate_protocol
pl32 18 7 pciutils_mod_ts_modes = 0:pci_express 1:training_set 2:alternate_protocol
ide/link 00 c pciutils_aggr = ${IDE_GROUPS}
ide/link 00 30 pciutils_aggr = ${IDE_GROUPS}
ide/link 00 c0 pciutils_aggr = ${IDE_GROUPS}
ide/link 00 3c00 pciutils_hdr_enc_mode = ${IDE_HEADERS}
ide/link 04 f pciutils_stream_state = 0:insecure 1:reserved 2:secure
ide/selective 04 c pciutils_aggr = ${IDE_GROUPS}
ide/selective 04 30 pciutils_aggr = ${IDE_GROUPS}
ide/selective 04 c0 pciutils_aggr = ${IDE_GROUPS}
ide/selective 04 3c00 pciutils_hdr_enc_mode = ${IDE_HEADERS}
ide/selective 08 f pciutils_stream_state = 0:insecure 1:reserved 2:secure
flitlog 04 e pciutils_link_width_str = ${L0P_WIDTHS}
flitlog 0e 7 pciutils_link_width_str = ${L0P_WIDTHS}
flitlog 10 c pciutils_flit_log_mes_ctl_gran = 0:all 1:even 2:odd 3:mismatch
flitei 0c 7 pciutils_flit_ei_consec = 0:none 1:1 2:2 3:3 5:5 6:6 7:pseudo_random
flitei 0c 18 pciutils_flit_ei_err_type = 0:random 1:single 2:three 3:uncorrectable
flitei 10 3 pciutils_flit_ei_sts = ${INJECTED}
flitei 10 c pciutils_flit_ei_sts = ${INJECTED}
svc/vc 00 f00 QEMU_(SVC)_SVC_VC_PROTOCOL = 0:not_uio_vc0 2:uio_only 3:uio_or
svc/vc 04 f00 QEMU_(SVC)_SVC_UIO_PROTOCOL_SELECTED = 2:uio_only
rbl/locator 00 ff00 pciutils_mmio_rbl_bid = 0:empty 1:mcap ff:mdvs`;

const REPEATED = each([
  ...FLIT_WORDS.flatMap((mask) => [
    `flitei 1c ${mask} pciutils_flit_ei_sts = ${INJECTED}`,
    `flitei 20 ${mask} pciutils_flit_ei_sts = ${INJECTED}`,
  ]),
  ...["24", "28", "2c", "30", "34", "38"].map(
    (offset) => `sriov ${offset} 6 pciutils_PCI_BASE_ADDRESS_MEM_TYPE = 0:32 2:64`,
  ),
  ...["vc", "vc9", "mfvc"].flatMap((key) => [
    `${key} 04 300 pcics_ReferenceClock = 0:100ns`,
    `${key} 04 c00 chapter7_vc_port_capability_1 = 0:1 1:2 2:4 3:8`,
    `${key} 0c e pcics_VcArbitrationSelect = ${VC_SELECT}`,
    `${key}/vc 04 e0000 pcics_PortArbitrationSelect = ${PORT_SELECT}`,
  ]),
]);

const CXL = `
dvsec.cxl.device 0a 700 OpenVMM_CxlDeviceDvsecResetTimeout = 0:10ms 1:100ms 2:1s 3:10s 4:100s
dvsec.cxl.device 16 f OpenVMM_CxlDeviceDvsecCacheSizeUnit = 0:not_reported 1:64kb 2:1mb
dvsec.cxl.device 1c 1c OpenVMM_CxlDeviceDvsecMediaType = 0:volatile 1:non_volatile 2:cdat
dvsec.cxl.device 1c e0 OpenVMM_CxlDeviceDvsecMemoryClass = 0:dram 1:storage 2:cdat
dvsec.cxl.device 1c 1f00 OpenVMM_CxlDeviceDvsecDesiredInterleave = 0:0 1:256 2:4096 3:512 4:1024 5:2048 6:8192 7:16384
dvsec.cxl.device 1c e000 OpenVMM_CxlDeviceDvsecMemoryActiveTimeout = 0:1 1:4 2:16 3:64 4:256
dvsec.cxl.device 2c 1c OpenVMM_CxlDeviceDvsecMediaType = 0:volatile 1:non_volatile 2:cdat
dvsec.cxl.device 2c e0 OpenVMM_CxlDeviceDvsecMemoryClass = 0:dram 1:storage 2:cdat
dvsec.cxl.device 2c 1f00 OpenVMM_CxlDeviceDvsecDesiredInterleave = 0:0 1:256 2:4096 3:512 4:1024 5:2048 6:8192 7:16384
dvsec.cxl.device 2c e000 OpenVMM_CxlDeviceDvsecMemoryActiveTimeout = 0:1 1:4 2:16 3:64 4:256
dvsec.cxl.gpf-port 0c f00 pciutils_PCI_CXL_GPF_PORT = ${GPF}
dvsec.cxl.gpf-port 0e f00 pciutils_PCI_CXL_GPF_PORT = ${GPF}
dvsec.cxl.gpf-device 0a f00 pciutils_PCI_CXL_GPF_DEV = ${GPF}
dvsec.cxl.register-locator/block 00 ff00 OpenVMM_CxlRegisterLocatorRegisterBlockIdentifier = 0:empty 1:component 2:bar_virtualization 3:device 4:cpmu 5:chmu ff:vendor`;

export const CODES = [HEADER, STANDARD, HYPERTRANSPORT, EXPRESS, EXTENDED, REPEATED, CXL].flatMap((rows) =>
  codes("codes", rows),
);

/** Codes of two fields, group and event: Linux drivers/pci/controller/dwc/pcie-designware-debugfs.c, event_list. */
export const RAS_DES_EVENTS = meaningsOf(
  `0:overflow 1:underrun 2:decode 3:disparity 4:skp_parity 5:sync_header 6:valid_de_asserted 7:control_skp_parity
  8:parity_first_retimer 9:parity_second_retimer a:margin_crc_parity 105:idle_inferred 106:receiver_error
  107:recovery_receiver 108:n_fts 109:framing 10a:deskew 10c:framing_l0 10d:deskew_not_completed 200:bad_tlp 201:lcrc
  202:bad_dllp 203:rollover 204:replay_timeout 205:nak_received 206:nak_sent 207:tlp_again 300:flow_control
  301:poisoned 302:ecrc 303:unsupported 304:abort 305:completion_timeout 400:skp_added 401:skp_removed`,
);

/** Ids of Intel's VSECs and DVSECs: Linux include/linux/intel_vsec.h, enum intel_vsec_id. */
export const INTEL_FEATURES = meaningsOf("2:telemetry 3:watcher 4:crashlog c:discovery 41:software_defined 42:tpmi");
