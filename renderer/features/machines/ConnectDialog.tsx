import { Server } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { stillEnglish } from "../../../shared/words/say.ts";
import { hideDialog, showDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { useMachine } from "../../stores/machine.ts";
import { loadConfigured, remoteHost, remoteName, useRemotes } from "../../stores/remotes.ts";
import { useView } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { Say } from "../../words/Say.tsx";
import styles from "./ConnectDialog.module.css";
import { type Candidate, candidates } from "./candidates.ts";

const FORM = "connect-form";

function connect(host: string): void {
  hideDialog();
  void useMachine.getState().open(host);
}

function Candidates({ found }: { readonly found: readonly Candidate[] }) {
  return (
    <ul className={styles.list} aria-label="Known machines">
      {found.map(({ host, name, about }) => (
        <li key={host}>
          <button type="button" className={styles.candidate} onClick={() => connect(host)}>
            <Server aria-hidden="true" />
            <span className={styles.name}>{name}</span>
            <span className={styles.about}>{about}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Content() {
  const [text, setText] = useState("");
  const configured = useRemotes((state) => state.configured);
  const remembered = useView((view) => view.remotes);
  useEffect(() => void loadConfigured(), []);
  const host = remoteHost(text);
  const isWrong = text.trim() !== "" && host === null;
  const found = candidates(
    text,
    remembered,
    (configured?.hosts ?? []).map(({ host, name, about }) => ({
      host,
      name,
      about: about === null ? null : stillEnglish(about),
    })),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (host !== null) connect(host);
  };
  return (
    <Dialog
      open
      onClose={hideDialog}
      title="Connect by ssh"
      description="With this computer's own OpenSSH: its configuration, agent, jump hosts and known hosts count."
      footer={
        <>
          <Button tone="quiet" onClick={() => showDialog("helper")}>
            What runs there?
          </Button>
          <span className={styles.space} />
          <Button onClick={hideDialog}>Cancel</Button>
          <Button tone="primary" type="submit" form={FORM} disabled={host === null}>
            {host === null ? "Connect" : `Connect to ${remoteName(host)}`}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className={styles.body}>
        {configured?.problem ? (
          <Notice tone="warn">
            <Say of={configured.problem} />
          </Notice>
        ) : null}
        <TextField
          label="Machine"
          value={text}
          onText={setText}
          placeholder="root@lab1"
          hint="[user@]name[:port], or a name of the ssh configuration. Nothing is installed there."
          problem={
            isWrong ? "It must be like lab1, root@lab1 or root@lab1:2222; an IPv6 address stands in brackets." : null
          }
          data-autofocus
        />
        {found.length > 0 ? <Candidates found={found} /> : null}
      </form>
    </Dialog>
  );
}

/** Chooses a machine of the ssh configuration, or takes one that is written down. */
export function ConnectDialog() {
  return useAppDialog((state) => state.open === "connect") ? <Content /> : null;
}
