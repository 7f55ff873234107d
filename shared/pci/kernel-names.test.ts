import { describe, expect, test } from "vitest";
import { say } from "../words/say.ts";
import { english } from "../words/testing/english.ts";
import { isKernelName, type NameKind, refusedName } from "./kernel-names.ts";

const MADE: readonly (readonly [NameKind, string])[] = [
  ["driver", "mlx5_core"],
  ["driver", "vfio-pci"],
  ["driver", "MPT SAS (old)"],
  ["module", "snd_hda_intel"],
  ["module", "8139too"],
  ["override", "my driver"],
  ["interface", "enp65s0f0np0"],
  ["interface", "a'b"],
  ["interface", "constructor"],
  ["interface", "__proto__"],
  ["interface", "网卡"],
  ["interface", "..."],
  ["block", "nvme0c0n1"],
  ["block", "cciss!c0d0"],
  ["object", "renderD128"],
  ["object", "pci10000:e0"],
  ["slot", "Slot 3"],
  ["group", "0"],
  ["group", "1204"],
  ["reset method", "device_specific"],
  ["host", "lab-7.example"],
  ["line", "Onboard LAN 1 (ü)"],
];

const NEVER_MADE: readonly (readonly [NameKind, string])[] = [
  ["driver", ""],
  ["driver", ".."],
  ["driver", "igb\ntouch x"],
  ["driver", "../../etc"],
  ["driver", "igb\u202e"],
  ["driver", "x".repeat(256)],
  ["module", "-r"],
  ["module", "igb; reboot"],
  ["override", "igb\nvfio-pci"],
  ["override", "x".repeat(4096)],
  ["interface", ""],
  ["interface", "."],
  ["interface", ".."],
  ["interface", "a b"],
  ["interface", "a\tb"],
  ["interface", "a:1"],
  ["interface", "a/b"],
  ["interface", "sixteen-letters-"],
  ["block", "sd a"],
  ["block", "x".repeat(32)],
  ["object", "a\u0000"],
  ["group", "07"],
  ["group", "-1"],
  ["group", "5;x"],
  ["group", "12345678901"],
  ["reset method", "flr bus"],
  ["host", ""],
  ["host", "lab\n7"],
  ["line", "a\u001b[2J"],
];

describe("a name", () => {
  test.each(MADE)("of a %s may be %j", (kind, name) => {
    expect(isKernelName(kind, name)).toBe(true);
  });

  test.each(NEVER_MADE)("of a %s is never %j", (kind, name) => {
    expect(isKernelName(kind, name)).toBe(false);
    expect(english(refusedName(kind, name))).toMatch(/^No kernel reports the .+ “.*”, so it is ignored\.$/);
  });

  test("that is refused is shown in one short line with nothing hidden in it", () => {
    expect(english(refusedName("driver", "a\nb\u202e"))).toBe(
      "No kernel reports the driver name “a\\x0ab\\u202e”, so it is ignored.",
    );
    expect(say("zh", refusedName("driver", "a\n"))).toBe("内核不会给出驱动名“a\\x0a”，已忽略。");
    expect(english(refusedName("driver", "x/".repeat(1000))).length).toBeLessThan(150);
  });
});
