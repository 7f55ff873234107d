/** What stands on network interfaces: clauses that go after a function's address, and what shows them. */
import { messages } from "../messages.ts";

export const USAGE_NETWORK_WORDS = messages("usage.network", {
  carries: { en: "carries {what}", zh: "承载 {what}" },
  leadsTo: { en: "leads to {what}", zh: "通往 {what}" },
  pathTo: { en: "the path to {what}", zh: "到 {what} 的路径" },
  yours: { en: "{sessions} you are connected through", zh: "当前连接所用的 {sessions}" },
  maybeYours: { en: "{sessions}, possibly your connection", zh: "{sessions}（可能即当前连接）" },
  ownSsh: { en: "the ssh session", zh: "当前使用的 ssh 会话" },
  ownConnection: { en: "the connection of {program}", zh: "当前使用的 {program} 连接" },
  ownMachine: { en: "the connection with another machine", zh: "当前使用的连接" },
  ssh: { en: "an ssh session", zh: "ssh 会话" },
  sshFrom: { en: "an ssh session from {remote}", zh: "来自 {remote} 的 ssh 会话" },
  connection: { en: "a connection of {program}", zh: "{program} 的连接" },
  connectionFrom: { en: "a connection of {program} from {remote}", zh: "来自 {remote} 的 {program} 连接" },
  machine: { en: "a connection with another machine", zh: "与另一台机器的连接" },
  machineFrom: { en: "a connection with {remote}", zh: "与 {remote} 的连接" },
  defaultRoute: { en: "the default route", zh: "默认路由" },
  route: { en: "the route to {destination}", zh: "到 {destination} 的路由" },
  serverOf: { en: "the server of {mounts}", zh: "{mounts} 的服务器" },
  machineWith: { en: "the machine that provides {disks}", zh: "提供 {disks} 的机器" },
  dumpMachine: { en: "the machine that receives crash dumps", zh: "接收崩溃转储的机器" },
  unknownAddress: { en: "an unknown address", zh: "未知地址" },
  ipsecPeer: { en: "the IPsec peer", zh: "IPsec 对端" },
  tunnels: { en: "IPsec tunnels", zh: "IPsec 隧道" },
  cluster: { en: "communication between cluster nodes", zh: "集群节点间的通信" },
  way: { en: "{carries} ({way})", zh: "{carries}（{way}）" },
  wayDown: { en: "{carries} ({way}, which is down)", zh: "{carries}（{way}，未启用）" },
  member: {
    en: "is a member of {of}, which {carries} ({way}; {name} is down)",
    zh: "是 {of} 的成员，而 {of} {carries}（{way}；{name} 未启用）",
  },
  otherNamespace: { en: "in another network namespace", zh: "位于其他网络命名空间" },
  mayCarry: {
    en: "may carry {what}: its interface is unknown",
    zh: "可能承载 {what}：具体接口未知",
  },
  mayCarryBy: {
    en: "may carry {interfaces} ({lack}), and with it {what}",
    zh: "可能承载 {interfaces}（{lack}）及其上的 {what}",
  },
  lackTooMany: {
    en: "which stands on too many interfaces to follow",
    zh: "其下层接口过多，无法逐一追踪",
  },
  lackBelow: { en: "whose lower interfaces are unknown", zh: "其下层接口未知" },
  lackEnd: { en: "whose remote end is unknown", zh: "其对端未知" },
  mayCarryPackets: {
    en: "may carry packets to {addresses} of {interfaces}",
    zh: "可能承载发往 {interfaces} 上 {addresses} 的数据包",
  },
  representors: {
    en: "has representors of its VFs in {top} ({names})",
    zh: "有 VF 的 representor 在 {top} 中（{names}）",
  },
  passesOthers: {
    en: "also passes packets of VFs of {pfs} (VF LAG of {bond})",
    zh: "同时转发 {pfs} 的 VF 的数据包（{bond} 的 VF LAG）",
  },
  passedByOthers: {
    en: "has VFs whose packets also pass {pfs} (VF LAG of {bond})",
    zh: "有 VF 的数据包同时经由 {pfs}（{bond} 的 VF LAG）",
  },
  moreInterfaces: {
    en: "has {count, plural, one {# more network interface} other {# more network interfaces}}",
    zh: "另有 {count} 个网络接口",
  },
  partOf: { en: "is part of {top}", zh: "属于 {top}" },
  partOfWith: { en: "is part of {top} with {addresses}", zh: "属于 {top}（{addresses}）" },
  upWith: {
    en: "has network interface {name} up with {addresses}",
    zh: "有网络接口 {name} 已启用（{addresses}）",
  },
  up: { en: "has network interface {name} up, without an address", zh: "有网络接口 {name} 已启用，未配置地址" },
  someAddresses: { en: "{addresses} and more", zh: "{addresses} 等" },
  moved: {
    en: "has its network interface {name} in the network namespace of {process} (pid {pid})",
    zh: "有网络接口 {name} 位于 {process}（pid {pid}）的网络命名空间",
  },
  movedInto: {
    en: "has its network interface {name} in container {container} ({process}, pid {pid})",
    zh: "有网络接口 {name} 位于容器 {container}（{process}，pid {pid}）",
  },
  hidden: {
    en: "has a network interface in another network namespace, and its traffic is unknown",
    zh: "有网络接口位于其他网络命名空间，所承载的业务未知",
  },
  missing: {
    en: "has a driver but shows no network interface here: a container may use it",
    zh: "已绑定驱动但此处看不到网络接口：可能由某个容器使用",
  },
});

