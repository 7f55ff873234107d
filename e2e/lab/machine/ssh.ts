/** One ssh connection to a lab machine, shared by everything that asks it something. */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Executed, execute, output } from "../process.ts";
import { withTries } from "../tries.ts";

export interface SshPlace {
  readonly port: number;
  readonly keyFile: string;
  readonly knownHosts: string;
}

/** Options for a connection of one's own, as a person would give them. */
export function sshArgs({ port, keyFile, knownHosts }: SshPlace): readonly string[] {
  return [
    ...["-F", "none", "-i", keyFile, "-p", String(port)],
    ...["-o", "IdentitiesOnly=yes", "-o", `UserKnownHostsFile=${knownHosts}`, "-o", "BatchMode=yes"],
  ];
}

/** Writes an ssh configuration that knows the way to the machine by any name. @returns the file */
export function writeSshConfig(folder: string, { port, keyFile, knownHosts }: SshPlace): string {
  const file = join(folder, "ssh_config");
  const lines = [
    "Host *",
    "HostName 127.0.0.1",
    `Port ${port}`,
    `IdentityFile "${keyFile}"`,
    "IdentitiesOnly yes",
    `UserKnownHostsFile "${knownHosts}"`,
    "BatchMode yes",
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

let count = 0;
const USER = "root@127.0.0.1";
const TRIES = { most: 5, pauseMs: 2_000 };

export class Ssh {
  private readonly master: ChildProcess;
  /** The socket through which others use the connection. */
  private readonly control: string;

  private constructor(master: ChildProcess, control: string) {
    this.master = master;
    this.control = control;
  }

  /** A machine that has just started, beside others, may not answer at once. @throws Error with ssh's words */
  static async open(place: SshPlace): Promise<Ssh> {
    return await withTries(`ssh to port ${place.port}`, TRIES, () => Ssh.connect(place));
  }

  private static async connect(place: SshPlace): Promise<Ssh> {
    const control = join(dirname(place.keyFile), `s${process.pid}-${count++}`);
    const args = [
      ...sshArgs(place),
      ...["-N", "-o", "ControlMaster=yes", "-o", `ControlPath=${control}`],
      ...["-o", "PermitLocalCommand=yes", "-o", "LocalCommand=echo connected", USER],
    ];
    const master = spawn("ssh", args, { stdio: ["ignore", "pipe", "pipe"] });
    let complaint = "";
    await new Promise<void>((resolve, reject) => {
      master.stdout.once("data", () => resolve());
      master.stderr.on("data", (chunk: Buffer) => {
        complaint += chunk.toString();
      });
      master.once("error", reject);
      master.once("exit", () => reject(new Error(`ssh to the lab machine failed: ${complaint.trim()}`)));
    });
    return new Ssh(master, control);
  }

  /** Runs a shell command in the guest. Never rejects for its status. */
  execute(command: string, input?: string): Promise<Executed> {
    return execute("ssh", [...this.shared(), USER, command], input === undefined ? {} : { input });
  }

  /** @returns what the command printed @throws Error when its status is not 0 */
  async run(command: string, input?: string): Promise<string> {
    const { status, stdout, stderr } = await this.execute(command, input);
    if (status !== 0) throw new Error(`in the guest, ${command} ended with status ${status}: ${stderr.trim()}`);
    return stdout;
  }

  /** Starts a program that is talked to; it ends with its standard input. */
  start(command: string): ChildProcessWithoutNullStreams {
    return spawn("ssh", [...this.shared(), USER, command]);
  }

  /** Makes a port of the guest's loopback reachable under the same number here. */
  async forward(port: number): Promise<void> {
    await output("ssh", [...this.shared(), "-O", "forward", "-L", `${port}:127.0.0.1:${port}`, USER]);
  }

  close(): void {
    this.master.kill("SIGTERM");
  }

  private shared(): readonly string[] {
    return ["-F", "none", "-o", "ControlMaster=no", "-o", `ControlPath=${this.control}`, "-o", "LogLevel=ERROR"];
  }
}
