import { useAnswer } from "../../actions/use-answer.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { client } from "../../stores/connection.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CONNECT_WORDS } from "../../words/connect.ts";
import styles from "./HelperDialog.module.css";

const askScript = () => client.call("helper.text", {});

/** The text, wherever it is asked for. */
export function HelperText({ onClose }: { readonly onClose: () => void }) {
  const script = useAnswer(askScript);
  return (
    <Dialog
      open
      onClose={onClose}
      title={CONNECT_WORDS.helperTitle}
      description={CONNECT_WORDS.helperDescription}
      width="xl"
    >
      {script === null ? null : "problem" in script ? (
        <Notice tone="danger">{script.problem}</Notice>
      ) : (
        <div className={styles.script}>
          <CodeBlock
            text={script.output.text}
            label={CONNECT_WORDS.script}
            copyLabel={CONNECT_WORDS.copyScript}
            aside={CONNECT_WORDS.lines({ count: script.output.text.split("\n").length - 1 })}
            testId="helper-text"
          />
        </div>
      )}
    </Dialog>
  );
}

/** The helper's own text: to be read before it runs as root. */
export function HelperDialog() {
  return useAppDialog((state) => state.open === "helper") ? <HelperText onClose={hideDialog} /> : null;
}
