import { useEffect, useState } from "react";
import { errorText } from "../../../shared/error-text.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { client } from "../../stores/connection.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import styles from "./HelperDialog.module.css";

type Loaded = { readonly text: string } | { readonly problem: string } | null;

function Content() {
  const [loaded, setLoaded] = useState<Loaded>(null);
  useEffect(() => {
    client.call("helper.text", {}).then(setLoaded, (error: unknown) => setLoaded({ problem: errorText(error) }));
  }, []);
  return (
    <Dialog
      open
      onClose={hideDialog}
      title="What runs on the other side"
      description="This shell script, whole. It runs on a machine behind ssh, and as root where you unlock one. It listens to nothing, stores nothing, and ends with the connection."
      width="xl"
    >
      {loaded === null ? null : "problem" in loaded ? (
        <Notice tone="danger">{loaded.problem}</Notice>
      ) : (
        <div className={styles.script}>
          <CodeBlock
            text={loaded.text}
            label="The helper's script"
            copyLabel="Copy the script"
            aside={`${loaded.text.split("\n").length - 1} lines of POSIX shell`}
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
