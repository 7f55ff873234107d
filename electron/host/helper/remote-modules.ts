/** The far kernel's tables of which module drives what, as far as they are about vendors that are there. */
import { type ModuleTables, moduleTables, NO_TABLES } from "../sysfs/modules.ts";
import { sections } from "../usage/sections.ts";

type Request = (...words: readonly string[]) => Promise<string>;

export class RemoteModules {
  private readonly request: Request;
  private readonly vendors = new Set<string>();
  private current = NO_TABLES;

  constructor(request: Request) {
    this.request = request;
  }

  /** Asks again only when a vendor is new. @param vendors texts of `vendor` attributes: `0x15b3` */
  async tables(vendors: Iterable<string | null>): Promise<ModuleTables> {
    const before = this.vendors.size;
    for (const vendor of vendors) {
      const digits = /^0x([0-9a-f]{4})$/i.exec(vendor ?? "")?.[1];
      if (digits !== undefined) this.vendors.add(digits.toUpperCase());
    }
    if (this.vendors.size > before) this.current = await this.ask();
    return this.current;
  }

  private async ask(): Promise<ModuleTables> {
    const parts = sections(await this.request("modules", ...this.vendors));
    const files = parts.get("files") ?? [];
    const text = (name: string) => (files.includes(name) ? files.join("\n") : null);
    return moduleTables({
      alias: parts.get("loadable")?.join("\n") ?? null,
      builtin: parts.get("builtin")?.join("\0") ?? null,
      dependencies: text("modules.dep"),
      builtinNames: text("modules.builtin"),
    });
  }
}
