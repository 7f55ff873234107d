import { allCommands } from "../../stores/commands.ts";
import { PLACE_SHORTCUTS, type ShortcutGroup } from "../../stores/shortcuts.ts";
import { hideSurface, useSurfaces } from "../../stores/surfaces.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import styles from "./HelpDialogs.module.css";

function everywhere(): ShortcutGroup {
  const shortcuts = allCommands().flatMap((command) =>
    command.keys === undefined ? [] : [{ keys: command.keys, does: command.title }],
  );
  return { title: "Actions", shortcuts };
}

function Group({ title, shortcuts }: ShortcutGroup) {
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <div key={keys} className={styles.line}>
            <dt>
              <Kbd keys={keys} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Groups() {
  return (
    <div className={styles.groups}>
      {[everywhere(), ...PLACE_SHORTCUTS].map((group) => (
        <Group key={group.title} {...group} />
      ))}
    </div>
  );
}

export function ShortcutsDialog() {
  const open = useSurfaces((state) => state.open === "shortcuts");
  return (
    <Dialog open={open} onClose={hideSurface} title="Keyboard shortcuts" width="l">
      <Groups />
    </Dialog>
  );
}
