import { useAnswer } from "../../actions/use-answer.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { client } from "../../stores/connection.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { HELP_WORDS } from "../../words/help.ts";
import { Say } from "../../words/Say.tsx";
import { askAbout } from "./ask-about.ts";
import styles from "./HelpDialogs.module.css";

const askLog = () => client.call("log.read", {});

function Content() {
  const about = useAnswer(askAbout);
  const log = useAnswer(askLog);
  const path = about !== null && "output" in about ? about.output.log : null;
  return (
    <Dialog open onClose={hideDialog} title={HELP_WORDS.log} description={HELP_WORDS.logDescription} width="xl">
      {log === null ? null : "problem" in log ? (
        <Notice tone="danger">{log.problem}</Notice>
      ) : log.output.text === "" ? (
        <p>
          <Say of={HELP_WORDS.logEmpty} />
        </p>
      ) : (
        <div className={styles.log}>
          <CodeBlock text={log.output.text} label={HELP_WORDS.logLines} copyLabel={HELP_WORDS.copyLines} aside={path} />
          {/* What happened last is what is looked for. */}
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
