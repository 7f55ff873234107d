/** Places and masks as pcics 0.3.2 (docs.rs/pcics), by structure has them: figures only. */
import { figures } from "./figures.ts";

export const PCICS = figures(
  "pcics",
  `
agp 02 accelerated_graphics_port::Identifier = f f0
agp 04 accelerated_graphics_port::Status = 7 8 10 20 40 80 100 200 1c00 e000 10000 20000 ff000000
agp 08 accelerated_graphics_port::Command = 7 10 20 80 100 200 1c00 e000 ff000000
fpb 04 flattening_portal_bridge::FpbCapabilities = 1 2 4 f8 700 70000 7000000
fpb 08 flattening_portal_bridge::FpbRidVectorControl = 1 f0 fff80000
fpb 0c flattening_portal_bridge::FpbRidVectorControl = fff8
fpb 10 flattening_portal_bridge::FpbMemLowVectorControl = 1 f0 fff00000
fpb 14 flattening_portal_bridge::FpbMemHighVectorControl = 1 f0 f0000000
fpb 18 flattening_portal_bridge::FpbMemHighVectorControl
fpb 1c flattening_portal_bridge::FpbVectorAccessControl = ff c000
fpb 20 flattening_portal_bridge
ht.pri 02 hypertransport::SlaveOrPrimaryCommand = 1f 3e0 400 800 1000
ht.pri 04 hypertransport::LinkControl = 1 2 4 8 10 20 40 80 f00 1000 2000 4000 8000
ht.pri 06 hypertransport::LinkConfiguration = 7 8 70 80 700 800 7000 8000
ht.pri 08 hypertransport::LinkControl = 1 2 4 8 10 20 40 80 f00 1000 2000 4000 8000
ht.pri 0a hypertransport::LinkConfiguration = 7 8 70 80 700 800 7000 8000
ht.pri 0c hypertransport::RevisionId = 1f e0
ht.pri 0d hypertransport_link_freq_err = f 10 20 40 80
ht.pri 0e hypertransport::LinkFrequencyCapability = 1 2 4 8 10 20 40 80 100 200 400 800 1000 2000 4000 8000
ht.pri 11 hypertransport_link_freq_err = f 10 20 40 80
ht.pri 12 hypertransport::LinkFrequencyCapability = 1 2 4 8 10 20 40 80 100 200 400 800 1000 2000 4000 8000
ht.pri 16 hypertransport::ErrorHandling = 1 2 4 8 10 20 40 80 100 200 400 800 1000 2000 4000 8000
ht.sec 02 hypertransport::HostOrSecondaryCommand = 1 2 7c 80 100 400 800 1000
ht.sec 04 hypertransport::LinkControl = 1 2 4 8 10 20 40 80 f00 1000 2000 4000 8000
ht.sec 06 hypertransport::LinkConfiguration = 7 8 70 80 700 800 7000 8000
ht.sec 08 hypertransport::RevisionId = 1f e0
ht.sec 09 hypertransport_link_freq_err = f 10 20 40 80
ht.sec 0a hypertransport::LinkFrequencyCapability = 1 2 4 8 10 20 40 80 100 200 400 800 1000 2000 4000 8000
ht.sec 0c hypertransport::FeatureCapability = 1 2 4 8 10 20 40 100 200
ht.sec 12 hypertransport::ErrorHandling = 1 2 4 8 10 20 40 80 100 200 400 800 1000 2000 4000 8000
ht.rid 02 hypertransport::RevisionId = 1f e0
msix 02 msi_x::MessageControl = 7ff 4000 8000
msix 04 msi_x::Table = 7 fffffff8
msix 08 msi_x::PendingBitArray = 7 fffffff8
pcix 02 pci_x::Command = 1 2 c 70
pcix 04 pci_x::Status = 7 f8 ff00 10000 20000 40000 80000 100000 600000 3800000 1c000000 20000000 40000000 80000000
pcix 08 pci_x::EccControlAndStatus = 1 2 4 8 70 80 ff00 f0000 f00000 f000000 10000000 40000000 80000000
pcix 0c pci_x::Ecc
pcix 10 pci_x::Ecc
pcix 14 pci_x::Ecc
pcix.bridge 02 pci_x::SecondaryStatus = 1 2 4 8 10 20 3c0 4000 8000
pcix.bridge 04 pci_x::BridgeStatus = 7 f8 ff00 10000 20000 40000 80000 100000 200000 20000000 40000000 80000000
pcix.bridge 10 pci_x::EccControlAndStatus = 1 2 4 8 70 80 ff00 f0000 f00000 f000000 10000000 40000000 80000000
pcix.bridge 14 pci_x::Ecc
pcix.bridge 18 pci_x::Ecc
pcix.bridge 1c pci_x::Ecc
acs 06 access_control_services::AcsControl = 1 2 4 8 10 20 40
ats 04 address_translation_services::AtsCapability = 1f 20 40
ats 06 address_translation_services::AtsControl = 1f 8000
aer 04 advanced_error_reporting::UncorrectableError = 1 10 20 1000 2000 4000 8000 10000 20000 40000 80000 100000 200000 400000 800000 1000000 2000000 4000000
aer 08 advanced_error_reporting::UncorrectableError = 1 10 20 1000 2000 4000 8000 10000 20000 40000 80000 100000 200000 400000 800000 1000000 2000000 4000000
aer 0c advanced_error_reporting::UncorrectableError = 1 10 20 1000 2000 4000 8000 10000 20000 40000 80000 100000 200000 400000 800000 1000000 2000000 4000000
aer 10 advanced_error_reporting::CorrectableError = 1 40 80 100 1000 2000 4000 8000
aer 14 advanced_error_reporting::CorrectableError = 1 40 80 100 1000 2000 4000 8000
aer 18 advanced_error_reporting::AdvancedErrorCapabilitiesAndControl = 1f 20 40 80 100 200 400 800 1000
aer 2c advanced_error_reporting::RootErrorCommand = 1 2 4
aer 30 advanced_error_reporting::RootErrorStatus = 1 2 4 8 10 20 40 f8000000
ari 04 alternative_routing_id_interpolation::AriCapability = 1 2 ff00
ari 06 alternative_routing_id_interpolation::AriControl = 1 2 70
dvsec.cxl.device 0a pcie_dvsec_for_cxl_device::CxlCapability = 1 2 4 8 30 40 80 700 800 2000 4000 8000
dvsec.cxl.device 0c pcie_dvsec_for_cxl_device::CxlControl = 1 2 4 f8 700 800 4000
dvsec.cxl.device 0e pcie_dvsec_for_cxl_device::CxlStatus = 4000
dvsec.cxl.device 10 pcie_dvsec_for_cxl_device::CxlControl2 = 1 2 4 8
dvsec.cxl.device 12 pcie_dvsec_for_cxl_device::CxlStatus2 = 1 2 4 8000
dvsec.cxl.device 14 pcie_dvsec_for_cxl_device::CxlLock = 1
dvsec.cxl.device 16 pcie_dvsec_for_cxl_device::CxlCapability2 = f ff00
dpc 04 downstream_port_containment::DpcCapability = 1f 20 40 80 f00 1000
dpc 06 downstream_port_containment::DpcControl = 3 4 8 10 20 40 80
dpc 08 downstream_port_containment::DpcStatus = 1 6 8 10 60 1f00
dpc 0c downstream_port_containment::RpPio = 1 2 4 100 200 400 10000 20000 40000
dpc 10 downstream_port_containment::RpPio = 1 2 4 100 200 400 10000 20000 40000
dpc 14 downstream_port_containment::RpPio = 1 2 4 100 200 400 10000 20000 40000
dpc 18 downstream_port_containment::RpPio = 1 2 4 100 200 400 10000 20000 40000
dpc 1c downstream_port_containment::RpPio = 1 2 4 100 200 400 10000 20000 40000
dpa 04 dynamic_power_allocation::DpaCapability = 1f 300 3000 ff0000 ff000000
dpa 0c dynamic_power_allocation::DpaStatus = 1f 100
dpa 0e dynamic_power_allocation::DpaControl = 1f
frs 04 frs_queuing::FrsQueuingCapability = fff 1f0000
frs 08 frs_queuing::FrsQueuingStatus = 1 2
frs 0a frs_queuing::FrsQueuingControl = 1
frs 0c frs_queuing::FrsMessageQueue = ffff f0000 fff00000
ltr 04 latency_tolerance_reporting::MaxLatency = 3ff 1c00
ltr 06 latency_tolerance_reporting::MaxLatency = 3ff 1c00
lnr 04 ln_requester::LnrCapability = 1 2 1f00
lnr 06 ln_requester::LnrControl = 1 2 1f00
mcast 04 multicast::MulticastCapability = 3f 3f00 8000
mcast 06 multicast::MulticastControl = 3f 8000
mcast 08 multicast::McBaseAddress = 3f fffffffffffff000
mcast 28 multicast::McOverlayBar = 3f ffffffffffffffc0
mfvc 04 multifunction_virtual_channel::PortVcCapability1 = 7 70 300 c00
mfvc 08 virtual_channel::PortVcCapability2 = 1 2 4 8 f0 ff000000
mfvc 0c virtual_channel::PortVcControl = 1 e
mfvc 0e virtual_channel::PortVcStatus = 1
mfvc 10 multifunction_virtual_channel::VcResourceCapability = 1 2 4 8 10 20 c0 7f0000 ff000000
mfvc 14 multifunction_virtual_channel::VcResourceControl = ff 10000 e0000 7000000 80000000
mfvc 1a multifunction_virtual_channel::VcResourceStatus = 1 2
vc 04 virtual_channel::PortVcCapability1 = 7 70 300 c00
vc 08 virtual_channel::PortVcCapability2 = 1 2 4 8 f0 ff000000
vc 0c virtual_channel::PortVcControl = 1 e
vc 0e virtual_channel::PortVcStatus = 1
vc 10 virtual_channel::VcResourceCapability = 1 2 4 8 10 20 c0 4000 8000 7f0000 ff000000
vc 14 virtual_channel::VcResourceControl = ff 10000 e0000 7000000 80000000
vc 1a virtual_channel::VcResourceStatus = 1 2
vc9 04 virtual_channel::PortVcCapability1 = 7 70 300 c00
vc9 08 virtual_channel::PortVcCapability2 = 1 2 4 8 f0 ff000000
vc9 0c virtual_channel::PortVcControl = 1 e
vc9 0e virtual_channel::PortVcStatus = 1
vc9 10 virtual_channel::VcResourceCapability = 1 2 4 8 10 20 c0 4000 8000 7f0000 ff000000
vc9 14 virtual_channel::VcResourceControl = ff 10000 e0000 7000000 80000000
vc9 1a virtual_channel::VcResourceStatus = 1 2
mpcie 04 pci_express_over_m_phy::MpcieCapabilities = 3 8000 ff0000 ff000000
mpcie 08 pci_express_over_m_phy::MpcieControl = 3
mpcie 0c pci_express_over_m_phy::MpcieStatus = 3 8000 ff0000 ff000000
mpcie 14 pci_express_over_m_phy::MpciePhyControlAddress = ff 1f0000 1000000 e000000 40000000 80000000
mpcie 18 pci_express_over_m_phy::MpciePhyControlData = ff 20000000 40000000 80000000
ptm 04 precision_time_measurement::PtmCapability = 1 2 4 ff00
ptm 08 precision_time_measurement::PtmControl = 1 2 ff00
pasid 04 process_address_space_id::PacidCapability = 2 4 1f00
pasid 06 process_address_space_id::PacidControl = 1 2 4
pmux 04 protocol_multiplexing::PmuxCapability = 3f ff00
pmux 08 protocol_multiplexing::PmuxControl = 3f 3f00 3f0000 3f000000
pmux 0c protocol_multiplexing::PmuxStatus = 1 2 4 100 200 400 10000 20000 40000 1000000 2000000 4000000
rebar 08 resizable_bar::ResizableBarControl = 7 e0 3f00 ffff0000
rcilink 04 root_complex_internal_link_control::RootComplexLinkCapabilities = f 3f0 c00 7000 38000 1fc0000
rcilink 08 root_complex_internal_link_control::RootComplexLinkControl = 3 80
rcilink 0a root_complex_internal_link_control::RootComplexLinkStatus = f 3f0
rclink 04 root_complex_link_declaration::ElementSelfDescription = f f0 ff00 ff0000 ff000000
rclink 10 root_complex_link_declaration::LinkDescription = 1 2 4 ff0000 ff000000
rcrb 08 root_complex_register_block_header::RcrbCapabilities = 1
rcrb 0c root_complex_register_block_header::RcrbControl = 1
secpci 04 secondary_pci_express::LinkControl3 = 1 2 200 400 800 1000 2000 4000 8000
secpci 0c secondary_pci_express::LaneEqualizationControl = f 70 f00 7000
sriov 04 single_root_io_virtualization::SriovCapabilities = 1 2 4 ffe00000
sriov 08 single_root_io_virtualization::SriovControl = 1 2 4 8 10 20
sriov 0a single_root_io_virtualization::SriovStatus = 1
tph 08 tph_requester::TphRequesterControl = 7 300
header1 1e header::Status_(secondary) = 20 80 100 600 800 1000 2000 4000 8000
header1 3e bridge_control::BridgeControl = 1 2 4 8 10 20 40 80 100 200 400 800
header2 16 header::Status_(secondary) = 20 80 100 600 800 1000 2000 4000 8000
header2 3e cardbus_bridge_control::CardbusBridgeControl = 1 2 4 8 20 40 80 100 200 400
rtr 04 readiness_time_reporting = 1ff e00 1ff000 e00000 80000000
rtr 08 readiness_time_reporting = 1ff e00 1ff000 e00000
msi 02 message_signaled_interrups = 200 400
msi 0a message_signaled_interrups::extended_message_data = ffff
msi 0e message_signaled_interrups::extended_message_data = ffff
`,
);
