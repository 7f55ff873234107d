import type { HostIdentity } from "../../../shared/machine/facts.ts";
import type { AppInfo } from "../../model/rights.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./HelpDialogs.module.css";

interface AboutLine {
  readonly name: string;
  readonly value: string;
}

const PRIVILEGE = { true: "may read and change everything", false: "reads as an ordinary user", null: "not known yet" };

function aboutLines(info: AppInfo | null, identity: HostIdentity | null): readonly AboutLine[] {
  const lines: AboutLine[] = [];
  if (info !== null) {
    lines.push(
      { name: "Version", value: info.version },
      { name: "Runs in", value: info.shell === "electron" ? "its own window" : "a browser" },
      { name: "Platform", value: info.platform },
    );
  }
  if (identity !== null) {
    lines.push(
      { name: "Machine", value: identity.name },
      { name: "Connected", value: identity.connection },
      { name: "Kernel", value: identity.kernel ?? "not known" },
      { name: "Boot id", value: identity.bootId ?? "not known" },
      { name: "Access", value: PRIVILEGE[`${identity.privileged}`] },
    );
  }
  return lines;
}

/** For a bug report. */
function aboutText(lines: readonly AboutLine[]): string {
  return ["SR-IOV Inspector", ...lines.map(({ name, value }) => `${name}: ${value}`)].join("\n");
}

export function AboutDialog() {
  const open = useAppDialog((state) => state.open === "about");
  const info = useConnection((state) => state.info);
  const identity = useMachine((state) => state.machine?.snapshot.identity ?? null);
  const lines = aboutLines(info, identity);
  return (
    <Dialog
      open={open}
      onClose={hideDialog}
      title="SR-IOV Inspector"
      description="See, toggle, assign and report PCIe SR-IOV functions on Linux, safely."
      width="s"
      footer={<CopyButton wide label="Copy as text" text={() => aboutText(lines)} />}
    >
      <dl className={styles.facts}>
        {lines.map(({ name, value }) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.licences}>
        <p>SR-IOV Inspector is free software under the MIT licence.</p>
        <p>Names of vendors and devices: the PCI ID database by its authors, used under the 3-clause BSD licence.</p>
      </div>
    </Dialog>
  );
}
