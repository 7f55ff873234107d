import { expect, test } from "vitest";
import { shortVendor } from "./vendor.ts";

test.each([
  ["NVIDIA Corporation", "NVIDIA"],
  ["Mellanox Technologies", "Mellanox"],
  ["Advanced Micro Devices, Inc. [AMD/ATI]", "AMD/ATI"],
  ["Samsung Electronics Co Ltd", "Samsung"],
  ["Red Hat, Inc.", "Red Hat"],
  ["Broadcom Inc. and subsidiaries", "Broadcom and subsidiaries"],
  ["Technology", "Technology"],
])("%s is called %s", (vendor, short) => {
  expect(shortVendor(vendor)).toBe(short);
});
