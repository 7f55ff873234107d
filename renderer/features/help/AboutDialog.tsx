import type { Output } from "../../../shared/contract/contract.ts";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { openLog } from "../../actions/log.ts";
import { useAnswer } from "../../actions/use-answer.ts";
import type { AppInfo } from "../../model/rights.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { askAbout } from "./ask-about.ts";
import styles from "./HelpDialogs.module.css";

type About = Output<"app.about">;

interface AboutLine {
  readonly name: string;
  readonly value: string;
}

const PRIVILEGE = { true: "as root", false: "as an ordinary user", null: "not known yet" };

function aboutLines(info: AppInfo | null, about: About | null, identity: HostIdentity | null): readonly AboutLine[] {
  const lines: AboutLine[] = [];
  if (info !== null) {
    lines.push(
      { name: "Version", value: info.version },
      { name: "Runs in", value: info.shell === "electron" ? "its own window" : "a browser" },
      { name: "Platform", value: info.platform },
      ...(about?.parts ?? []).map(({ name, version }) => ({ name, value: version })),
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

/** Where the program keeps what it remembers. */
function placeLines({ settings, journal, log }: About): readonly AboutLine[] {
  const places = { Settings: settings, Journal: journal, Log: log };
  return Object.entries(places).map(([name, path]) => ({ name, value: path ?? "not kept" }));
}

/** For a bug report, which does not need the user's folders. */
function aboutText(lines: readonly AboutLine[]): string {
  return ["SR-IOV Inspector", ...lines.map(({ name, value }) => `${name}: ${value}`)].join("\n");
}

function Facts({ lines }: { readonly lines: readonly AboutLine[] }) {
  return (
    <dl className={styles.facts}>
      {lines.map(({ name, value }) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Content() {
  const info = useConnection((state) => state.info);
  const identity = useMachine((state) => state.machine?.snapshot.identity ?? null);
  const answer = useAnswer(askAbout);
  const about = answer !== null && "output" in answer ? answer.output : null;
  const lines = aboutLines(info, about, identity);
  return (
    <Dialog
      open
      onClose={hideDialog}
      title="SR-IOV Inspector"
      description="See, toggle, assign and report PCIe SR-IOV functions on Linux, safely."
      width="s"
      footer={
        <>
          <CopyButton wide label="Copy as text" text={() => aboutText(lines)} />
          <Button onClick={() => void openLog()}>Open log</Button>
        </>
      }
    >
      <Facts lines={lines} />
      {about === null ? null : (
        <section className={styles.places}>
          <h3 className={styles.title}>What it remembers</h3>
          <Facts lines={placeLines(about)} />
        </section>
      )}
      <div className={styles.licences}>
        <p>SR-IOV Inspector is free software under the MIT licence.</p>
        <p>Names of vendors and devices: the PCI ID database by its authors, used under the 3-clause BSD licence.</p>
      </div>
    </Dialog>
  );
}

/** The program and its parts, the machine, and where everything is kept. */
export function AboutDialog() {
  return useAppDialog((state) => state.open === "about") ? <Content /> : null;
}
