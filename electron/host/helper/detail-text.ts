/** Makes the tree of one function out of the helper's answer to `detail`, and the answers of what stands behind locks. */
import { basename } from "node:path";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { LockedAnswer, LockedReads } from "../sysfs/locked-reads.ts";
import { RawTree } from "../usage/raw-tree.ts";
import { complaint, linkLine, sections } from "../usage/sections.ts";
import { ROOT } from "./scan-text.ts";

interface DetailTree {
  readonly tree: RawTree;
  /** The function's folder in it. */
  readonly dir: string;
  readonly locked: Pick<LockedReads, "read">;
  /** What `ip` tells of its VFs, as JSON; empty where nothing was asked. */
  readonly vfs: string;
  /** What `devlink` tells of its embedded switch, as JSON; empty where nothing was asked. */
  readonly eswitch: string;
  /** What nvme-cli tells of the controllers of its VFs, or what it lacks for that; null = it is no PF of the nvme driver. */
  readonly nvme: { readonly lacks: string; readonly list: string; readonly caps: string } | null;
  /** Why there is nothing; empty where there is something. */
  readonly code: string;
}

const LATE: LockedAnswer = { code: "ETIMEDOUT" };
/** What comes behind the attributes: whichever hangs, they were read. */
const LAST = ["vfs", "nvme", "eswitch"] as const;

/** @param isHeld an operation of our own holds the function's lock, so that its NumVFs was not asked for */
export function detailTree(text: string, bdf: Bdf, isHeld: boolean): DetailTree {
  const parts = sections(text);
  const dir = `${ROOT}/bus/pci/devices/${bdf}`;
  const tree = new RawTree();
  tree.addFolder(dir);
  for (const line of parts.get("links") ?? []) {
    const link = linkLine(line);
    if (link) tree.addLink(dir, link.name.replace(/^\.\//, ""), link.target);
  }
  for (const line of parts.get("texts") ?? []) {
    const colon = line.indexOf(":");
    const said = line.startsWith("grep: ") ? complaint(line) : null;
    if (said && said.code !== "ENOENT") tree.addError(dir, said.file, said.code);
    else if (!said && colon > 0) tree.addLine(dir, line.slice(0, colon), line.slice(colon + 1));
  }
  // What came after that part was waited for in vain when there is such a part.
  const answers = slowAnswers(parts.get("slow") ?? [], parts.has("late") && LAST.every((part) => !parts.has(part)));
  const answerOf = (path: string) =>
    path.startsWith(`${dir}/`) ? answers.get(path.slice(dir.length + 1)) : answers.get(basename(path));
  if (isHeld) answers.set("sriov_numvfs", LATE);
  if (answers.has("sriov_numvfs")) tree.addName(dir, "sriov_numvfs");
  // Those of drivers' own have a path below the function's folder. A tree finds a file by its text, whatever that is.
  for (const name of answers.keys()) if (name.includes("/")) tree.addLine(dir, name, "");
  const textOf = (part: string) => parts.get(part)?.join("\n") ?? "";
  return {
    tree,
    dir,
    vfs: textOf("vfs"),
    eswitch: textOf("eswitch"),
    nvme: parts.has("nvme") ? { lacks: textOf("nvme"), list: textOf("secondary"), caps: textOf("primary") } : null,
    code: parts.has("links") ? "" : (/^E[A-Z]{2,15}$/.exec(parts.get("")?.[0] ?? "")?.[0] ?? "EIO"),
    locked: {
      read: async (requests) => new Map(requests.map(({ path }) => [path, answerOf(path) ?? { code: "ENOENT" }])),
    },
  };
}

/** `iommu_group/type` is told by its last name, for it lies in a folder of its own. */
function nameOf(file: string): string {
  return file.startsWith("iommu_group/") ? basename(file) : file;
}

/** Attributes by their name. The one that was begun last is the one that hangs, when it is late. */
function slowAnswers(lines: readonly string[], late: boolean): Map<string, LockedAnswer> {
  const answers = new Map<string, LockedAnswer>();
  let file = "";
  for (const line of lines) {
    if (line.startsWith("?")) {
      file = line.slice(1);
      answers.set(nameOf(file), { text: "" });
    } else if (line.startsWith(`${file}:`)) {
      const before = answers.get(nameOf(file));
      const text = line.slice(file.length + 1);
      const start = before && "text" in before && before.text !== "" ? `${before.text}\n` : "";
      answers.set(nameOf(file), { text: start + text });
    } else {
      const said = complaint(line);
      if (said) answers.set(nameOf(said.file), { code: said.code });
    }
  }
  for (const [name, answer] of answers) if ("text" in answer) answers.set(name, { text: answer.text.trim() });
  if (late && file !== "") answers.set(nameOf(file), LATE);
  return answers;
}
