/** The window's menu. What the page does itself arrives there as a command; what only a window can do happens here. */
import { Menu, type MenuItemConstructorOptions } from "electron";
import type { MenuCommandName } from "../../shared/contract/contract.ts";
import type { Words } from "../../shared/words/message.ts";
import { type Language, say } from "../../shared/words/say.ts";
import { MENU_WORDS as T } from "./words.ts";

export interface MenuActions {
  command(name: MenuCommandName): void;
  openFile(): void;
  /** Are there any in this window? */
  readonly developerTools: boolean;
}

type Role = NonNullable<MenuItemConstructorOptions["role"]>;

/** A label with the letter that chooses it, which Chinese names after it: `&File`, `文件(&F)`. */
function withLetter(label: string, letter: string): string {
  const at = label.indexOf(letter);
  return at < 0 ? `${label}(&${letter.toUpperCase()})` : `${label.slice(0, at)}&${label.slice(at)}`;
}

export function buildMenu(actions: MenuActions, language: Language): Menu {
  const label = (words: Words, letter: string) => withLetter(say(language, words), letter);
  /** The page listens to the keys itself; here they are only shown. */
  const shown = (text: string, accelerator: string, name: MenuCommandName): MenuItemConstructorOptions => ({
    label: text,
    accelerator,
    registerAccelerator: false,
    click: () => actions.command(name),
  });
  /** What Electron does, which would name it in English only. */
  const own = (role: Role, words: Words): MenuItemConstructorOptions => ({ role, label: say(language, words) });
  return Menu.buildFromTemplate([
    {
      label: label(T.file, "F"),
      submenu: [
        { label: label(T.open, "O"), accelerator: "CmdOrCtrl+O", click: () => actions.openFile() },
        shown(label(T.export, "E"), "CmdOrCtrl+E", "export"),
        { type: "separator" },
        own("quit", T.quit),
      ],
    },
    {
      label: label(T.edit, "E"),
      submenu: [
        own("undo", T.undo),
        own("redo", T.redo),
        { type: "separator" },
        own("cut", T.cut),
        own("copy", T.copy),
        own("paste", T.paste),
        own("delete", T.delete),
        { type: "separator" },
        own("selectAll", T.selectAll),
      ],
    },
    {
      label: label(T.view, "V"),
      submenu: [
        shown(label(T.palette, "C"), "CmdOrCtrl+K", "palette"),
        shown(label(T.search, "S"), "/", "search"),
        shown(label(T.refresh, "R"), "F5", "refresh"),
        shown(label(T.theme, "d"), "CmdOrCtrl+Shift+L", "theme"),
        { type: "separator" },
        own("resetZoom", T.actualSize),
        own("zoomIn", T.zoomIn),
        own("zoomOut", T.zoomOut),
        own("togglefullscreen", T.fullScreen),
        ...(actions.developerTools ? [own("toggleDevTools", T.developerTools)] : []),
      ],
    },
    {
      label: label(T.help, "H"),
      submenu: [
        shown(label(T.shortcuts, "K"), "?", "shortcuts"),
        { label: label(T.about, "A"), click: () => actions.command("about") },
      ],
    },
  ]);
}
