/** Imported first by tests of what talks to the program: a page whose program is {@link bridge}. */
import { fakeBridge } from "./fake-bridge.ts";
import { labMachine, largeMachine } from "./machines.ts";
import { putOnPage } from "./put-on-page.ts";

export const bridge = fakeBridge({
  "demo:lab": labMachine({ name: "lab", kind: "demo", connection: "demo" }),
  "demo:other": labMachine({ name: "other", kind: "demo", connection: "demo" }),
  local: largeMachine(200),
});

const kept = new Map<string, string>();

putOnPage(
  { inspector: bridge.inspector },
  {
    matchMedia: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
  },
);
