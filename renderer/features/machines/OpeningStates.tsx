import { Link2Off, PlugZap, ServerCrash } from "lucide-react";
import type { Words } from "../../../shared/words/message.ts";
import { start } from "../../actions/start.ts";
import { connectRefusal, refusal } from "../../model/rights.ts";
import { showDialog } from "../../stores/app-dialog.ts";
import { useConnection, useRefusal } from "../../stores/connection.ts";
import { chooseFile } from "../../stores/files.ts";
import { useMachine } from "../../stores/machine.ts";
import { disconnect, isRemote } from "../../stores/remotes.ts";
import { useView } from "../../stores/view.ts";
import { startCommand } from "../../transport/start-command.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ReasonButton } from "../../ui/ReasonButton.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { MACHINE_WORDS } from "../../words/machines.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import { MACHINE_ICONS } from "./MachineMenu.tsx";
import { machineList, machineName } from "./machine-list.ts";
import styles from "./OpeningStates.module.css";

/** Widths of the grey bars, in per cent: about as the names of a machine's functions are. */
const BARS = [22, 44, 61, 58, 63, 39, 55, 60, 33, 57, 62, 48];

interface OpeningProps {
  readonly name: Words;
  /** Of a machine behind ssh, which may take long or never answer. */
  readonly remote: string | null;
}

function Opening({ name, remote }: OpeningProps) {
  const slow = useSlow(true);
  if (!slow) return <main className={styles.page} />;
  return (
    <main className={styles.skeleton} aria-busy="true">
      <p className={styles.saying}>
        <Spinner label={MACHINE_WORDS.opening({ name })} />{" "}
        <Say of={(remote === null ? MACHINE_WORDS.reading : MACHINE_WORDS.connecting)({ machine: name })} />
        {remote === null ? null : <Button onClick={() => void disconnect(remote)}>{UI_WORDS.cancel}</Button>}
      </p>
      {BARS.map((width) => (
        <div key={width} className={styles.bar} style={{ width: `${width}%` }} aria-hidden="true" />
      ))}
    </main>
  );
}

function OtherMachines({ except }: { readonly except: string | null }) {
  const info = useConnection((state) => state.info);
  const remembered = useView((view) => view.remotes);
  const others = machineList(info, remembered).filter(
    ({ host }) => host !== except && refusal(info, "host.open", { host }) === null,
  );
  return (
    <div className={styles.choices}>
      {others.map((entry) => (
        <button
          key={entry.host}
          type="button"
          className={styles.choice}
          onClick={() => void useMachine.getState().open(entry.host)}
        >
          {MACHINE_ICONS[entry.kind]}
          <span className={styles.choiceTexts}>
            <span>
              <Say of={entry.name} />
            </span>
            {entry.about === null ? null : (
              <span className={styles.about}>
                <Say of={entry.about} />
              </span>
            )}
          </span>
        </button>
      ))}
    </div>
  );
}

function Failed({ host, error }: { readonly host: string; readonly error: Words }) {
  const info = useConnection((state) => state.info);
  const refused = useRefusal("host.open", { host });
  return (
    <main className={`${styles.page} ${styles.failed}`}>
      <EmptyState
        icon={<ServerCrash />}
        title={MACHINE_WORDS.notOpened({ machine: machineName(host, info) })}
        actions={
          <>
            <ReasonButton tone="primary" because={refused} onClick={() => void useMachine.getState().open(host)}>
              {UI_WORDS.tryAgain}
            </ReasonButton>
            <ReasonButton because={connectRefusal(info)} onClick={() => showDialog("connect")}>
              {MACHINE_WORDS.connect}
            </ReasonButton>
            <Button onClick={chooseFile}>{MACHINE_WORDS.open}</Button>
          </>
        }
      >
        {error}
      </EmptyState>
      <h2 className={styles.others}>
        <Say of={MACHINE_WORDS.others} />
      </h2>
      <OtherMachines except={host} />
    </main>
  );
}

function Refused() {
  const command = startCommand();
  return (
    <main className={styles.page}>
      <EmptyState icon={<Link2Off />} title={MACHINE_WORDS.linkUsed}>
        {MACHINE_WORDS.linkUsedHelp({ link: `${command} --link`, start: `${command} --browser` })}
      </EmptyState>
    </main>
  );
}

function NotStarted({ error }: { readonly error: Words }) {
  return (
    <main className={styles.page}>
      <EmptyState
        icon={<PlugZap />}
        title={MACHINE_WORDS.silent}
        actions={
          <Button tone="primary" onClick={() => void start()}>
            {UI_WORDS.tryAgain}
          </Button>
        }
      >
        {error}
      </EmptyState>
    </main>
  );
}

/** The window while there is no machine to show: being opened, failed, or no way to the program. */
export function OpeningState() {
  const socket = useConnection((state) => state.socket);
  const startError = useConnection((state) => state.startError);
  const info = useConnection((state) => state.info);
  const host = useMachine((state) => state.host);
  const error = useMachine((state) => state.error);
  if (socket === "refused") return <Refused />;
  if (startError !== null) return <NotStarted error={startError} />;
  if (host !== null && error !== null) return <Failed host={host} error={error} />;
  const opening = host ?? info?.initial ?? "local";
  const name = machineName(opening, info);
  return <Opening name={name} remote={isRemote(opening) ? opening : null} />;
}
