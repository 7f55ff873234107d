/** Composes the window: the only place that knows all features. */
import { CSPProvider } from "@base-ui/react/csp-provider";
import { useEffect } from "react";
import styles from "./App.module.css";
import { ActivityPanel } from "./features/activity/ActivityPanel.tsx";
import { RecoveryBanners } from "./features/activity/RecoveryBanners.tsx";
import { DetailPane } from "./features/detail/DetailPane.tsx";
import { AboutDialog } from "./features/help/AboutDialog.tsx";
import { ShortcutsDialog } from "./features/help/ShortcutsDialog.tsx";
import { ConnectDialog } from "./features/machines/ConnectDialog.tsx";
import { DropTarget } from "./features/machines/DropTarget.tsx";
import { HelperDialog } from "./features/machines/HelperDialog.tsx";
import { MachineMenu } from "./features/machines/MachineMenu.tsx";
import { OpeningBanner } from "./features/machines/OpeningBanner.tsx";
import { OpeningState } from "./features/machines/OpeningStates.tsx";
import { PasteDialog } from "./features/machines/PasteDialog.tsx";
import { OperationDialogs } from "./features/operations/OperationDialogs.tsx";
import { VfControl } from "./features/operations/VfControl.tsx";
import { WaitingChange } from "./features/operations/WaitingChange.tsx";
import { FieldsDialog } from "./features/palette/FieldsDialog.tsx";
import { Palette } from "./features/palette/Palette.tsx";
import { PromptDialog } from "./features/prompts/PromptDialog.tsx";
import { ExportDialog } from "./features/report/ExportDialog.tsx";
import { Banners } from "./features/shell/Banners.tsx";
import { TopBar } from "./features/shell/TopBar.tsx";
import { useShortcuts } from "./features/shell/use-shortcuts.ts";
import { Workspace } from "./features/shell/Workspace.tsx";
import { FunctionTable } from "./features/tree/FunctionTable.tsx";
import { DeviceDialogs } from "./features/vf-settings/DeviceDialogs.tsx";
import { useConnection } from "./stores/connection.ts";
import { useMachine } from "./stores/machine.ts";
import { useView } from "./stores/view.ts";
import { DialogNotice } from "./ui/Dialog.tsx";
import { TooltipProvider } from "./ui/Tooltip.tsx";

function useTitle(): void {
  const name = useMachine((state) => state.machine?.snapshot.identity.name);
  useEffect(() => {
    document.title = name === undefined ? "SR-IOV Inspector" : `${name} – SR-IOV Inspector`;
  }, [name]);
}

function Content() {
  const machine = useMachine((state) => state.machine);
  const loaded = useView((view) => view.loaded);
  const activityOpen = useView((view) => view.activityOpen);
  // The panes take their sizes when they appear, so what was remembered has to be there before.
  if (machine === null || !loaded) return <OpeningState />;
  return (
    <Workspace
      table={<FunctionTable machine={machine} />}
      detail={<DetailPane vfControl={(pf) => <VfControl pf={pf} />} />}
      activity={activityOpen ? <ActivityPanel /> : null}
    />
  );
}

export function App() {
  useTitle();
  useShortcuts();
  // Behind a link that opens nothing any more there is nothing to choose from either.
  const refused = useConnection((state) => state.socket === "refused");
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider delay={350}>
        <div className={styles.window}>
          {refused ? null : <TopBar machines={<MachineMenu />} />}
          <Banners />
          <OpeningBanner />
          <RecoveryBanners />
          <Content />
        </div>
        <DialogNotice value={<WaitingChange />}>
          <Palette />
          <FieldsDialog />
          <ShortcutsDialog />
          <AboutDialog />
          <OperationDialogs />
          <DeviceDialogs />
          <ExportDialog />
          <ConnectDialog />
          <HelperDialog />
          <PromptDialog />
          <PasteDialog />
        </DialogNotice>
        <DropTarget />
      </TooltipProvider>
    </CSPProvider>
  );
}
