import { useOperations } from "../../stores/operations.ts";
import { NvmeVfsDialog } from "./NvmeVfsDialog.tsx";
import { PermanentDialog } from "./PermanentDialog.tsx";
import { ResetDialog } from "./ResetDialog.tsx";

/** Dialogs on functions themselves: each ends in a plan, or in text to take away. */
export function DeviceDialogs() {
  const asked = useOperations((state) => state.asked);
  switch (asked?.kind) {
    case "nvmeVfs":
      return <NvmeVfsDialog pf={asked.pf} vfs={asked.vfs} />;
    case "reset":
      return <ResetDialog bdfs={asked.bdfs} />;
    case "permanent":
      return <PermanentDialog bdf={asked.bdf} />;
    default:
      return null;
  }
}
