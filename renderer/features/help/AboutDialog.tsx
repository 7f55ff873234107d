import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { aboutLines, aboutText } from "./about.ts";
import styles from "./HelpDialogs.module.css";

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
