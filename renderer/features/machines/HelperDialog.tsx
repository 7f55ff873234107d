import { useAnswer } from "../../actions/use-answer.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { client } from "../../stores/connection.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import styles from "./HelperDialog.module.css";

const askScript = () => client.call("helper.text", {});

function Content() {
  const script = useAnswer(askScript);
  return (
    <Dialog
      open
      onClose={hideDialog}
      title="What runs on the other side"
      description="This shell script, whole. It runs on a machine behind ssh, and as root where you unlock one. It listens to nothing, stores nothing, and ends with the connection."
      width="xl"
    >
      {script === null ? null : "problem" in script ? (
        <Notice tone="danger">{script.problem}</Notice>
      ) : (
        <div className={styles.script}>
          <CodeBlock
            text={script.output.text}
            label="The helper's script"
            copyLabel="Copy the script"
            aside={`${script.output.text.split("\n").length - 1} lines of POSIX shell`}
            testId="helper-text"
          />
        </div>
      )}
    </Dialog>
  );
}

/** The helper's own text: whoever lets it run as root may read it first. */
export function HelperDialog() {
  return useAppDialog((state) => state.open === "helper") ? <Content /> : null;
}
