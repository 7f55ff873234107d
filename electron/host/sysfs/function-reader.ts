/** Reads the attributes and links of one function's folder and keeps account of what went wrong. */
import { join } from "node:path";
import type { ReadProblem } from "../../../shared/machine/facts.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { meansGone, missing, oddValue, readProblem } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";

export class FunctionReader {
  readonly problems: ReadProblem[] = [];
  /** Something that was there, or that every function has, was gone when it was read. */
  leaving = false;
  private readonly reader: TreeReader;
  private readonly dir: string;
  private readonly listed: ReadonlySet<string> | null;
  private readonly lacked: Set<string>;

  /**
   * @param listed the names in the folder; null = it was not listed, and what is not there is seen when it is read
   * @param lacked names that a folder before it lacked: whether they are there is asked first, for an error costs more
   */
  constructor(reader: TreeReader, dir: string, listed: ReadonlySet<string> | null, lacked: Set<string>) {
    this.reader = reader;
    this.dir = dir;
    this.listed = listed;
    this.lacked = lacked;
  }

  /** False only for what is not there. */
  has(name: string): boolean {
    if (this.listed !== null) return this.listed.has(name);
    if (!this.lacked.has(name)) return true;
    return this.reader.has(`${this.dir}/${name}`) && this.lacked.delete(name);
  }

  /** The text of an attribute; null when there is none, with a problem when there is one that cannot be read. */
  text(name: string): string | null {
    if (!this.has(name)) return null;
    const text = this.reader.text(`${this.dir}/${name}`);
    if (text === null) this.failed(name);
    return text;
  }

  value<T>(name: string, parse: (text: string) => T | null): T | null {
    const text = this.text(name);
    if (text === null) return null;
    const value = parse(text);
    if (value === null) this.problems.push(oddValue(name, text));
    return value;
  }

  /** An attribute that every function has. */
  required<T>(name: string, parse: (text: string) => T | null): T | null {
    const before = this.problems.length;
    const value = this.value(name, parse);
    if (value !== null || this.problems.length > before) return value;
    this.leaving = true;
    this.problems.push(missing(name));
    return null;
  }

  /** The last part of a link's target. */
  link(name: string): string | null {
    if (!this.has(name)) return null;
    const target = this.reader.linkName(`${this.dir}/${name}`);
    if (target === null) this.failed(name);
    return target;
  }

  /** The function that a link leads to. */
  bdfLink(name: string): Bdf | null {
    const target = this.link(name);
    if (target === null) return null;
    if (isBdf(target)) return target;
    this.problems.push(oddValue(name, target));
    return null;
  }

  /** Where a link leads, as a path. */
  target(name: string): string | null {
    if (!this.has(name)) return null;
    const target = this.reader.link(`${this.dir}/${name}`);
    if (target !== null) return join(this.dir, target);
    this.failed(name);
    return null;
  }

  /** Names in a folder below; none where it is not there, and a problem where it cannot be listed. */
  names(name: string): readonly string[] {
    if (!this.has(name)) return [];
    const names = this.reader.names(`${this.dir}/${name}`);
    if (names === null && !meansGone(this.reader.code)) this.failed(name);
    return names ?? [];
  }

  /** The text of a file in a folder below, whose absence is no problem; one that cannot be read is a problem of the folder. */
  textBelow(folder: string, name: string): string | null {
    const text = this.reader.text(`${this.dir}/${folder}/${name}`);
    if (text === null && !meansGone(this.reader.code)) this.failed(folder);
    return text;
  }

  /** The text of a file below, whose absence is no problem. */
  quietText(name: string): string | null {
    return this.reader.text(`${this.dir}/${name}`);
  }

  private failed(name: string): void {
    const { code } = this.reader;
    if (this.listed === null && code === "ENOENT") {
      this.lacked.add(name);
      return;
    }
    if (meansGone(code)) this.leaving = true;
    this.problems.push(readProblem(name, code));
  }
}
