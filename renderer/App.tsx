/** Composes the window: the only place that knows all features. */
import { CSPProvider } from "@base-ui/react/csp-provider";
import { useEffect } from "react";
import { sourceWords } from "../shared/machine/age.ts";
import styles from "./App.module.css";
import { REGIONS } from "./actions/regions.ts";
import { ActivityPanel } from "./features/activity/ActivityPanel.tsx";
import { RecoveryBanners } from "./features/activity/RecoveryBanners.tsx";
import { DetailPane } from "./features/detail/DetailPane.tsx";
import { AboutDialog } from "./features/help/AboutDialog.tsx";
import { LogDialog } from "./features/help/LogDialog.tsx";
import { ShortcutsDialog } from "./features/help/ShortcutsDialog.tsx";
import { CompareDialog } from "./features/machines/CompareDialog.tsx";
import { ConnectDialog } from "./features/machines/ConnectDialog.tsx";
import { DropTarget } from "./features/machines/DropTarget.tsx";
import { HelperDialog } from "./features/machines/HelperDialog.tsx";
import { MachineMenu } from "./features/machines/MachineMenu.tsx";
import { OpeningBanner } from "./features/machines/OpeningBanner.tsx";
import { OpeningState } from "./features/machines/OpeningStates.tsx";
import { PasteDialog } from "./features/machines/PasteDialog.tsx";
import { OperationDialogs } from "./features/operations/OperationDialogs.tsx";
import { RunPill } from "./features/operations/RunPill.tsx";
import { useRunInTitle, useRunNotification } from "./features/operations/use-run-out-of-sight.ts";
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
import { hideDialog, useAppDialog } from "./stores/app-dialog.ts";
import { useConnection } from "./stores/connection.ts";
import { useMachine } from "./stores/machine.ts";
import { useOperations } from "./stores/operations.ts";
import { answerPrompt, usePrompts } from "./stores/prompts.ts";
import { useView } from "./stores/view.ts";
import { Boundary, DialogBoundary } from "./ui/Boundary.tsx";
import { DialogNotice } from "./ui/Dialog.tsx";
import { TooltipProvider } from "./ui/Tooltip.tsx";
import { useSay } from "./words/language.ts";
import { SHELL_WORDS } from "./words/shell.ts";

function useTitle(): void {
  const say = useSay();
  const identity = useMachine((state) => state.machine?.snapshot.identity);
  const title =
    identity === undefined
      ? "SR-IOV Inspector"
      : say(
          identity.source === undefined
            ? SHELL_WORDS.title({ machine: identity.name })
            : SHELL_WORDS.titleOfFile({ machine: identity.name, source: sourceWords(identity.source) }),
        );
  const run = useRunInTitle();
  const shown = run === null ? title : say(SHELL_WORDS.runInTitle({ run, title }));
  useEffect(() => {
    document.title = shown;
  }, [shown]);
}

const APP_DIALOGS = [
  ["palette", Palette],
  ["fields", FieldsDialog],
  ["shortcuts", ShortcutsDialog],
  ["about", AboutDialog],
  ["log", LogDialog],
  ["connect", ConnectDialog],
  ["helper", HelperDialog],
  ["paste", PasteDialog],
  ["compare", CompareDialog],
] as const;

const ASKED_DIALOGS = [
  ["operation", OperationDialogs],
  ["device", DeviceDialogs],
  ["export", ExportDialog],
] as const;

function Content() {
  const machine = useMachine((state) => state.machine);
  const host = useMachine((state) => state.host);
  const focused = useView((view) => view.focused);
  const loaded = useView((view) => view.loaded);
  const activityOpen = useView((view) => view.activityOpen);
  // The panes take their sizes when they appear, so what was remembered has to be there before.
  if (machine === null || !loaded) {
    return (
      <Boundary kind="pane" of={host}>
        <OpeningState />
      </Boundary>
    );
  }
  return (
    <Workspace
      table={
        <Boundary kind="pane" id={REGIONS.table} of={host}>
          <FunctionTable machine={machine} />
        </Boundary>
      }
      detail={
        <Boundary kind="pane" of={focused}>
          <DetailPane vfControl={(pf) => <VfControl pf={pf} />} />
        </Boundary>
      }
      activity={
        activityOpen ? (
          <Boundary kind="pane" of={host}>
            <ActivityPanel />
          </Boundary>
        ) : null
      }
    />
  );
}

/** The dialogs that answer to one store each, beside what closes them. */
function Dialogs() {
  const open = useAppDialog((state) => state.open);
  const asked = useOperations((state) => state.asked);
  const question = usePrompts((state) => state.questions[0] ?? null);
  const { close } = useOperations.getState();
  const cancel = (): void => {
    if (question !== null) answerPrompt(question.id, null);
  };
  return (
    <>
      {APP_DIALOGS.map(([id, Content]) => (
        <DialogBoundary key={id} asked={open === id ? open : null} onClose={hideDialog}>
          <Content />
        </DialogBoundary>
      ))}
      {ASKED_DIALOGS.map(([id, Content]) => (
        <DialogBoundary key={id} asked={asked} onClose={close}>
          <Content />
        </DialogBoundary>
      ))}
      <DialogBoundary asked={question} onClose={cancel}>
        <PromptDialog />
      </DialogBoundary>
    </>
  );
}

const waitingChange = (
  <Boundary kind="bar">
    <WaitingChange />
  </Boundary>
);

export function App() {
  useTitle();
  useRunNotification();
  useShortcuts();
  // Behind a link that opens nothing any more there is nothing to choose from either.
  const refused = useConnection((state) => state.socket === "refused");
  const host = useMachine((state) => state.host);
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider delay={350}>
        <div className={styles.window}>
          {refused ? null : (
            <Boundary kind="bar" of={host}>
              <TopBar machines={<MachineMenu />} />
            </Boundary>
          )}
          <Boundary kind="bar" of={host}>
            <Banners />
            <OpeningBanner />
            <RecoveryBanners />
          </Boundary>
          <Content />
          <Boundary kind="bar" of={host}>
            <RunPill />
          </Boundary>
        </div>
        <DialogNotice value={waitingChange}>
          <Dialogs />
        </DialogNotice>
        <DropTarget />
      </TooltipProvider>
    </CSPProvider>
  );
}
