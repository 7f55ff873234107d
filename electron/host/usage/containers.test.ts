/** Which container a program is in, from the names that engines give to cgroups; and names that somebody made up. */
import { describe, expect, it } from "vitest";
import { containerText } from "../../../shared/machine/usage-facts.ts";
import { readContainers } from "./containers.ts";

const ID = "3f2a91c07b1e5d84".repeat(4);
const SHORT = "3f2a91c07b1e";
const POD = "1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809";
const SLICE = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${POD.replaceAll("-", "_")}.slice`;

/** `docker 3f2a91c07b1e`; null = none. @param paths of its cgroups in order */
function told(paths: readonly string[], process = "nginx"): string | null {
  const container = readContainers(paths.map((path) => `70 ${path}`))(70, process);
  return container === undefined ? null : containerText(container);
}

describe("the container that a cgroup is of", () => {
  it.each([
    [`/system.slice/docker-${ID}.scope`, `docker ${SHORT}`],
    [`/docker/${ID}`, `docker ${SHORT}`],
    [`/machine.slice/libpod-${ID}.scope/container`, `podman ${SHORT}`],
    [`/libpod_parent/libpod-${ID}`, `podman ${SHORT}`],
    [`/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope/container`, `podman ${SHORT}`],
    [`${SLICE}/cri-containerd-${ID}.scope`, `containerd ${SHORT}`],
    [`/system.slice/containerd.service/kubepods-pod${POD}.slice:cri-containerd:${ID}`, `containerd ${SHORT}`],
    [`${SLICE}/crio-${ID}.scope`, `cri-o ${SHORT}`],
    [`${SLICE}/docker-${ID}.scope`, `docker ${SHORT}`],
    [`/kubepods/burstable/pod${POD}/${ID}`, `kubernetes ${SHORT}`],
    [`/kubepods/pod${POD}/kata_overhead`, "kubernetes pod 1b2c3d4e"],
    ["/lxc.payload.web-1/init.scope", "lxc web-1"],
    ["/lxc/101/ns/system.slice/nginx.service", "lxc 101"],
    ["/machine.slice/machine-build\\x2d7.scope/payload", "nspawn build-7"],
    ["/machine.slice/systemd-nspawn@build-7.service/payload", "nspawn build-7"],
    ["/machine.slice/machine-lxc\\x2d4121\\x2dweb\\x2d1.scope", "libvirt-lxc web-1"],
    // As from a cgroup namespace of one's own.
    [`/../../system.slice/docker-${ID}.scope`, `docker ${SHORT}`],
    [`/system.slice/docker-${ID}.scope (deleted)`, `docker ${SHORT}`],
  ])("%s", (path, container) => {
    expect(told([path])).toBe(container);
  });

  it.each([
    "/",
    "/..",
    "/init.scope",
    "/system.slice/docker.service",
    "/system.slice/containerd.service",
    "/user.slice/user-1000.slice/session-2.scope",
    "/machine.slice/machine-qemu\\x2d3\\x2dbuild\\x2d7.scope/libvirt/emulator",
    "/kubepods.slice",
    "/lxc.monitor.web-1",
    // The engine's own program, outside of the container.
    `/machine.slice/libpod-conmon-${ID}.scope`,
    `/system.slice/crio-conmon-${ID}.scope`,
  ])("%s is of none", (path) => {
    expect(told([path])).toBeNull();
  });

  it("is the outermost one, which the machine itself has", () => {
    const inner = "ab".repeat(32);
    expect(told([`/system.slice/docker-${ID}.scope/docker/${inner}`])).toBe(`docker ${SHORT}`);
    expect(told([`/lxc.payload.web-1/docker/${inner}`])).toBe("lxc web-1");
  });

  it("is told by any hierarchy of version 1, where another knows nothing of it", () => {
    expect(told(["/system.slice/containerd.service", `/docker/${ID}`])).toBe(`docker ${SHORT}`);
  });

  it("is no virtual machine that is registered as a machine", () => {
    expect(told(["/machine.slice/machine-vm1.scope"], "qemu-system-x86")).toBeNull();
    expect(told(["/machine.slice/machine-vm1.scope"], "nginx")).toBe("nspawn vm1");
  });
});

describe("a name that somebody made up", () => {
  it.each([
    ["is not an id", "/system.slice/docker-3f2a.scope"],
    ["has a character of no name", "/lxc.payload.web\u202e1"],
    ["hides one behind systemd's escape", "/machine.slice/machine-a\\x0ab.scope"],
    ["begins like an option", "/lxc.payload.-rf"],
    ["leads upwards", "/lxc/.."],
    ["is too long", `/lxc.payload.${"a".repeat(65)}`],
    ["is in a path that is too long", `/${"a".repeat(1000)}/lxc.payload.web-1`],
  ])("%s: no container is told", (_, path) => {
    expect(told([path])).toBeNull();
  });

  it("is of the program of its line alone, and lines of no form are of nobody", () => {
    const of = readContainers(["70 /lxc.payload.a", "", "x /lxc.payload.b", "71", "72 lxc.payload.c", "=read holders"]);
    expect([70, 71, 72].map((pid) => of(pid, "x")?.name)).toEqual(["a", undefined, undefined]);
  });
});
