/** The tables of the standard list, in the order in which they are tried. */
import type { CapabilityDef } from "../../layout.ts";
import { NULL_CAPABILITY } from "../null-capability.ts";
import { ADVANCED_FEATURES } from "./advanced-features.ts";
import { AGP } from "./agp.ts";
import { DEBUG_PORT } from "./debug-port.ts";
import { ENHANCED_ALLOCATION } from "./enhanced-allocation.ts";
import { EXPRESS } from "./express/express.ts";
import { FLATTENING_PORTAL_BRIDGE } from "./flattening-portal-bridge.ts";
import { HOT_PLUG } from "./hot-plug.ts";
import { HOT_SWAP } from "./hot-swap.ts";
import { HT_BLOCKS } from "./hypertransport/blocks.ts";
import { HT_PRIMARY } from "./hypertransport/primary.ts";
import { HT_SECONDARY } from "./hypertransport/secondary.ts";
import { MSI } from "./msi.ts";
import { MSIX } from "./msix.ts";
import { PCIX_BRIDGE, PCIX_DEVICE, PCIX_OTHER } from "./pcix.ts";
import { POWER_MANAGEMENT } from "./power-management.ts";
import { SATA } from "./sata.ts";
import { SECURE_DEVICE } from "./secure-device.ts";
import { SLOT_ID } from "./slot-id.ts";
import { SUBSYSTEM_ID } from "./subsystem-id.ts";
import { AGP_8X, CENTRAL_RESOURCE } from "./unpublished.ts";
import { VENDOR_SPECIFIC } from "./vendor/generic.ts";
import { INTEL_CAPABILITIES, INTEL_FEATURE_DETECTION, INTEL_OTHER } from "./vendor/intel.ts";
import { INTEL_VMD_SHADOW } from "./vendor/intel-vmd.ts";
import { MELLANOX_GATEWAY } from "./vendor/mellanox.ts";
import { NVIDIA_P2P } from "./vendor/nvidia-p2p.ts";
import { VIRTIO } from "./vendor/virtio.ts";
import { VPD } from "./vpd.ts";

export const STANDARD_DEFINITIONS: readonly CapabilityDef[] = [
  NULL_CAPABILITY,
  POWER_MANAGEMENT,
  AGP,
  VPD,
  SLOT_ID,
  MSI,
  HOT_SWAP,
  PCIX_DEVICE,
  PCIX_BRIDGE,
  PCIX_OTHER,
  HT_PRIMARY,
  HT_SECONDARY,
  ...HT_BLOCKS,
  VIRTIO,
  MELLANOX_GATEWAY,
  NVIDIA_P2P,
  INTEL_VMD_SHADOW,
  INTEL_CAPABILITIES,
  INTEL_FEATURE_DETECTION,
  INTEL_OTHER,
  VENDOR_SPECIFIC,
  DEBUG_PORT,
  CENTRAL_RESOURCE,
  HOT_PLUG,
  SUBSYSTEM_ID,
  AGP_8X,
  SECURE_DEVICE,
  EXPRESS,
  MSIX,
  SATA,
  ADVANCED_FEATURES,
  ENHANCED_ALLOCATION,
  FLATTENING_PORTAL_BRIDGE,
];
