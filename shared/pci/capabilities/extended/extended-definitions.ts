/** Every table of an extended capability, in the order in which they are tried: of one id, the general one last. */
import type { CapabilityDef } from "../../layout.ts";
import { EXTENDED_NULL } from "../null-capability.ts";
import { ACCESS_CORRELATION } from "./access-correlation.ts";
import { ACS } from "./acs.ts";
import { AER } from "./aer.ts";
import { ALTERNATE_PROTOCOL } from "./alternate-protocol.ts";
import { ARI } from "./ari.ts";
import { ATS } from "./ats.ts";
import { CXL_DEVICE } from "./cxl/device.ts";
import { CXL_FLEX_BUS } from "./cxl/flex-bus.ts";
import { CXL_FUNCTION_MAP } from "./cxl/function-map.ts";
import { CXL_MLD } from "./cxl/mld.ts";
import { CXL_GPF_DEVICE, CXL_GPF_PORT } from "./cxl/persistent-flush.ts";
import { CXL_PORT } from "./cxl/port.ts";
import { CXL_REGISTER_LOCATOR } from "./cxl/register-locator.ts";
import { CXL_TEST } from "./cxl/test-capability.ts";
import { CXL_UNKNOWN } from "./cxl/unknown.ts";
import { DATA_LINK_FEATURE } from "./data-link-feature.ts";
import { DEVICE3 } from "./device3.ts";
import { DOE } from "./doe.ts";
import { DPA } from "./dpa.ts";
import { DPC } from "./dpc.ts";
import { DVSEC } from "./dvsec.ts";
import { FLIT_ERROR_INJECTION } from "./flit-error-injection.ts";
import { FLIT_LOGGING } from "./flit-logging.ts";
import { FLIT_PERFORMANCE } from "./flit-performance.ts";
import { FRS_QUEUEING } from "./frs-queueing.ts";
import { HIERARCHY_ID } from "./hierarchy-id.ts";
import { IDE } from "./ide.ts";
import { L1_PM_SUBSTATES } from "./l1-pm-substates.ts";
import { LANE_MARGINING } from "./lane-margining.ts";
import { LNR } from "./lnr.ts";
import { LTR } from "./ltr.ts";
import { M_PCIE } from "./m-pcie.ts";
import { MMIO_RBL } from "./mmio-rbl.ts";
import { MULTI_FUNCTION_VC } from "./multi-function-vc.ts";
import { MULTICAST } from "./multicast.ts";
import { NPEM } from "./npem.ts";
import { PASID } from "./pasid.ts";
import { PHYSICAL_LAYER_16, PHYSICAL_LAYER_32, PHYSICAL_LAYER_64, PHYSICAL_LAYER_128 } from "./physical-layer.ts";
import { PMUX } from "./pmux.ts";
import { POWER_BUDGETING } from "./power-budgeting.ts";
import { PRI } from "./pri.ts";
import { PTM } from "./ptm.ts";
import { RC_INTERNAL_LINK } from "./rc-internal-link.ts";
import { RC_LINK } from "./rc-link.ts";
import { RCEC } from "./rcec.ts";
import { RCRB } from "./rcrb.ts";
import { RESIZABLE_BAR, VF_RESIZABLE_BAR } from "./rebar.ts";
import { RTR } from "./rtr.ts";
import { SECONDARY_PCIE } from "./secondary-pcie.ts";
import { SERIAL_NUMBER } from "./serial-number.ts";
import { SFI } from "./sfi.ts";
import { SHADOW_FUNCTIONS } from "./shadow-functions.ts";
import { SRIOV } from "./sriov.ts";
import { STREAMLINED_VC } from "./streamlined-vc.ts";
import { TPH } from "./tph.ts";
import { CAPTURED_DATA, MULTI_ROOT, NOP_FLIT, SCALABLE_IOV } from "./unpublished.ts";
import { ALTERA_CVP } from "./vendor/altera-cvp.ts";
import { AMD_ESM } from "./vendor/amd-esm.ts";
import { AMD_GPU_IOV } from "./vendor/amd-gpu-iov.ts";
import { BROADCOM_PEX } from "./vendor/broadcom-pex.ts";
import { CCIX_TRANSPORT } from "./vendor/ccix-transport.ts";
import { DWC_PTM } from "./vendor/dwc-ptm.ts";
import { DWC_RAS_DES } from "./vendor/dwc-ras-des.ts";
import { INTEL_DFL } from "./vendor/intel-dfl.ts";
import { INTEL_PMT, INTEL_PMT_VSEC } from "./vendor/intel-pmt.ts";
import { INTEL_SIOV } from "./vendor/intel-siov.ts";
import { SYNOPSYS_EDMA } from "./vendor/synopsys-edma.ts";
import { THUNDERBOLT } from "./vendor/thunderbolt.ts";
import { XILINX_MDB, XILINX_MDB_DMA } from "./vendor/xilinx-mdb.ts";
import { VIRTUAL_CHANNEL, VIRTUAL_CHANNEL_9 } from "./virtual-channel.ts";
import { VSEC } from "./vsec.ts";

export const EXTENDED_DEFINITIONS: readonly CapabilityDef[] = [
  EXTENDED_NULL,
  AER,
  VIRTUAL_CHANNEL,
  SERIAL_NUMBER,
  POWER_BUDGETING,
  RC_LINK,
  RC_INTERNAL_LINK,
  RCEC,
  MULTI_FUNCTION_VC,
  VIRTUAL_CHANNEL_9,
  RCRB,
  THUNDERBOLT,
  INTEL_DFL,
  INTEL_PMT_VSEC,
  SYNOPSYS_EDMA,
  ALTERA_CVP,
  AMD_GPU_IOV,
  DWC_RAS_DES,
  DWC_PTM,
  XILINX_MDB_DMA,
  XILINX_MDB,
  BROADCOM_PEX,
  VSEC,
  ACCESS_CORRELATION,
  ACS,
  ARI,
  ATS,
  SRIOV,
  MULTI_ROOT,
  MULTICAST,
  PRI,
  RESIZABLE_BAR,
  DPA,
  TPH,
  LTR,
  SECONDARY_PCIE,
  PMUX,
  PASID,
  LNR,
  DPC,
  L1_PM_SUBSTATES,
  PTM,
  M_PCIE,
  FRS_QUEUEING,
  RTR,
  CXL_DEVICE,
  CXL_FUNCTION_MAP,
  CXL_PORT,
  CXL_GPF_PORT,
  CXL_GPF_DEVICE,
  CXL_FLEX_BUS,
  CXL_REGISTER_LOCATOR,
  CXL_MLD,
  CXL_TEST,
  CXL_UNKNOWN,
  INTEL_PMT,
  INTEL_SIOV,
  AMD_ESM,
  CCIX_TRANSPORT,
  DVSEC,
  VF_RESIZABLE_BAR,
  DATA_LINK_FEATURE,
  PHYSICAL_LAYER_16,
  LANE_MARGINING,
  HIERARCHY_ID,
  NPEM,
  PHYSICAL_LAYER_32,
  ALTERNATE_PROTOCOL,
  SFI,
  SHADOW_FUNCTIONS,
  DOE,
  DEVICE3,
  IDE,
  PHYSICAL_LAYER_64,
  FLIT_LOGGING,
  FLIT_PERFORMANCE,
  FLIT_ERROR_INJECTION,
  STREAMLINED_VC,
  MMIO_RBL,
  NOP_FLIT,
  SCALABLE_IOV,
  PHYSICAL_LAYER_128,
  CAPTURED_DATA,
];
