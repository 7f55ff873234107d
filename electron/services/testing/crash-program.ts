/**
 * A program that is to be killed: gives a function of a made-up tree to vfio-pci, with a journal on disk, and says when the
 * write is under way; it ends in good order when its input does. Arguments: root of the tree, folder of the journal, folder
 * of the lock, the function.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nameless } from "../../../shared/machine/blank.ts";
import { isBdf } from "../../../shared/pci/bdf.ts";
import { treeScript } from "../../host/helper/placed-script.ts";
import { LocalHost } from "../../host/local/local-host.ts";
import { openJournal } from "../journal/journal.ts";
import { MachineOperations } from "../runner/operations.ts";
import { MachineSession } from "../session/machine-session.ts";

const [root = "", folder = "", locks = "", bdf = ""] = process.argv.slice(2);
if (!isBdf(bdf)) throw new Error(`no address: ${bdf}`);
const helper = readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8");
const host = new LocalHost({ root, modulesDir: null, script: treeScript(helper, root, locks) });
process.stdin.resume().once("end", () => process.exit(0));
const session = new MachineSession("local", host, nameless);
await session.start();
const operations = new MachineOperations(session, (options) => openJournal(folder, options));
operations.listen({
  progress: ({ steps }) => {
    const writer = steps.find((step) => step.writer)?.writer;
    if (writer) process.stdout.write(`${JSON.stringify(writer)}\n`);
  },
  journal: () => undefined,
});
const plan = await operations.plan({ kind: "assign", bdfs: [bdf] });
await operations.run(plan.id, { confirm: plan.stop?.bdf ?? null });
