/** The SR-IOV part of a PF's section: counts, VF BAR windows and where each VF's slices are. */

import type { FunctionInfo } from "../machine/facts.ts";
import { groupText } from "../machine/known.ts";
import type { Machine } from "../machine/machine.ts";
import { driverText } from "../machine/role.ts";
import { isFromText, withSource } from "../machine/told-by-text.ts";
import { vfFirmware, vfFirmwareText } from "../machine/vf-firmware.ts";
import { ESWITCH_LABEL, eswitchText } from "../machine/vf-network.ts";
import { capabilityTotalVfs, slicesOf, vfPlaces } from "../machine/vf-slices.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { sizeText, vfSlice } from "../pci/sriov.ts";
import { stillEnglish } from "../words/say.ts";
import type { Pair, Table } from "./table.ts";

export interface SriovSection {
  readonly facts: readonly Pair[];
  /** The windows that are cut into one slice per VF. */
  readonly windows: Table;
  /** Each VF with its slices. */
  readonly vfs: Table;
}

/** null for a function that is no PF: a VF has no SR-IOV capability of its own. */
export function sriovSection(machine: Machine, fn: FunctionInfo, space: ConfigSpace | null): SriovSection | null {
  if (fn.sriov === null || fn.physfn !== null) return null;
  // In a dump only the addresses are known, not where the windows end.
  const slices = slicesOf(fn, space, machine.vfsOf(fn.bdf)[0]).filter(({ window }) => window !== null);
  const placed = slices.filter((slice) => slice.start !== null);
  return {
    facts: sriovFacts(fn, space).map(({ label, value }) => ({
      label,
      value: value === "not known" ? value : stillEnglish(withSource(fn, "sriov", value)),
    })),
    windows: {
      head: ["Window", "Start", "Size", "Per VF"],
      rows: slices.map((slice) => [
        `VF BAR ${slice.bar}`,
        slice.start === null ? "no address: no VF can be enabled" : slice.start.toString(16),
        sizeText(slice.window),
        sizeText(slice.perVf),
      ]),
    },
    vfs: {
      head: ["VF", "BDF", "Driver", "IOMMU group", ...placed.map((slice) => `BAR ${slice.bar} slice`)],
      rows: machine.vfsOf(fn.bdf).map((vf) => {
        const index = machine.vfIndexOf(vf.bdf);
        const ranges = placed.map((slice) => (index === null ? null : vfSlice(slice, index)));
        return [
          index === null ? "" : String(index),
          vf.bdf,
          stillEnglish(driverText(vf)),
          stillEnglish(groupText(vf)),
          ...ranges.map((range) => (range === null ? "" : `${range.start.toString(16)}–${range.end.toString(16)}`)),
        ];
      }),
    },
  };
}

function sriovFacts(pf: FunctionInfo, space: ConfigSpace | null): Pair[] {
  const { sriov } = pf;
  if (sriov === null) return [];
  const number = (value: number | null) => (value === null ? "not known" : String(value));
  const facts: Pair[] = [
    { label: "VFs enabled", value: String(sriov.numVfs) },
    // A text tells what the capability says, and of no driver.
    {
      label: isFromText(pf, "sriov") ? "TotalVFs of the capability" : "VFs that the driver allows",
      value: number(sriov.totalVfs),
    },
  ];
  const capability = space === null ? null : capabilityTotalVfs(space);
  if (capability !== null) facts.push({ label: "TotalVFs of the capability", value: String(capability) });
  facts.push(
    { label: "First VF offset, VF stride", value: `${number(sriov.offset)}, ${number(sriov.stride)}` },
    { label: "VF device id", value: sriov.vfDevice === null ? "not known" : hexDigits(sriov.vfDevice, 4) },
    {
      label: "New VFs get a driver",
      value: sriov.driversAutoprobe === null ? "not known" : sriov.driversAutoprobe ? "yes" : "no",
    },
  );
  if (sriov.vfTotalMsix !== null && sriov.vfTotalMsix > 0) {
    facts.push({ label: "MSI-X vectors for VFs", value: String(sriov.vfTotalMsix) });
  }
  if (pf.eswitch !== undefined)
    facts.push({ label: stillEnglish(ESWITCH_LABEL), value: stillEnglish(eswitchText(pf.eswitch)) });
  // Of a card that is not known nothing is told that helps.
  if (vfFirmware(pf).row !== null)
    facts.push({ label: "Where TotalVFs is set", value: stillEnglish(vfFirmwareText(pf)) });
  const forecast = sriov.numVfs === 0 ? forecastText(pf) : null;
  if (forecast !== null) facts.push({ label: "VFs would be at", value: forecast });
  return facts;
}

/** `0000:01:02.2 – 0000:01:04.1`, by the offset and stride that the PF shows now. */
function forecastText(pf: FunctionInfo): string | null {
  const places = vfPlaces(pf, pf.sriov?.totalVfs ?? 0).flatMap((place) => place.bdf ?? []);
  const [first] = places;
  const last = places.at(-1);
  if (first === undefined || last === undefined) return null;
  return first === last ? first : `${first} – ${last}`;
}
