import { ACCESS_CONTROL } from "./access-control.ts";
import { ADDRESS_TRANSLATION } from "./address-translation.ts";
import type { ChineseOf } from "./chinese-of.ts";
import { ERROR_REPORTING } from "./error-reporting.ts";
import { GPU_INTERRUPTS } from "./gpu-interrupts.ts";
import { IDENTITY_AND_POWER } from "./identity-and-power.ts";
import { MULTICAST } from "./multicast.ts";
import { ROOT_COMPLEX } from "./root-complex.ts";
import { SR_IOV } from "./sr-iov.ts";
import { VENDOR_STRUCTURES } from "./vendor-structures.ts";
import { VIRTUAL_CHANNELS } from "./virtual-channels.ts";

const ROOMS: readonly ChineseOf[] = [
  ACCESS_CONTROL,
  ADDRESS_TRANSLATION,
  ERROR_REPORTING,
  GPU_INTERRUPTS,
  IDENTITY_AND_POWER,
  MULTICAST,
  ROOT_COMPLEX,
  SR_IOV,
  VENDOR_STRUCTURES,
  VIRTUAL_CHANNELS,
];

/**
 * What registers and fields mean, in Chinese. The key is the English sentence as its table has it: one that is changed there
 * has no Chinese until it is translated again, and `explanations.test.ts` names it.
 */
export const CHINESE: ChineseOf = Object.assign({}, ...ROOMS);
