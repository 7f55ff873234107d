/** Why the launcher of the packages (packaging/launcher.sh) opens no window; it names the reason, and this program says it. */
import type { Words } from "../../shared/words/message.ts";
import { WEB_WORDS } from "./words.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** null = a window was not asked for, or is not this program's to open. */
export function noWindowWords(env: Environment = process.env): Words | null {
  const reason = env.SRIOV_INSPECTOR_NO_WINDOW;
  switch (reason) {
    case undefined:
      return null;
    case "package":
      return WEB_WORDS.noPackage;
    case "root":
      return WEB_WORDS.noWindowForRoot;
    case "display":
      return WEB_WORDS.noDisplay;
    case "display-gone":
      return WEB_WORDS.displayGone({ display: env.DISPLAY || env.WAYLAND_DISPLAY || "" });
    case "sandbox":
      return WEB_WORDS.noSandbox;
    default:
      return reason;
  }
}
