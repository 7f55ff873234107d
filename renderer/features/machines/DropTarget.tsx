import { useEffect, useState } from "react";
import { showRefused, useAppDialog } from "../../stores/app-dialog.ts";
import { mayBeMachine, openFiles, openText, PASTED } from "../../stores/files.ts";
import { MACHINE_WORDS } from "../../words/machines.ts";
import { Say } from "../../words/Say.tsx";
import styles from "./DropTarget.module.css";

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") === true;
}

/** Files dropped anywhere on the window are opened, and so is text that is pasted. */
export function DropTarget() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      void openFiles(event.dataTransfer?.files ?? []);
    };
    const onPaste = (event: ClipboardEvent): void => {
      // Where text is typed, pasting is typing.
      if (event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]") !== null)
        return;
      // Lists and dialogs above the page have keys of their own.
      if (useAppDialog.getState().open !== null) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!mayBeMachine(text)) return;
      event.preventDefault();
      void openText(PASTED, text).then((wrong) => {
        if (wrong !== null) showRefused(text, wrong);
      });
    };
    window.addEventListener("paste", onPaste);
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("paste", onPaste);
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  return over ? (
    <div className={styles.overlay}>
      <Say of={MACHINE_WORDS.drop} />
    </div>
  ) : null;
}
