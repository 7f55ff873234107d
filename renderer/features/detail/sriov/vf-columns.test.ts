import { expect, test } from "vitest";
import { buildMachine } from "../../../../shared/machine/machine.ts";
import { vfSettings } from "../../../../shared/operations/testing/vf-settings.ts";
import { labMachine, sampleFamily } from "../../../testing/machines.ts";
import { columnsOf, shownColumns, type VfTableRow } from "./vf-columns.ts";
import { vfLayoutView } from "./vf-rows.ts";

const MACHINE = buildMachine({ ...labMachine(), functions: sampleFamily("0000:01:00.0", 4) });
const [PF] = MACHINE.functions;
if (PF === undefined) throw new Error("no PF");
const LAYOUT = vfLayoutView(MACHINE, PF, 8);
const ROWS = Array.from({ length: 4 }, (_, vf): VfTableRow => {
  const settings = vfSettings(vf, { vlan: vf });
  return { ...LAYOUT.row(vf), settings, msix: null, controller: null, usedBy: null };
});
const shown = (rows: readonly VfTableRow[], width: number) =>
  shownColumns(columnsOf(PF, LAYOUT), rows, { width, chosen: {}, edited: new Set() }).columns.map(({ id }) => id);

test("where there is no room columns go, the BDF last, and never what is asked for first", () => {
  expect(shown(ROWS, 2000)).toEqual(expect.arrayContaining(["bdf", "mac", "vlan", "usedBy", "group"]));
  expect(shown(ROWS, 400)).toEqual(["vf", "bdf", "mac", "vlan", "usedBy"]);
  expect(shown(ROWS, 340)).toEqual(["vf", "mac", "vlan", "usedBy"]);
  expect(shown(ROWS, 100)).toEqual(["vf", "mac", "vlan", "usedBy"]);
});

test("of VFs that are not there only their places are told", () => {
  expect(shown([], 340)).toEqual(["vf", "bdf"]);
});
