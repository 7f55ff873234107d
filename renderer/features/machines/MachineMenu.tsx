import {
  Cable,
  ChevronDown,
  ClipboardPaste,
  FileText,
  FileX,
  FlaskConical,
  FolderOpen,
  GitCompareArrows,
  Server,
  ServerCog,
  Unplug,
} from "lucide-react";
import type { OpenedMachineEntry } from "../../../shared/contract/contract.ts";
import { sourceWords } from "../../../shared/machine/age.ts";
import { connectionWords } from "../../../shared/machine/connection.ts";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { isNamedAfterFile } from "../../../shared/machine/file-name.ts";
import type { Words } from "../../../shared/words/message.ts";
import { type AppInfo, connectRefusal, refusal } from "../../model/rights.ts";
import { showDialog } from "../../stores/app-dialog.ts";
import { openComparison } from "../../stores/comparison.ts";
import { useConnection } from "../../stores/connection.ts";
import { chooseFile, closeFile, isFileHost } from "../../stores/files.ts";
import { useMachine } from "../../stores/machine.ts";
import { disconnect, isRemote, loadOpened, remoteName, useRemotes } from "../../stores/remotes.ts";
import { useView } from "../../stores/view.ts";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { type SayWords, useSay } from "../../words/language.ts";
import { MACHINE_WORDS } from "../../words/machines.ts";
import { Say } from "../../words/Say.tsx";
import styles from "./MachineMenu.module.css";
import { type MachineEntry, machineList, machineName, openedAbout, remotesToOffer } from "./machine-list.ts";

const ICONS = { local: <Server />, ssh: <ServerCog />, demo: <FlaskConical />, file: <FileText /> };
const HEADINGS = {
  local: null,
  ssh: MACHINE_WORDS.sshHeading,
  demo: MACHINE_WORDS.demoHeading,
  file: MACHINE_WORDS.fileHeading,
} as const;

function open(entry: MachineEntry): void {
  void useMachine.getState().open(entry.host);
}

/** The live light of a machine that is open, on screen or not. A file has none: it stays as it is. */
function Light({ entry }: { readonly entry: OpenedMachineEntry | undefined }) {
  if (entry === undefined) return null;
  return <span className={`${styles.light} ${styles[entry.live] ?? ""}`} aria-hidden="true" />;
}

interface MenuFacts {
  readonly info: AppInfo | null;
  readonly host: string | null;
  readonly remembered: readonly string[];
  readonly opened: readonly OpenedMachineEntry[];
}

/** An item that cannot be chosen says why. */
function offIf(refused: Words | null): { readonly disabled?: true; readonly hint?: Words } {
  return refused === null ? {} : { disabled: true, hint: refused };
}

function menuItems({ info, host, remembered, opened }: MenuFacts): readonly MenuItem[] {
  const items: MenuItem[] = [];
  let kind: MachineEntry["kind"] = "local";
  const live = opened.filter((entry) => !isFileHost(entry.host));
  for (const entry of machineList(info, remotesToOffer(remembered, opened))) {
    const heading = HEADINGS[entry.kind];
    if (entry.kind !== kind && heading !== null)
      items.push({ kind: "heading", id: `heading.${entry.kind}`, label: heading });
    kind = entry.kind;
    const refused = refusal(info, "host.open", { host: entry.host });
    const about = refused ?? entry.about ?? openedAbout(entry.host, live);
    items.push({
      kind: "choice",
      id: entry.host,
      label: (
        <span className={styles.entry}>
          <Say of={entry.name} />
          <Light entry={live.find((candidate) => candidate.host === entry.host)} />
        </span>
      ),
      ...(about === null ? {} : { hint: about }),
      checked: entry.host === host,
      disabled: refused !== null,
      run: () => open(entry),
    });
  }
  items.push({ kind: "line", id: "line" });
  if (isRemote(host) && opened.some((entry) => entry.host === host)) {
    const label = MACHINE_WORDS.disconnect({ machine: remoteName(host) });
    const run = (): void => void disconnect(host);
    items.push({
      id: "disconnect",
      label,
      icon: <Unplug />,
      ...offIf(refusal(info, "host.disconnect", { host })),
      run,
    });
  }
  if (isFileHost(host)) {
    const file = info?.files.find((entry) => entry.host === host)?.file;
    const label = MACHINE_WORDS.close({ file: file ?? machineName(host, info) });
    items.push({ id: "close", label, icon: <FileX />, run: () => void closeFile(host) });
  }
  if (host !== null) {
    items.push({
      id: "compare",
      label: MACHINE_WORDS.compare,
      icon: <GitCompareArrows />,
      run: () => openComparison(),
    });
  }
  items.push(
    {
      id: "connect",
      label: MACHINE_WORDS.connect,
      icon: <Cable />,
      ...offIf(connectRefusal(info)),
      run: () => showDialog("connect"),
    },
    { id: "open", label: MACHINE_WORDS.open, icon: <FolderOpen />, shortcut: "Ctrl O", run: chooseFile },
    {
      id: "paste",
      label: MACHINE_WORDS.paste,
      icon: <ClipboardPaste />,
      shortcut: "Ctrl V",
      run: () => showDialog("paste"),
    },
  );
  return items;
}

/** `6.8.0-45-generic · demo`, `Pasted, no date` */
function aboutIdentity(identity: HostIdentity, say: SayWords): string {
  const { kernel, connection, source } = identity;
  return [
    kernel,
    isNamedAfterFile(identity) ? null : say(connectionWords(connection)),
    source === undefined ? null : say(sourceWords(source)),
  ]
    .filter((text) => text !== null && text !== "")
    .join(" · ");
}

/** Names the machine on screen and switches to another. */
export function MachineMenu() {
  const say = useSay();
  const info = useConnection((state) => state.info);
  const host = useMachine((state) => state.host);
  const remembered = useView((view) => view.remotes);
  const opened = useRemotes((state) => state.opened);
  const identity = useMachine((state) => state.machine?.snapshot.identity);
  const name = say(identity?.name ?? machineName(host, info));
  const about = identity === undefined ? "" : aboutIdentity(identity, say);
  const trigger = (
    <button
      type="button"
      aria-label={say(MACHINE_WORDS.label({ machine: name }))}
      title={[name, about].filter((text) => text !== "").join("\n")}
      className={styles.trigger}
    >
      <img src="./icon.svg" alt="" className={styles.logo} />
      <span className={styles.texts}>
        <span className={styles.name}>{name}</span>
        {about === "" ? null : <span className={styles.about}>{about}</span>}
      </span>
      <ChevronDown aria-hidden="true" />
    </button>
  );
  return (
    <Menu trigger={trigger} items={menuItems({ info, host, remembered, opened })} onOpen={() => void loadOpened()} />
  );
}

export { ICONS as MACHINE_ICONS };
