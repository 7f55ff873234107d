import { useState } from "react";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { cancelOpening, openText, PASTED } from "../../stores/files.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { OpeningBanner } from "./OpeningBanner.tsx";
import styles from "./PasteDialog.module.css";

/** Opens text that a person pastes: a dump of lspci, or a JSON report. */
export function PasteDialog() {
  const open = useAppDialog((state) => state.open === "paste");
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const done = (): void => {
    hideDialog();
    setText("");
    setWrong(null);
  };
  const close = (): void => {
    if (busy) cancelOpening();
    done();
  };
  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const problem = await openText(PASTED, text);
    setBusy(false);
    if (problem === null) done();
    else setWrong(problem);
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Open pasted dump"
      description="What lspci -xxx, -xxxx or -vvvxxxx printed, of one function or of many; or a JSON report."
      width="l"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            tone="primary"
            disabled={text.trim() === ""}
            aria-disabled={busy || undefined}
            onClick={() => void submit()}
          >
            Open
          </Button>
        </>
      }
    >
      <textarea
        data-autofocus=""
        aria-label="Text of the dump"
        className={styles.text}
        placeholder={"01:00.0 Ethernet controller: …\n00: b3 15 21 10 46 05 10 00 …"}
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
    </Dialog>
  );
}
