import { ACCESS_CONTROL } from "./access-control.ts";
import { ADDRESS_TRANSLATION } from "./address-translation.ts";
import type { ChineseOf } from "./chinese-of.ts";
import { CONTAINMENT } from "./containment.ts";
import { CONVENTIONAL } from "./conventional.ts";
import { CXL_DEVICE } from "./cxl-device.ts";
import { CXL_PORT } from "./cxl-port.ts";
import { DESIGNATED_VENDOR } from "./designated-vendor.ts";
import { ERROR_REPORTING } from "./error-reporting.ts";
import { EXPRESS } from "./express.ts";
import { FLITS } from "./flits.ts";
import { GPU_INTERRUPTS } from "./gpu-interrupts.ts";
import { HEADER } from "./header.ts";
import { HIERARCHY_AND_ENCLOSURE } from "./hierarchy-and-enclosure.ts";
import { HYPERTRANSPORT } from "./hypertransport.ts";
import { IDENTITY_AND_POWER } from "./identity-and-power.ts";
import { LINK_EQUALIZATION } from "./link-equalization.ts";
import { LINK_PROTOCOLS } from "./link-protocols.ts";
import { MAILBOX_AND_ENCRYPTION } from "./mailbox-and-encryption.ts";
import { MULTICAST } from "./multicast.ts";
import { OTHER_STANDARD } from "./other-standard.ts";
import { POWER_AND_TIME } from "./power-and-time.ts";
import { REQUESTS_AND_CACHES } from "./requests-and-caches.ts";
import { ROOT_COMPLEX } from "./root-complex.ts";
import { SR_IOV } from "./sr-iov.ts";
import { VENDOR_SPECIFIC } from "./vendor-specific.ts";
import { VENDOR_STRUCTURES } from "./vendor-structures.ts";
import { VIRTUAL_CHANNELS } from "./virtual-channels.ts";

const ROOMS: readonly ChineseOf[] = [
  ACCESS_CONTROL,
  ADDRESS_TRANSLATION,
  CONTAINMENT,
  CONVENTIONAL,
  CXL_DEVICE,
  CXL_PORT,
  DESIGNATED_VENDOR,
  ERROR_REPORTING,
  EXPRESS,
  FLITS,
  GPU_INTERRUPTS,
  HEADER,
  HIERARCHY_AND_ENCLOSURE,
  HYPERTRANSPORT,
  IDENTITY_AND_POWER,
  LINK_EQUALIZATION,
  LINK_PROTOCOLS,
  MAILBOX_AND_ENCRYPTION,
  MULTICAST,
  OTHER_STANDARD,
  POWER_AND_TIME,
  REQUESTS_AND_CACHES,
  ROOT_COMPLEX,
  SR_IOV,
  VENDOR_SPECIFIC,
  VENDOR_STRUCTURES,
  VIRTUAL_CHANNELS,
];

/**
 * What registers and fields mean, in Chinese. The key is the English sentence as its table has it: one that is changed there
 * has no Chinese until it is translated again, and `explanations.test.ts` names it.
 */
export const CHINESE: ChineseOf = Object.assign({}, ...ROOMS);
