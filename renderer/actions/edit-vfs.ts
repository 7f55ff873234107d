/** Leads to the table of a PF's VFs, with some of them selected and ready to be edited. */
import type { Bdf } from "../../shared/pci/bdf.ts";
import { useVfTable } from "../stores/vf-table.ts";
import { focusFunction, remember } from "../stores/view.ts";

export function editVfs(pf: Bdf, vfs: readonly number[]): void {
  focusFunction(pf);
  remember({ tab: "sriov" });
  useVfTable.setState({ wanted: { pf, vfs } });
}
