import { allCommands } from "../../actions/commands.ts";
import { PLACE_SHORTCUTS, type ShortcutGroup } from "../../model/shortcuts.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { HELP_WORDS } from "../../words/help.ts";
import { Say } from "../../words/Say.tsx";
import styles from "./HelpDialogs.module.css";

function everywhere(): ShortcutGroup {
  const shortcuts = allCommands().flatMap((command) =>
    command.keys === undefined ? [] : [{ keys: command.keys, does: command.title }],
  );
  return { title: HELP_WORDS.actions, shortcuts };
}

function Group({ title, shortcuts }: ShortcutGroup) {
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>
        <Say of={title} />
      </h3>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <div key={keys} className={styles.line}>
            <dt>
              <Kbd keys={keys} />
            </dt>
            <dd>
              <Say of={does} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Groups() {
  return (
    <div className={styles.groups}>
      {[...[everywhere(), ...PLACE_SHORTCUTS].entries()].map(([at, group]) => (
        <Group key={at} {...group} />
      ))}
    </div>
  );
}

export function ShortcutsDialog() {
  const open = useAppDialog((state) => state.open === "shortcuts");
  return (
    <Dialog open={open} onClose={hideDialog} title={HELP_WORDS.shortcuts} width="l">
      <Groups />
    </Dialog>
  );
}
