/** Vendors as people say them: in a narrow column the legal form pushes the device's name out of sight. */

const LEGAL_FORM =
  /,? (?:Corporation|Corp\.?|Incorporated|Inc\.?|Technologies|Technology|Limited|Ltd\.?|LLC|GmbH|AG|Co\.?|Company|Electronics|Semiconductors?)(?=$|,| )/g;

/** `NVIDIA` for `NVIDIA Corporation`, `AMD/ATI` for `Advanced Micro Devices, Inc. [AMD/ATI]`. */
export function shortVendor(vendor: string): string {
  const alias = /\[([^\]]+)\]$/.exec(vendor)?.[1];
  if (alias !== undefined) return alias;
  const short = vendor.replace(LEGAL_FORM, "").replace(/[,\s]+$/, "");
  return short === "" ? vendor : short;
}
