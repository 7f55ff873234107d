import { CircleHelp, FileDown, History, Languages, Moon, RefreshCw, Sun } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { isFile } from "../../../shared/machine/file-name.ts";
import { LANGUAGE_CHOICES, LANGUAGE_NAMES, type LanguageChoice } from "../../../shared/words/choice.ts";
import type { Words } from "../../../shared/words/message.ts";
import { exportSelectionOrMachine, toggleActivity } from "../../actions/commands.ts";
import { chooseLanguage } from "../../actions/language.ts";
import { drawnTheme, onDrawnTheme, setTheme } from "../../actions/theme.ts";
import { showDialog } from "../../stores/app-dialog.ts";
import { useMachine } from "../../stores/machine.ts";
import { THEMES, type Theme, useView } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { COMMAND_WORDS } from "../../words/commands.ts";
import { SHELL_WORDS } from "../../words/shell.ts";
import { FileAge } from "./FileAge.tsx";
import { LiveLight } from "./LiveLight.tsx";
import { LockIndicator } from "./LockIndicator.tsx";
import { SearchField } from "./SearchField.tsx";
import styles from "./TopBar.module.css";

const THEME_TITLES: Readonly<Record<Theme, Words>> = {
  system: SHELL_WORDS.systemTheme,
  light: SHELL_WORDS.lightTheme,
  dark: SHELL_WORDS.darkTheme,
};

const LANGUAGE_TITLES: Readonly<Record<LanguageChoice, Words>> = {
  system: SHELL_WORDS.systemLanguage,
  ...LANGUAGE_NAMES,
};

function LanguageMenu() {
  const language = useView((view) => view.language);
  const items: MenuItem[] = LANGUAGE_CHOICES.map((id) => ({
    kind: "choice",
    id,
    label: LANGUAGE_TITLES[id],
    checked: id === language,
    run: () => chooseLanguage(id),
  }));
  return <Menu trigger={<IconButton label={SHELL_WORDS.language} icon={<Languages />} />} items={items} align="end" />;
}

function ThemeMenu() {
  const theme = useView((view) => view.theme);
  const drawn = useSyncExternalStore(onDrawnTheme, drawnTheme);
  const items: MenuItem[] = THEMES.map((id) => ({
    kind: "choice",
    id,
    label: THEME_TITLES[id],
    checked: id === theme,
    run: () => setTheme(id),
  }));
  const trigger = (
    <IconButton label={SHELL_WORDS.theme} shortcut="Ctrl Shift L" icon={drawn === "dark" ? <Moon /> : <Sun />} />
  );
  return <Menu trigger={trigger} items={items} align="end" />;
}

function HelpMenu() {
  const items: MenuItem[] = [
    { id: "palette", label: SHELL_WORDS.commandPalette, shortcut: "Ctrl K", run: () => showDialog("palette") },
    { id: "shortcuts", label: SHELL_WORDS.shortcuts, shortcut: "?", run: () => showDialog("shortcuts") },
    { id: "about", label: SHELL_WORDS.about, run: () => showDialog("about") },
  ];
  return <Menu trigger={<IconButton label={SHELL_WORDS.help} icon={<CircleHelp />} />} items={items} align="end" />;
}

function LiveControls({ identity }: { readonly identity: HostIdentity }) {
  const refreshing = useMachine((state) => state.refreshing);
  return (
    <>
      <LockIndicator identity={identity} />
      <LiveLight />
      <IconButton
        label={COMMAND_WORDS.refresh}
        shortcut="F5"
        icon={<RefreshCw className={refreshing ? "turning" : undefined} />}
        onClick={() => void useMachine.getState().refresh()}
      />
    </>
  );
}

function MachineControls({ identity }: { readonly identity: HostIdentity }) {
  const activityOpen = useView((view) => view.activityOpen);
  return (
    <>
      {isFile({ identity }) ? <FileAge identity={identity} /> : <LiveControls identity={identity} />}
      <span className={styles.divider} />
      <Button icon={<FileDown aria-hidden="true" />} onClick={exportSelectionOrMachine}>
        {SHELL_WORDS.export}
      </Button>
      <IconButton
        label={SHELL_WORDS.activity}
        shortcut="Ctrl J"
        icon={<History />}
        aria-pressed={activityOpen}
        onClick={toggleActivity}
      />
    </>
  );
}

/** @param machines the control that names the machine and switches it */
export function TopBar({ machines }: { readonly machines: ReactNode }) {
  const machine = useMachine((state) => state.machine);
  return (
    <header className={styles.bar}>
      <h1 className="visually-hidden">SR-IOV Inspector</h1>
      {machines}
      {machine === null ? <span className={styles.space} /> : <SearchField />}
      <span className={styles.space} />
      {machine === null ? null : <MachineControls identity={machine.snapshot.identity} />}
      <LanguageMenu />
      <ThemeMenu />
      <HelpMenu />
    </header>
  );
}
