/** The commands as commander has them, for tests that nothing was lost on the way into a page or a script. */
import { cliProgram } from "../../../electron/cli/program.ts";
import { demoNames } from "../../../electron/host/simulated/machines/catalogue.ts";
import { launchCommand } from "../../../electron/services/program/launch-options.ts";
import { PROGRAM } from "../command-tree.ts";

interface OwnCommand {
  /** Empty for the window and browser mode. */
  readonly name: string;
  /** Long names of its options, `--help` included. */
  readonly options: readonly string[];
  /** Names of its arguments. */
  readonly arguments: readonly string[];
}

/** Every command, the window's first. */
export function ownCommands(): readonly OwnCommand[] {
  const words = { version: "0", commit: null, date: null, isChanged: false, start: PROGRAM, cli: PROGRAM };
  const line = cliProgram({ assets: "", version: "0" }, words);
  return [launchCommand(words, "0", demoNames()), ...line.commands].map((command, at) => ({
    name: at === 0 ? "" : command.name(),
    options: [...command.options.map(({ long }) => long ?? ""), "--help"],
    arguments: command.registeredArguments.map((argument) => argument.name()),
  }));
}
