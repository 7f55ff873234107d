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
import { PERMANENT_WORDS } from "../../words/permanent.ts";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./Dialogs.module.css";

/** Text that makes the current driver or number of VFs persistent; nothing is installed. */
export function PermanentDialog({ bdf }: { readonly bdf: Bdf }) {
  const fn = useMachine((state) => state.machine?.byBdf.get(bdf));
  const [chosen, setChosen] = useState<string | null>(null);
  const { close } = useOperations.getState();
  const texts = fn === undefined ? [] : permanentTexts(fn);
  const tabs = texts.map(({ kind, title, path, text, notes }) => ({
    id: `${kind} ${path ?? ""}`,
    label: title,
    content: () => (
      <CodeSheet
        label={title}
        text={text}
        copyLabel={PERMANENT_WORDS.copy({ title })}
        testId="permanent-text"
        isFirst
        notes={notes}
      >
        <p>
          <Coded text={path === null ? PERMANENT_WORDS.forRootShell : PERMANENT_WORDS.putInto({ path })} />
        </p>
      </CodeSheet>
    ),
  }));
  return (
    <Dialog
      open
      onClose={close}
      width="l"
      title={<Coded text={PERMANENT_WORDS.title({ bdf })} />}
      description={PERMANENT_WORDS.about}
      footer={<Button onClick={close}>{UI_WORDS.close}</Button>}
    >
      <div className={styles.body}>
        {tabs.length === 0 ? (
          <EmptyState title={PERMANENT_WORDS.nothing}>{PERMANENT_WORDS.nothingAbout}</EmptyState>
        ) : (
          <Tabs label={PERMANENT_WORDS.methods} value={chosen ?? tabs[0]?.id ?? ""} onChange={setChosen} tabs={tabs} />
        )}
      </div>
    </Dialog>
  );
}
