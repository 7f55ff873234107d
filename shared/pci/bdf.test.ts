import { describe, expect, test } from "vitest";
import {
  type Bdf,
  bdfAtRoutingId,
  bdfParts,
  compareBdf,
  formatBdf,
  isBdf,
  parseBdf,
  routingId,
  shortBdf,
} from "./bdf.ts";

const bdf = (text: string): Bdf => parseBdf(text) as Bdf;

describe("BDF", () => {
  test("reads what people type and writes it as Linux does", () => {
    expect(parseBdf("01:00.0")).toBe("0000:01:00.0");
    expect(parseBdf("0000:AF:1f.7")).toBe("0000:af:1f.7");
    expect(parseBdf("10000:e1:00.0")).toBe("10000:e1:00.0");
    expect(parseBdf("1:0.0")).toBe("0000:01:00.0");
  });

  test.each(["", "01:00", "01:20.0", "01:00.8", "xx:00.0", "0000:01:00.0;reboot", "../01:00.0"])(
    "refuses %j",
    (text) => {
      expect(parseBdf(text)).toBeNull();
      expect(isBdf(text)).toBe(false);
    },
  );

  test("packs bus, device and function into the routing id and back", () => {
    expect(routingId(bdf("0000:01:10.2"))).toBe(0x0182);
    expect(bdfAtRoutingId(0, 0x0182)).toBe("0000:01:10.2");
    expect(bdfAtRoutingId(0x10000, 0xffff)).toBe("10000:ff:1f.7");
    expect(bdfAtRoutingId(0, 0x10000)).toBeNull();
  });

  test("splits a long domain", () => {
    expect(bdfParts(bdf("10000:e1:02.3"))).toEqual({ domain: 0x10000, bus: 0xe1, device: 2, function: 3 });
    expect(formatBdf(bdfParts(bdf("10000:e1:02.3")))).toBe("10000:e1:02.3");
  });

  test("orders by domain, bus, device, function", () => {
    const sorted = ["10000:00:00.0", "0000:ff:00.0", "0000:01:00.1", "0000:01:00.0"].map(bdf).sort(compareBdf);
    expect(sorted).toEqual(["0000:01:00.0", "0000:01:00.1", "0000:ff:00.0", "10000:00:00.0"]);
  });

  test("leaves domain 0 out in the short form only", () => {
    expect(shortBdf(bdf("0000:01:00.0"))).toBe("01:00.0");
    expect(shortBdf(bdf("0001:01:00.0"))).toBe("0001:01:00.0");
  });
});
