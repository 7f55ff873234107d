import type { World } from "../../contract/host-access-suite.ts";
import { type HostUnderTest, keptOpen } from "../../contract/world.ts";

/** Hosts that are opened once for all cases, as a session of work has it: to open one anew takes an emulated machine a while. */
export class KeptHosts {
  private readonly opened: HostUnderTest[] = [];

  /** @returns what opens the machine: each time the same host, whom nobody closes but {@link close} */
  keep(open: () => Promise<HostUnderTest>): World["open"] {
    let opening: Promise<HostUnderTest> | null = null;
    return async () => {
      opening ??= open().then((host) => {
        this.opened.push(host);
        return host;
      });
      return keptOpen(await opening);
    };
  }

  async close(): Promise<void> {
    for (const host of this.opened) await host.close();
  }
}
