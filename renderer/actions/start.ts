/** The first moments: what is this program, how was it looked at last time, and the first machine. */

import { errorWords } from "../../shared/words/errors.ts";
import { loadInfo, useConnection } from "../stores/connection.ts";
import { useMachine } from "../stores/machine.ts";
import { addNotice } from "../stores/notices.ts";
import { isRemote } from "../stores/remotes.ts";
import { loadView, useView } from "../stores/view.ts";
import { restoreView } from "./kept-view.ts";

/** Kept by the tab, so that reloading the page shows the same machine again. */
const HOST_KEY = "sriov-inspector.host";

function lastHostOfTab(): string | null {
  return window.sessionStorage.getItem(HOST_KEY);
}

useMachine.subscribe(({ host }, before) => {
  if (host !== null && host !== before.host) window.sessionStorage.setItem(HOST_KEY, host);
});

// A connection that went before it had answered comes back: nobody has to ask for another try.
useConnection.subscribe(({ socket, startError }, before) => {
  if (socket === "open" && before.socket !== "open" && startError !== null) void start();
});

/** Connects, loads what was remembered and opens the first machine. What goes wrong is in the stores. */
export async function start(): Promise<void> {
  useConnection.setState({ startError: null });
  try {
    const [info] = await Promise.all([loadInfo(), loadView().catch(() => undefined)]);
    // Not remembered: it is of this start.
    if (info.language !== null) useView.setState({ language: info.language });
    for (const notice of info.notices) addNotice("warn", notice);
    const known = new Set(["local", ...info.demos.map((demo) => demo.host), ...info.files.map((file) => file.host)]);
    const last = lastHostOfTab();
    // A connection of another machine was the tab's own request, too.
    const isKnown = last !== null && (known.has(last) || isRemote(last));
    const host = isKnown ? last : info.initial;
    const opening = useMachine.getState().open(host);
    restoreView(host);
    await opening;
  } catch (error) {
    useConnection.setState({ startError: errorWords(error) });
  }
}
