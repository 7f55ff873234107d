/** A .deb is an archive of three files: its version, what it says of itself, and what it holds. */

const MAGIC = "!<arch>\n";
const HEADER = 60;
const SIZE_AT = 48;

interface Member {
  readonly name: string;
  readonly bytes: Buffer;
}

function* membersOf(deb: Buffer): Generator<Member> {
  for (let at = MAGIC.length; at + HEADER <= deb.length; ) {
    const header = deb.toString("latin1", at, at + HEADER);
    const size = Number(header.slice(SIZE_AT, SIZE_AT + 10));
    const start = at + HEADER;
    yield { name: header.slice(0, 16).trim().replace(/\/$/, ""), bytes: deb.subarray(start, start + size) };
    // Each begins at an even place.
    at = start + size + (size % 2);
  }
}

function written({ name, bytes }: Member): readonly Buffer[] {
  const header = `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}${String(bytes.length).padEnd(10)}\`\n`;
  return [Buffer.from(header, "latin1"), bytes, Buffer.from(bytes.length % 2 === 1 ? "\n" : "")];
}

/** The same package, but it says of itself what `control` has, a tar archive. */
export function withControl(deb: Buffer, control: Buffer): Buffer {
  const members = [...membersOf(deb)].map((member) => {
    return member.name.startsWith("control.tar") ? { name: "control.tar", bytes: control } : member;
  });
  return Buffer.concat([Buffer.from(MAGIC), ...members.flatMap(written)]);
}
