import { useState } from "react";
import { BEST_COMMAND } from "../../../shared/machine/told-by-text.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { cancelOpening, openText, PASTED } from "../../stores/files.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useSay } from "../../words/language.ts";
import { PASTE_WORDS } from "../../words/paste.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import { OpeningBanner } from "./OpeningBanner.tsx";
import styles from "./PasteDialog.module.css";

/** As lspci writes it. */
const SAMPLE = "01:00.0 Ethernet controller: …\n\tKernel driver in use: igb\n00: 86 80 21 15 46 05 10 00 …";

function Content() {
  const say = useSay();
  const refused = useAppDialog((state) => state.refused);
  const [text, setText] = useState(refused?.text ?? "");
  const [wrong, setWrong] = useState(refused?.because ?? null);
  const [busy, setBusy] = useState(false);
  const close = (): void => {
    if (busy) cancelOpening();
    hideDialog();
  };
  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const problem = await openText(PASTED, text);
    setBusy(false);
    if (problem === null) hideDialog();
    else setWrong(problem);
  };
  return (
    <Dialog
      open
      keepsTyped
      onClose={close}
      title={PASTE_WORDS.title}
      description={PASTE_WORDS.description}
      width="l"
      footer={
        <>
          <Button onClick={close}>{UI_WORDS.cancel}</Button>
          <Button
            tone="primary"
            disabled={text.trim() === ""}
            aria-disabled={busy || undefined}
            onClick={() => void submit()}
          >
            {PASTE_WORDS.open}
          </Button>
        </>
      }
    >
      <textarea
        data-autofocus=""
        aria-label={say(PASTE_WORDS.text)}
        className={styles.text}
        placeholder={`${SAMPLE}\n\n${say(PASTE_WORDS.mayStay)}`}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || text.trim() === "") return;
          event.preventDefault();
          void submit();
        }}
      />
      <OpeningBanner />
      {wrong === null ? null : <Notice tone="danger">{wrong}</Notice>}
      <p className={styles.best}>
        <Say of={PASTE_WORDS.best} /> <code>{BEST_COMMAND}</code>
        <CopyButton label={PASTE_WORDS.copyCommand} text={`sudo ${BEST_COMMAND}`} />
      </p>
    </Dialog>
  );
}

/** Opens text that a person pastes: whatever describes PCI functions, or a JSON report. */
export function PasteDialog() {
  return useAppDialog((state) => state.open === "paste") ? <Content /> : null;
}
