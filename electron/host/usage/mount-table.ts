/** Lines of mountinfo (Documentation/filesystems/proc.rst, 3.5) and the mount that holds a path. */
import { pushTo } from "../../../shared/machine/lists.ts";
import { LONGEST_PATH, type SentFiles } from "./sent-files.ts";

export interface MountLine {
  /** `8:1`; the major number of a file system that is on no block device is 0. */
  readonly number: string;
  readonly where: string;
  /** `ext4`, `fuse.sshfs` … */
  readonly type: string;
  readonly source: string;
  /** Options of the file system, without those of the mount. */
  readonly options: string;
}

/** Spaces and the like are written as octal numbers (fs/proc_namespace.c). */
export function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** null when it was not sent. */
export function mountLines(files: SentFiles, process: "self" | number): MountLine[] | null {
  const text = files.text(`/proc/${process}/mountinfo`);
  if (text === null) return null;
  return text.split("\n").flatMap((line): MountLine[] => {
    const [before = "", after = ""] = line.split(" - ");
    const [, , number = "", , where = ""] = before.split(" ");
    const [type = "", source = "", options = ""] = after.split(" ");
    return where === "" ? [] : [{ number, where: unescaped(where), type, source: unescaped(source), options }];
  });
}

export class MountTable {
  /** Those on one another at each place; the last one is seen. */
  private readonly byPlace = new Map<string, MountLine[]>();

  constructor(lines: readonly MountLine[]) {
    for (const line of lines) {
      const before = this.byPlace.get(line.where);
      // One file system on itself is one: what is below it is found at once.
      if (before?.at(-1)?.number === line.number) before[before.length - 1] = line;
      else pushTo(this.byPlace, line.where, line);
    }
  }

  /**
   * The mount that holds a file; null when nothing does.
   * @param path absolute; of a cut one nothing is known
   * @param hiding number of a file system that may hide what was there before it was mounted
   */
  holding(path: string, hiding: string | null = null): MountLine | null {
    if (path.length >= LONGEST_PATH) return null;
    for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
      const line = this.at(at, hiding);
      if (line) return line;
    }
    return this.at("/", hiding);
  }

  private at(place: string, hiding: string | null): MountLine | null {
    return this.byPlace.get(place)?.findLast(({ number }) => number !== hiding) ?? null;
  }
}

/** The value of an option out of `rw,addr=198.51.100.9`; null when it is not there. */
export function optionOf(options: string, name: string): string | null {
  const found = `,${options}`.split(`,${name}=`)[1];
  return found === undefined ? null : (found.split(",")[0] ?? null);
}