export const NETWORK_EVIDENCE_WORDS = messages("usage.network-evidence", {
  program: { en: "a program", zh: "某个程序" },
  connected: { en: "{who} has a connection to {local}", zh: "{who} 有到 {local} 的连接" },
  connectedFrom: {
    en: "{who} has a connection from {remote} to {local}",
    zh: "{who} 有来自 {remote}、到 {local} 的连接",
  },
  inNamespace: {
    en: "{what}, in the network namespace of {process} (pid {pid})",
    zh: "{what}，位于 {process}（pid {pid}）的网络命名空间",
  },
  route: { en: "{route} leaves through {name}", zh: "{route} 经由 {name}" },
  clusterAt: { en: "the configuration of {name} has an address of {by}", zh: "{name} 的配置中有 {by} 的地址" },
  clusterNowhere: {
    en: "the configuration of {name} has no address of this machine",
    zh: "{name} 的配置中没有此机器的地址",
  },
  peer: { en: "{what} is at {address}, reached through {by}", zh: "{what} 位于 {address}，经由 {by}" },
  peerFrom: {
    en: "{what} is at {address}, reached through {by} from {from}",
    zh: "{what} 位于 {address}，从 {from} 经由 {by}",
  },
  peerUnknown: {
    en: "{what} is at {address}; the interface to it is unknown",
    zh: "{what} 位于 {address}，所经接口未知",
  },
  peerUnknownFrom: {
    en: "{what} is at {address}, reached from {from}; the interface to it is unknown",
    zh: "{what} 位于 {address}，从 {from} 访问，所经接口未知",
  },
  way: { en: "{evidence} ({way})", zh: "{evidence}（{way}）" },
  software: {
    en: "{count, plural, one {{interfaces} is a software interface with {addresses}} other {{interfaces} are software interfaces with {addresses}}}",
    zh: "{interfaces} 为软件接口，地址为 {addresses}",
  },
  partOf: {
    en: "{count, plural, one {{names} is part of {top}} other {{names} are part of {top}}}",
    zh: "{names} 属于 {top}",
  },
  lag: {
    en: "{members} are part of {bond}; VF representors belong to {served}",
    zh: "{members} 属于 {bond}；{served} 有 VF 的 representor",
  },
  interfaces: { en: "{count} network interfaces are on {bdf}", zh: "{bdf} 有 {count} 个网络接口" },
  there: { en: "{name} is present", zh: "{name} 存在" },
  up: { en: "{name} is up", zh: "{name} 已启用" },
  standsOn: { en: "{top} stands on it ({way})", zh: "{top} 构建于其上（{way}）" },
  hidden: {
    en: "the net directory of {bdf} has more interfaces than the network namespaces that were read",
    zh: "{bdf} 的 net 目录中的接口多于已读取的网络命名空间",
  },
  missing: {
    en: "{bdf} is bound to {driver} and has no net directory in this network namespace",
    zh: "{bdf} 已绑定 {driver}，在本网络命名空间中没有 net 目录",
  },
});
