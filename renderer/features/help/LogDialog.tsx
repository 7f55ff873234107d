import { useAnswer } from "../../actions/use-answer.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { client } from "../../stores/connection.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { askAbout } from "./ask-about.ts";
import styles from "./HelpDialogs.module.css";

const askLog = () => client.call("log.read", {});

function Content() {
  const about = useAnswer(askAbout);
  const log = useAnswer(askLog);
  const path = about !== null && "output" in about ? about.output.log : null;
  return (
    <Dialog
      open
      onClose={hideDialog}
      title="Log"
      description="The last lines of what the program says of itself. Serial numbers, MAC addresses and secrets are not in it; names of machines and folders are."
      width="xl"
    >
      {log === null ? null : "problem" in log ? (
        <Notice tone="danger">{log.problem}</Notice>
      ) : log.output.text === "" ? (
        <p>There are no lines yet.</p>
      ) : (
        <div className={styles.log}>
          <CodeBlock text={log.output.text} label="The last lines of the log" copyLabel="Copy the lines" aside={path} />
          {/* What happened last is what somebody looks for. */}
          <span ref={(end) => end?.scrollIntoView({ block: "end" })} />
        </div>
      )}
    </Dialog>
  );
}

/** The end of the log, where the file itself cannot be opened from here. */
export function LogDialog() {
  return useAppDialog((state) => state.open === "log") ? <Content /> : null;
}
