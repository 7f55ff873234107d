/** The SR-IOV part of a PF's section: counts, VF BAR windows and where each VF's slices are. */

import type { FunctionInfo } from "../machine/facts.ts";
import { groupText } from "../machine/known.ts";
import { driverText } from "../machine/role.ts";
import { withSource } from "../machine/told-by-text.ts";
import { type MachineView, usedByText } from "../machine/used-by.ts";
import { vfFirmware, vfFirmwareText } from "../machine/vf-firmware.ts";
import { ESWITCH_LABEL, eswitchText } from "../machine/vf-network.ts";
import { capabilityTotalVfs, slicesOf, vfPlaces } from "../machine/vf-slices.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { formatSize, vfSlice } from "../pci/sriov.ts";
import type { Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { FACT_WORDS } from "../words/texts/facts.ts";
import { REPORT_WORDS as T } from "../words/texts/report.ts";
import { RESOURCE_WORDS } from "../words/texts/resources.ts";
import { COLUMN_WORDS } from "../words/texts/table-columns.ts";
import type { Pair, Table } from "./table.ts";

export interface SriovSection {
  readonly facts: readonly Pair[];
  /** The windows that are cut into one slice per VF. */
  readonly windows: Table;
  /** Each VF with its slices. */
  readonly vfs: Table;
}

/** null for a function that is no PF: a VF has no SR-IOV capability of its own. */
export function sriovSection(
  { machine, usedBy }: MachineView,
  fn: FunctionInfo,
  space: ConfigSpace | null,
): SriovSection | null {
  if (fn.sriov === null || fn.physfn !== null) return null;
  // In a dump only the addresses are known, not where the windows end.
  const slices = slicesOf(fn, space, machine.vfsOf(fn.bdf)[0]).filter(({ window }) => window !== null);
  const placed = slices.filter((slice) => slice.start !== null);
  return {
    facts: sriovFacts(fn, space).map(({ label, value }) => ({
      label,
      value: value === COMMON.unknown || label === T.firmware ? value : withSource(fn, "sriov", value),
    })),
    windows: {
      head: [T.window, T.start, T.size, T.perVf],
      rows: slices.map((slice) => [
        RESOURCE_WORDS.vfBar({ bar: String(slice.bar) }),
        slice.start === null ? T.noPlace : slice.start.toString(16),
        sizeWords(slice.window),
        sizeWords(slice.perVf),
      ]),
    },
    vfs: {
      head: [
        T.vf,
        T.bdf,
        FACT_WORDS.driver,
        COLUMN_WORDS.usedBy,
        FACT_WORDS.iommuGroup,
        ...placed.map((slice) => T.slice({ bar: String(slice.bar) })),
      ],
      rows: machine.vfsOf(fn.bdf).map((vf) => {
        const index = machine.vfIndexOf(vf.bdf);
        const ranges = placed.map((slice) => (index === null ? null : vfSlice(slice, index)));
        return [
          index === null ? "" : String(index),
          vf.bdf,
          driverText(vf),
          usedByText(vf, usedBy.of(vf)),
          groupText(vf),
          ...ranges.map((range) => (range === null ? "" : `${range.start.toString(16)}–${range.end.toString(16)}`)),
        ];
      }),
    },
  };
}

function sriovFacts(pf: FunctionInfo, space: ConfigSpace | null): Pair[] {
  const { sriov } = pf;
  if (sriov === null) return [];
  const number = (value: number | null) => (value === null ? COMMON.unknown : String(value));
  const facts: Pair[] = [
    { label: T.vfsEnabled, value: String(sriov.numVfs) },
    // Texts and registers tell what the capability says, and of no driver.
    {
      label: pf.registersOnly ? FACT_WORDS.totalVfs : FACT_WORDS.allowedVfs,
      value: number(sriov.totalVfs),
    },
  ];
  const capability = space === null ? null : capabilityTotalVfs(space);
  if (capability !== null && !pf.registersOnly) facts.push({ label: FACT_WORDS.totalVfs, value: String(capability) });
  facts.push(
    { label: T.vfOffset, value: number(sriov.offset) },
    { label: FACT_WORDS.vfStride, value: number(sriov.stride) },
    { label: T.vfDevice, value: sriov.vfDevice === null ? COMMON.unknown : hexDigits(sriov.vfDevice, 4) },
    {
      label: T.autoprobe,
      value: sriov.driversAutoprobe === null ? COMMON.unknown : sriov.driversAutoprobe ? T.on : T.off,
    },
  );
  if (pf.registersOnly) facts.push({ label: T.vfVectors, value: COMMON.unknown });
  else if (sriov.vfTotalMsix !== null && sriov.vfTotalMsix > 0) {
    facts.push({ label: T.vfVectors, value: String(sriov.vfTotalMsix) });
  }
  if (pf.eswitch !== undefined) facts.push({ label: ESWITCH_LABEL, value: eswitchText(pf.eswitch) });
  // Of a card that is not known nothing is told that helps.
  if (vfFirmware(pf).row !== null) facts.push({ label: T.firmware, value: vfFirmwareText(pf) });
  const forecast = sriov.numVfs === 0 ? forecastText(pf) : null;
  if (forecast !== null) facts.push({ label: T.newVfs, value: forecast });
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

function sizeWords(bytes: bigint | null): Words {
  return bytes === null ? COMMON.unknown : formatSize(bytes);
}
