import { describe, expect, test } from "vitest";
import { english } from "../../words/testing/english.ts";
import { PASTED_LINE_WORDS } from "../../words/texts/pasted-line.ts";
import { readPasted } from "../read.ts";
import { functionsIn } from "../testing/functions-in.ts";
import { madeUpConfig, rowsOf } from "../testing/made-up-config.ts";

const CONFIG = madeUpConfig();
const HEX = Array.from(CONFIG, (byte) => byte.toString(16).padStart(2, "0")).join("");
const ROWS = rowsOf(CONFIG).replace(/^(..): /gm, "000000$1  ");

const found = (text: string) => functionsIn(text).map(({ bdf, space }) => [bdf, space.toHex()]);
const hosts = (text: string) => {
  const pasted = readPasted(text);
  return pasted.ok ? pasted.machines.map(({ host }) => host) : [english(pasted.message)];
};

describe("bytes belong to the function that is named before them", () => {
  test.each([
    "$ hexdump -C /sys/bus/pci/devices/0000:0b:00.0/config",
    "# hexdump -C /sys/devices/pci0000:00/0000:00:01.0/0000:0b:00.0/config",
    "admin@lab-1:~$ sudo od -Ax -tx1 /proc/bus/pci/0b/00.0",
    "xxd -g1 /sys/bus/pci/devices/0000:0b:00.0/config",
    "==> /sys/bus/pci/devices/0000:0b:00.0/config <==",
    "/sys/bus/pci/devices/0000:0b:00.0/config:",
    "root@lab-1:/sys/bus/pci/devices/0000:0b:00.0# hexdump -C config",
    "[root@lab-1 0000:0b:00.0]# xxd -g1 ./config",
    "$ cd /sys/bus/pci/devices/0000:0b:00.0\n$ hexdump -C config",
    "=> pci display.b b.0.0",
    "FS0:\\> pci 0b 00 00 -i",
    "  PCI Segment 00 Bus 0B Device 00 Func 00 [EFI 000B000000]",
    "PCI bus 11, device 0, function 0",
    "(Bus:b, Device:0, Function:0)",
    "pci 0000:0b:00.0: config space:",
    "pci 0000:0b:00.0 config space:",
    "The registers of 0b:00.0:",
  ])("%s", (line) => {
    expect(found(`${line}\n${ROWS}`)).toEqual([["0000:0b:00.0", HEX]]);
  });

  test("also where a list of functions stands above it", () => {
    const list = "00:01.0 PCI bridge: Made-up\n0c:00.0 Ethernet controller: Made-up\n";
    expect(found(`${list}pci 0000:0b:00.0: config space:\n${ROWS}`)).toContainEqual(["0000:0b:00.0", HEX]);
    expect(found(`${list}$ xxd /sys/bus/pci/devices/0000:0b:00.0/config\n${ROWS}`)).toContainEqual([
      "0000:0b:00.0",
      HEX,
    ]);
  });

  test("one function after the other", () => {
    const other = ROWS.replace("21 0a", "22 0a");
    const text = `pci 0000:0b:00.0: config space:\n${ROWS}pci 0000:0b:00.1: config space:\n${other}`;
    expect(found(text)).toEqual([
      ["0000:0b:00.0", HEX],
      ["0000:0b:00.1", HEX.replace("210a", "220a")],
    ]);
  });

  test("one page of memory after the other", () => {
    const page = (at: string) =>
      `${at}000: 0a211ef5 00100506 02000002 00800010\n${at}010: c1400000 00000000 00000000 00000000\n`;
    const text = `registers of 0b:00.0:\n${page("e0b00")}registers of 0b:00.1:\n${page("e0b01")}`;
    expect(found(text)).toEqual([
      ["0000:0b:00.0", HEX.slice(0, 64)],
      ["0000:0b:00.1", HEX.slice(0, 64)],
    ]);
  });

  test("without offsets", () => {
    const plain = `${HEX.match(/.{1,60}/g)?.join("\n")}\n`;
    expect(found(`$ xxd -p /sys/bus/pci/devices/0000:0b:00.0/config\n${plain}`)).toEqual([["0000:0b:00.0", HEX]]);
    const pairs = ROWS.replace(/^\w{8} /gm, "");
    expect(found(`$ od -An -v -tx1 /sys/bus/pci/devices/0000:0b:00.0/config\n${pairs}`)).toEqual([
      ["0000:0b:00.0", HEX],
    ]);
    const words = "0a211ef5 00100506 02000002 00800010\nc1400000 00000000 00000000 00000000\n";
    expect(found(`# pciconf -r pci0:11:0:0 0:0x1f\n${words}`)).toEqual([["0000:0b:00.0", HEX.slice(0, 64)]]);
  });

  test("unless they are another file of it", () => {
    const text = `0b:00.0 Ethernet controller: Made-up\n$ xxd /sys/bus/pci/devices/0000:0b:00.0/vpd\n${ROWS}`;
    const pasted = readPasted(text);
    expect(pasted.ok && pasted.machines[0].functions[0]?.space.length).toBe(0);
    expect(pasted.ok && pasted.notUnderstood.length).toBe(16);
  });
});

