import { Server } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { useMachine } from "../../stores/machine.ts";
import { loadConfigured, remoteHost, remoteName, useRemotes } from "../../stores/remotes.ts";
import { useView } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { CONNECT_WORDS } from "../../words/connect.ts";
import { useSay } from "../../words/language.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./ConnectDialog.module.css";
import { type Candidate, candidates } from "./candidates.ts";
import { HelperText } from "./HelperDialog.tsx";

const FORM = "connect-form";

function connect(host: string): void {
  hideDialog();
  void useMachine.getState().open(host);
}

function Candidates({ found }: { readonly found: readonly Candidate[] }) {
  return (
    <ul className={styles.list} aria-label={useSay()(CONNECT_WORDS.known)}>
      {found.map(({ host, name, about }) => (
        <li key={host}>
          <button type="button" className={styles.candidate} onClick={() => connect(host)}>
            <Server aria-hidden="true" />
            <span className={styles.name}>{name}</span>
            <span className={styles.about}>
              <Say of={about} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Content() {
  const say = useSay();
  const [text, setText] = useState("");
  const [reading, setReading] = useState(false);
  const configured = useRemotes((state) => state.configured);
  const remembered = useView((view) => view.remotes);
  useEffect(() => void loadConfigured(), []);
  const host = remoteHost(text);
  const isWrong = text.trim() !== "" && host === null;
  const found = candidates(text, remembered, configured?.hosts ?? [], say);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (host !== null) connect(host);
  };
  return (
    <Dialog
      open
      keepsTyped
      onClose={hideDialog}
      title={CONNECT_WORDS.title}
      description={CONNECT_WORDS.description}
      footer={
        <>
          <Button tone="quiet" onClick={() => setReading(true)}>
            {CONNECT_WORDS.whatRuns}
          </Button>
          <span className={styles.space} />
          <Button onClick={hideDialog}>{UI_WORDS.cancel}</Button>
          <Button tone="primary" type="submit" form={FORM} disabled={host === null}>
            {host === null ? CONNECT_WORDS.connect : CONNECT_WORDS.connectTo({ machine: remoteName(host) })}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className={styles.body}>
        {configured?.problem ? <Notice tone="warn">{configured.problem}</Notice> : null}
        <TextField
          label={CONNECT_WORDS.machine}
          value={text}
          onText={setText}
          placeholder="root@lab1"
          hint={CONNECT_WORDS.hint}
          problem={isWrong ? CONNECT_WORDS.wrong : null}
          data-autofocus
        />
        {found.length > 0 ? <Candidates found={found} /> : null}
      </form>
      {/* Over this dialog, which keeps what was typed. */}
      {reading ? <HelperText onClose={() => setReading(false)} /> : null}
    </Dialog>
  );
}

/** Chooses a machine of the ssh configuration, or takes one that is written down. */
export function ConnectDialog() {
  return useAppDialog((state) => state.open === "connect") ? <Content /> : null;
}
