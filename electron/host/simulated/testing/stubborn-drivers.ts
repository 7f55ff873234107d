/** Drivers that say no, with the errnos and words of the ones they are named after (Linux 6.12). */

import type { ErrnoName } from "../kernel/errno.ts";
import { byId } from "../kernel/id-table.ts";
import type { DriverProfile, SriovRequest } from "../kernel/state.ts";

/** Ids of the test bench; the driver's name decides how it refuses. */
export const STUBBORN_IDS = { ixgbe: 0x10fb, ice: 0x1592, iceSafeMode: 0x1593, i40e: 0x1583 } as const;
const INTEL = 0x8086;

function refusing(
  name: string,
  device: number,
  code: ErrnoName,
  log: (request: SriovRequest) => string,
  above = 0,
): DriverProfile {
  return {
    name,
    module: name,
    matches: byId(INTEL, device),
    vectors: () => 16,
    sriov: {
      check: (request) => (request.count > above ? { code, log: log(request) } : null),
      onRemove: "disable",
    },
  };
}

const IXGBE_LIMIT = 4;

export const IXGBE = refusing(
  "ixgbe",
  STUBBORN_IDS.ixgbe,
  "EPERM",
  () => `Currently configured with 4 TCs, Creating more than ${IXGBE_LIMIT} VFs is not allowed`,
  IXGBE_LIMIT,
);

export const ICE = refusing(
  "ice",
  STUBBORN_IDS.ice,
  "ENOSPC",
  ({ count }) =>
    "Only 6 MSI-X interrupts available for SR-IOV. " +
    `Not enough to support minimum of 2 MSI-X interrupts per VF for ${count} VFs`,
  3,
);

export const ICE_SAFE_MODE: DriverProfile = {
  ...refusing("ice-safe-mode", STUBBORN_IDS.iceSafeMode, "EOPNOTSUPP", () => "Device is in Safe Mode"),
  module: "ice",
};

export const I40E = refusing(
  "i40e",
  STUBBORN_IDS.i40e,
  "EAGAIN",
  () => "Unable to configure VFs, other operation is pending.",
);
