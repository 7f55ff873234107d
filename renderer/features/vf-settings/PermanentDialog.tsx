import { useState } from "react";
import { permanentTexts } from "../../../shared/operations/texts/kept-over-restart.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { useMachine } from "../../stores/machine.ts";
import { useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { CodeSheet } from "../../ui/CodeSheet.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import styles from "./Dialogs.module.css";

/** Text that makes the driver or the number of VFs of now last over the next start; nothing is installed. */
export function PermanentDialog({ bdf }: { readonly bdf: Bdf }) {
  const fn = useMachine((state) => state.machine?.byBdf.get(bdf));
  const [chosen, setChosen] = useState<string | null>(null);
  const { close } = useOperations.getState();
  const texts = fn === undefined ? [] : permanentTexts(fn);
  const tabs = texts.map(({ kind, title, path, text, notes }) => ({
    id: `${kind} ${path ?? ""}`,
    label: title,
    content: () => (
      <CodeSheet label={title} text={text} copyLabel={`Copy ${title}`} testId="permanent-text" notes={notes}>
        <p>{path === null ? "For a root shell:" : <Coded text={`Put this into ${path}:`} />}</p>
      </CodeSheet>
    ),
  }));
  return (
    <Dialog
      open
      onClose={close}
      width="l"
      title={
        <>
          Make it last: <span className="mono">{bdf}</span>
        </>
      }
      description="All that is set here is forgotten at the next start of the machine. This text, installed by you, sets it again."
      footer={
        <Button tone="primary" onClick={close}>
          Close
        </Button>
      }
    >
      <div className={styles.body}>
        {tabs.length === 0 ? (
          <EmptyState title="Nothing to keep">It has no driver override and no VFs now.</EmptyState>
        ) : (
          <Tabs label="Ways" value={chosen ?? tabs[0]?.id ?? ""} onChange={setChosen} tabs={tabs} />
        )}
      </div>
    </Dialog>
  );
}
