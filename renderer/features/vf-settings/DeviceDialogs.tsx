import { useOperations } from "../../stores/operations.ts";
import { PermanentDialog } from "./PermanentDialog.tsx";
import { ResetDialog } from "./ResetDialog.tsx";
import { VfSettingsDialog } from "./VfSettingsDialog.tsx";

/** Dialogs on functions themselves: each ends in a plan, or in text to take away. */
export function DeviceDialogs() {
  const request = useOperations((state) => state.request);
  switch (request?.kind) {
    case "vfSettings":
      return <VfSettingsDialog pf={request.pf} vfs={request.vfs} />;
    case "reset":
      return <ResetDialog bdfs={request.bdfs} />;
    case "permanent":
      return <PermanentDialog bdf={request.bdf} />;
    default:
      return null;
  }
}
