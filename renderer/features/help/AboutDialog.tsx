import type { Output } from "../../../shared/contract/contract.ts";
import { connectionWords } from "../../../shared/machine/connection.ts";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { openLog } from "../../actions/log.ts";
import { useAnswer } from "../../actions/use-answer.ts";
import type { AppInfo } from "../../model/rights.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { BUTTON_WORDS } from "../../words/buttons.ts";
import { HELP_WORDS } from "../../words/help.ts";
import { sayNow } from "../../words/language.ts";
import { Say } from "../../words/Say.tsx";
import { askAbout } from "./ask-about.ts";
import styles from "./HelpDialogs.module.css";

type About = Output<"app.about">;

interface AboutLine {
  readonly name: Words;
  readonly value: Words;
}

const PRIVILEGE = { true: HELP_WORDS.asRoot, false: HELP_WORDS.asUser, null: COMMON.unknown };

function aboutLines(info: AppInfo | null, about: About | null, identity: HostIdentity | null): readonly AboutLine[] {
  const lines: AboutLine[] = [];
  if (info !== null) {
    lines.push(
      { name: HELP_WORDS.version, value: info.version },
      { name: HELP_WORDS.runsIn, value: info.shell === "electron" ? HELP_WORDS.window : HELP_WORDS.browser },
      { name: HELP_WORDS.platform, value: info.platform },
      ...(about?.parts ?? []).map(({ name, version }) => ({ name, value: version })),
    );
  }
  if (identity !== null) {
    lines.push(
      { name: HELP_WORDS.machine, value: identity.name },
      { name: HELP_WORDS.connection, value: connectionWords(identity.connection) },
      { name: HELP_WORDS.kernel, value: identity.kernel ?? COMMON.unknown },
      { name: HELP_WORDS.bootId, value: identity.bootId ?? COMMON.unknown },
      { name: HELP_WORDS.access, value: PRIVILEGE[`${identity.privileged}`] },
    );
  }
  return lines;
}

/** Where the program keeps what it remembers. */
function placeLines({ settings, journal, log }: About): readonly AboutLine[] {
  return [
    { name: HELP_WORDS.settings, value: settings ?? HELP_WORDS.notKept },
    { name: HELP_WORDS.journal, value: journal ?? HELP_WORDS.notKept },
    { name: HELP_WORDS.log, value: log ?? HELP_WORDS.notKept },
  ];
}

/** For a bug report, which does not need the user's folders. */
function aboutText(lines: readonly AboutLine[]): string {
  const said = lines.map(({ name, value }) => sayNow(COMMON.labelled({ label: name, text: value })));
  return ["SR-IOV Inspector", ...said].join("\n");
}

function Facts({ lines }: { readonly lines: readonly AboutLine[] }) {
  return (
    <dl className={styles.facts}>
      {[...lines.entries()].map(([at, { name, value }]) => (
        <div key={at} style={{ display: "contents" }}>
          <dt>
            <Say of={name} />
          </dt>
          <dd>
            <Say of={value} />
          </dd>
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
      description={HELP_WORDS.description}
      width="s"
      footer={
        <>
          <CopyButton wide label={BUTTON_WORDS.copyAsText} text={() => aboutText(lines)} />
          <Button onClick={() => void openLog()}>{HELP_WORDS.openLog}</Button>
        </>
      }
    >
      <Facts lines={lines} />
      {about === null ? null : (
        <section className={styles.places}>
          <h3 className={styles.title}>
            <Say of={HELP_WORDS.files} />
          </h3>
          <Facts lines={placeLines(about)} />
        </section>
      )}
      <div className={styles.licences}>
        <p>
          <Say of={HELP_WORDS.licence} />
        </p>
        <p>
          <Say of={HELP_WORDS.pciIds} />
        </p>
      </div>
    </Dialog>
  );
}

/** The program and its parts, the machine, and where everything is kept. */
export function AboutDialog() {
  return useAppDialog((state) => state.open === "about") ? <Content /> : null;
}
