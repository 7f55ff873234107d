/** Where the addresses of a machine are that has no `ip`. */
import { describe, expect, it } from "vitest";
import { type AddressTexts, addressesOf as mapOf } from "./addresses.ts";

const addressesOf = (texts: AddressTexts) => Object.fromEntries(mapOf(texts).found);

const HEAD = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT";
const route = (name: string, destination: string, gateway: string, flags: string, mask: string): string =>
  `${name}\t${destination}\t${gateway}\t${flags}\t0\t0\t0\t${mask}\t0\t0\t0`;
/** 192.0.2.0/24 on eth0 and the way out through it, 198.51.100.0/25 on vlan7. */
const ROUTES = [
  HEAD,
  route("eth0", "00000000", "010200C0", "0003", "00000000"),
  route("eth0", "000200C0", "00000000", "0001", "00FFFFFF"),
  route("vlan7", "006433C6", "00000000", "0001", "80FFFFFF"),
].join("\n");
const INET6 = [
  "20010db8000000000000000000000007 02 40 00 80     eth0",
  "fe8000000000000000fc00fffe000001 03 40 20 80    vlan7",
  "00000000000000000000000000000001 01 80 10 80       lo",
].join("\n");
const NOTHING: AddressTexts = { lines: [], route: "", inet6: "", session: null };

describe("addresses", () => {
  it("are what ip says wherever it says anything", () => {
    const lines = [
      "2: eth0    inet 192.0.2.7/24 brd 192.0.2.255 scope global eth0",
      "3: vlan7@eth0    inet6 fe80::1/64",
    ];
    const found = addressesOf({ lines, route: ROUTES, inet6: INET6, session: "198.51.100.4 50022 192.0.2.9 22" });
    expect(found).toEqual({ eth0: ["192.0.2.7"], vlan7: ["fe80::1"] });
  });

  it("without ip are those of the kernel's tables, on the interfaces of their networks", () => {
    const lines = ["127.0.0.1", "192.0.2.7", "198.51.100.9", "192.0.2.7"];
    expect(addressesOf({ ...NOTHING, lines, route: ROUTES, inet6: INET6 })).toEqual({
      lo: ["127.0.0.1", "::1"],
      eth0: ["192.0.2.7", "2001:db8::7"],
      vlan7: ["198.51.100.9", "fe80::fc:ff:fe00:1"],
    });
  });

  it("count the session's own although no table has it", () => {
    const session = "203.0.113.5 50022 198.51.100.9 22";
    expect(addressesOf({ ...NOTHING, route: ROUTES, session })).toEqual({ vlan7: ["198.51.100.9"] });
  });

  it("of no network are where the other end of the connection is reached", () => {
    const session = "198.51.100.4 50022 203.0.113.1 22";
    const lines = ["203.0.113.1", "203.0.113.2"];
    expect(addressesOf({ ...NOTHING, lines, route: ROUTES, session })).toEqual({ vlan7: ["203.0.113.1"] });
    const far = "203.0.113.200 50022 203.0.113.1 22";
    expect(addressesOf({ ...NOTHING, lines, route: ROUTES, session: far })).toEqual({ eth0: ["203.0.113.1"] });
  });

  it("of a network that two interfaces have are on both: either may carry the connection", () => {
    const both = `${ROUTES}\n${route("eth1", "000200C0", "00000000", "0001", "00FFFFFF")}`;
    const session = "192.0.2.1 50022 192.0.2.7 22";
    expect(addressesOf({ ...NOTHING, route: both, session })).toEqual({ eth0: ["192.0.2.7"], eth1: ["192.0.2.7"] });
  });

  it("are not made of routes that are down or refuse, nor of what is no table", () => {
    const session = "192.0.2.1 50022 192.0.2.7 22";
    const dead = [
      route("eth0", "000200C0", "00000000", "0000", "00FFFFFF"),
      route("eth1", "000200C0", "00000000", "0201", "00FFFFFF"),
      route("eth2", "banana", "00000000", "0001", "00FFFFFF"),
      "eth3",
    ].join("\n");
    expect(addressesOf({ ...NOTHING, route: dead, inet6: "zz\n20010db8 eth0", session })).toEqual({});
    expect(mapOf({ ...NOTHING, route: dead }).odd).toMatch(/^eth2\tbanana/);
    expect(mapOf({ ...NOTHING, inet6: "zz" }).odd).toBe("zz");
    expect(mapOf({ ...NOTHING, route: ROUTES, inet6: `${INET6}\n` }).odd).toBeNull();
  });
});
