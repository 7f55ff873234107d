import { contextBridge, ipcRenderer } from "electron";

const REQUEST = "inspector:request";
const EVENT = "inspector:event";

/** All that the interface gets of the outside: one way to ask and one to listen. */
contextBridge.exposeInMainWorld("inspector", {
  request: (message: unknown): Promise<unknown> => ipcRenderer.invoke(REQUEST, message),
  subscribe: (listener: (message: unknown) => void): (() => void) => {
    // The event object carries the sender: only the value goes on.
    const forward = (_event: unknown, message: unknown): void => listener(message);
    ipcRenderer.on(EVENT, forward);
    return () => ipcRenderer.removeListener(EVENT, forward);
  },
});
