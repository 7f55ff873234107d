import { ChevronDown, FileText, FlaskConical, FolderOpen, Server } from "lucide-react";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { type AppInfo, useConnection } from "../../stores/connection.ts";
import { chooseFile } from "../../stores/files.ts";
import { useMachine } from "../../stores/machine.ts";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import styles from "./MachineMenu.module.css";
import { type MachineEntry, machineList, machineName } from "./machine-list.ts";

const ICONS = { local: <Server />, demo: <FlaskConical />, file: <FileText /> };
const HEADINGS = { local: null, demo: "Demo machines", file: "Opened files" } as const;

function open(entry: MachineEntry): void {
  void useMachine.getState().open(entry.host);
}

function menuItems(info: AppInfo | null, host: string | null): readonly MenuItem[] {
  const items: MenuItem[] = [];
  let kind: MachineEntry["kind"] = "local";
  for (const entry of machineList(info)) {
    const heading = HEADINGS[entry.kind];
    if (entry.kind !== kind && heading !== null)
      items.push({ kind: "heading", id: `heading.${entry.kind}`, label: heading });
    kind = entry.kind;
    items.push({
      kind: "choice",
      id: entry.host,
      label: entry.name,
      ...(entry.about === null ? {} : { hint: entry.about }),
      checked: entry.host === host,
      run: () => open(entry),
    });
  }
  items.push(
    { kind: "line", id: "line" },
    { id: "open", label: "Open dump or report…", icon: <FolderOpen />, shortcut: "Ctrl O", run: chooseFile },
  );
  return items;
}

/** `6.8.0-45-generic · demo` */
function aboutIdentity(identity: HostIdentity): string {
  return [identity.kernel, identity.connection].filter((text) => text !== null && text !== "").join(" · ");
}

/** Names the machine on screen and switches to another. */
export function MachineMenu() {
  const info = useConnection((state) => state.info);
  const host = useMachine((state) => state.host);
  const identity = useMachine((state) => state.machine?.snapshot.identity);
  const name = identity?.name ?? machineName(host, info);
  const about = identity === undefined ? "" : aboutIdentity(identity);
  const trigger = (
    <button
      type="button"
      aria-label={`Machine: ${name}`}
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
  return <Menu trigger={trigger} items={menuItems(info, host)} />;
}

export { ICONS as MACHINE_ICONS };
