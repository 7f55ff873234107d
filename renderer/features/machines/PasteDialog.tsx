import { useState } from "react";
import { BEST_COMMAND } from "../../../shared/machine/told-by-text.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { cancelOpening, openText, PASTED } from "../../stores/files.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { OpeningBanner } from "./OpeningBanner.tsx";
import styles from "./PasteDialog.module.css";

function Content() {
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
      onClose={close}
      title="Open pasted dump"
      description="What lspci printed, with or without bytes; hexdump, xxd, dmesg, a list of IOMMU groups, a log, a JSON report. Ctrl+V anywhere in the window does the same."
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
        placeholder={
          "01:00.0 Ethernet controller: …\n\tKernel driver in use: igb\n00: 86 80 21 15 46 05 10 00 …\n\nMail quotes, time stamps and prompts may stay."
        }
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
        Shows the most, when run as root: <code>{BEST_COMMAND}</code>
        <CopyButton label="Copy command" text={`sudo ${BEST_COMMAND}`} />
      </p>
    </Dialog>
  );
}

/** Opens text that a person pastes: whatever tells of PCI functions, or a JSON report. */
export function PasteDialog() {
  return useAppDialog((state) => state.open === "paste") ? <Content /> : null;
}
