/** What `show` and `compare` can be asked for. */
import type { Bdf } from "../../shared/pci/bdf.ts";
import type { Language } from "../../shared/words/say.ts";

export const FORMATS = ["tree", "lspci", "json", "md", "html"] as const;
type ShowFormat = (typeof FORMATS)[number];

export interface ShowOptions {
  /** `local`, `demo:NAME` or `ssh:[USER@]NAME[:PORT]` */
  readonly host: string;
  /** Over ssh: read as root through sudo, where it asks for no password. */
  readonly sudo?: boolean;
  /** Release of the kernel that a demo machine has. */
  readonly kernel?: string;
  /** A text or JSON report instead of a machine. */
  readonly from?: string;
  /** Which machine of a text that has several, from 1 on. */
  readonly part?: number;
  readonly sysfsRoot?: string;
  /** Read instead of the user's ssh configuration. */
  readonly sshConfig?: string;
  readonly format: ShowFormat;
  readonly numeric: boolean;
  readonly slot?: Bdf;
  readonly hex: boolean;
  readonly redact: boolean;
  readonly wake: boolean;
  /** Functions of which nothing is read that goes to their registers. */
  readonly skip?: readonly Bdf[];
  readonly out?: string;
  /** Of a tree or a report for people. */
  readonly language: Language;
}

export const COMPARE_FORMATS = ["text", "md", "json"] as const;

/** What `compare` can be asked for besides the two machines. */
export interface CompareOptions
  extends Pick<ShowOptions, "sudo" | "sysfsRoot" | "sshConfig" | "redact" | "wake" | "skip"> {
  readonly format: (typeof COMPARE_FORMATS)[number];
  /** Also what hardware and kernel change in everyday work. */
  readonly volatile: boolean;
}

export interface ProgramPlace {
  /** The assets/ folder. */
  readonly assets: string;
  readonly version: string;
  /** The folder with the user's settings; left out = there are none. */
  readonly settings?: string;
}
