/** `capabilities`: what this program decodes, beside what lspci does with it. */
import { Command } from "commander";

export function capabilitiesCommand(): Command {
  return new Command("capabilities")
    .description("Lists the capabilities that are decoded, beside what lspci does with them.")
    .action(async () => {
      // Other commands start without it.
      const { capabilitiesText } = await import("./capabilities-text.ts");
      process.stdout.write(capabilitiesText());
    });
}
