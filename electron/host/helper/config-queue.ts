/** Configuration spaces through the helper: those that are asked for together travel together. */
import type { ConfigReading } from "../../../shared/machine/facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { parseConfigs, unreadable } from "./config-text.ts";
import type { Hello } from "./hello.ts";

/** Functions of one request, a megabyte of bytes: others get their turn between. */
const MAX_AT_ONCE = 256;
/** Requests on their way: one is read there while another travels. */
const MAX_ON_THE_WAY = 2;

interface Waiting {
  readonly bdf: Bdf;
  readonly resolve: (reading: ConfigReading) => void;
  readonly reject: (error: unknown) => void;
}

type Request = (...words: readonly string[]) => Promise<string>;

export class ConfigQueue {
  private readonly request: Request;
  private readonly hello: () => Hello;
  private readonly queue: Waiting[] = [];
  private running = 0;
  private scheduled = false;

  constructor(request: Request, hello: () => Hello) {
    this.request = request;
    this.hello = hello;
  }

  /** @throws what the request throws */
  async read(bdf: Bdf, wake: boolean): Promise<ConfigReading> {
    if (wake) return await this.single("wake", bdf);
    return await new Promise((resolve, reject) => {
      this.queue.push({ bdf, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    // By then all that are asked for in this turn are here.
    setImmediate(() => {
      this.scheduled = false;
      while (this.queue.length > 0 && this.running < MAX_ON_THE_WAY) void this.run(this.queue.splice(0, MAX_AT_ONCE));
    });
  }

  private async run(batch: readonly Waiting[]): Promise<void> {
    this.running += 1;
    try {
      const bdfs = [...new Set(batch.map(({ bdf }) => bdf))];
      const { readings, unclear } = parseConfigs(await this.request("config", ...bdfs), bdfs, this.hello());
      const again = new Map<Bdf, ConfigReading>();
      for (const bdf of unclear) again.set(bdf, await this.single("config", bdf));
      for (const { bdf, resolve } of batch) resolve(readings.get(bdf) ?? again.get(bdf) ?? unreadable("EIO"));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.running -= 1;
      if (this.queue.length > 0) this.schedule();
    }
  }

  private async single(verb: "config" | "wake", bdf: Bdf): Promise<ConfigReading> {
    const { readings } = parseConfigs(await this.request(verb, bdf), [bdf], this.hello());
    return readings.get(bdf) ?? unreadable("EIO");
  }
}