describe("a prompt names the machine", () => {
  const list = "0b:00.0 Ethernet controller: Made-up\n";
  test.each([
    "root@host-a:~# lspci",
    "[root@host-a ~]# lspci -xxx",
    "[root@host-a:~] lspci",
    "user@host-a ~ % lspci",
    "user@host-a ~> lspci",
    "(venv) user@host-a:/tmp$ lspci",
    "host-a # lspci",
    "host-a:~ # lspci",
    "host-a:~ user$ lspci",
    "==> sosreport-host-a-2031-01-02/sos_commands/pci/lspci_-nnvv <==",
  ])("%s", (prompt) => {
    expect(hosts(`${prompt}\n${list}`)).toEqual(["host-a"]);
  });

  test.each([
    "$ lspci",
    "# lspci -nn",
    "bash-5.1# lspci",
    "root@localhost:~# lspci",
    "PS C:\\> lspci",
    "sudo lspci",
    "~ # lspci",
  ])("or not: %s", (prompt) => {
    expect(hosts(`${prompt}\n${list}`)).toEqual([null]);
  });

  test("so that two names are two machines, and one name is one", () => {
    const other = "0d:00.0 Ethernet controller: Made-up\n";
    expect(hosts(`root@host-a:~# lspci\n${list}root@host-b:~# lspci\n${other}`)).toEqual(["host-a", "host-b"]);
    expect(hosts(`root@host-a:~# lspci\n${list}root@host-a:/sys# lspci\n${other}`)).toEqual(["host-a"]);
  });
});

describe("a machine is named by what it printed", () => {
  const list = (fn: string) => `$ lspci\n${fn} Ethernet controller: Made-up\n`;
  test.each([
    ["$ uname -a\nLinux host-a 6.8.0-41-generic #41 SMP x86_64\n", "$ uname -a\nLinux host-b 5.14.0 #1 SMP x86_64\n"],
    ["$ hostname\nhost-a\n", "$ hostname\nhost-b\n"],
    ["Static hostname: host-a\n", "Static hostname: host-b\n"],
  ])("%j", (first, second) => {
    expect(hosts(first + list("0b:00.0") + second + list("0d:00.0"))).toEqual(["host-a", "host-b"]);
  });
});

test("bytes in a form that is not known are counted", () => {
  const pasted = readPasted("0b:00.0 Ethernet controller: Made-up\nbytes of it f5 1e 21 0a 06 05 10 00 and so on\n");
  expect(pasted.ok && pasted.notUnderstood).toEqual([{ line: 2, why: PASTED_LINE_WORDS.unknownForm }]);
});

const TITLE = "0b:00.0 Ethernet controller: Made-up";
const COMMAND = "$ cat /sys/bus/pci/devices/0000:0b:00.0/config";

test.each([
  ["base64", `${TITLE}\n${COMMAND} | base64\n${"AAAA".repeat(19)}\n${"Zm9v".repeat(19)}\n`, [3, 4]],
  ["words of 64 bits of a debugger", `${TITLE}\nfffff803\`4ab21000  00100506\`0a211ef5 00800010\`02000001\n`, [2]],
  ["digits that are no header", `${TITLE}\n${"ff".repeat(256)}\n`, [2]],
])("%s are counted, and are no bytes of the function", (_what, text, lines) => {
  const pasted = readPasted(text);
  if (!pasted.ok) throw new Error(english(pasted.message));
  expect(pasted.machines[0].functions.map(({ space }) => space.length)).toEqual([0]);
  expect(pasted.notUnderstood.map(({ line }) => line)).toEqual(lines);
});

test("a function behind other text is told, and its bytes are not those of the one before", () => {
  const other = "0d:00.0 Ethernet controller: Made-up";
  const pasted = readPasted(`0b:00.0 Ethernet controller: Made-up\n${ROWS}see here ${other}\n80: 01 02 03 04\n`);
  expect(pasted.ok && pasted.machines[0].functions.map(({ bdf, space }) => [bdf, space.toHex()])).toEqual([
    ["0000:0b:00.0", HEX],
  ]);
  expect(pasted.ok && pasted.notUnderstood.map(({ line }) => line)).toEqual([18, 19]);
});

test("who asks for a password stands before the first function", () => {
  const list = "0b:00.0 Ethernet controller: Made-up\n0d:00.0 Ethernet controller: Made-up\n";
  for (const asked of ["[sudo] password for one: ", "[sudo] Passwort für one: ", "one@host-a's password: "]) {
    expect(found(asked + list).map(([bdf]) => bdf)).toEqual(["0000:0b:00.0", "0000:0d:00.0"]);
  }
});

test("an address of mail is no machine", () => {
  const list = "0b:00.0 Ethernet controller: Made-up\n";
  expect(hosts(`[a@mail.example] wrote:\n${list}[b@mail2.example] wrote:\n${list}`)).toEqual([null]);
});

test("what looks like a prompt ends no function", () => {
  const text = `0b:00.0 Ethernet controller: Made-up\n# rows as lspci has them\n> quoted\n${rowsOf(CONFIG)}`;
  expect(found(text)).toEqual([["0000:0b:00.0", HEX]]);
});

test.each([
  ["10: zz 00 00 00 00 00 00 00", true],
  ["20: 00 0g 11", true],
  ["10: it is so 00", false],
  ["10: ens1f0: <BROADCAST,UP> mtu 1500", false],
])("a row that is not all bytes is counted, and prose is not: %s", (row, isCounted) => {
  const pasted = readPasted(`0b:00.0 Ethernet controller: Intel Corporation I350\n00: 86 80 21 15\n${row}\n`);
  expect(pasted.ok && pasted.notUnderstood.map(({ line }) => line)).toEqual(isCounted ? [3] : []);
});
