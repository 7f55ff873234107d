# Makes a switch as Open vSwitch does: a datapath, an internal port and ports of interfaces that there are. Arguments:
# the names, in this order. Messages are those of include/uapi/linux/{netlink,genetlink,openvswitch}.h.
my ($datapath, @ports) = @ARGV;
socket(my $netlink, 16, 3, 16) or die "netlink: $!\n";
my ($NEW, $CONTROL) = (1, 16);

sub attribute {
  my ($type, $value) = @_;
  return pack("S S a*", 4 + length($value), $type, $value) . "\0" x (-length($value) & 3);
}

# Flags: NLM_F_REQUEST and NLM_F_ACK.
sub ask {
  my ($family, $command, $version, $body) = @_;
  my $message = pack("S S L L C C S", $family, 5, 1, 0, $command, $version, 0) . $body;
  syswrite($netlink, pack("L", 4 + length($message)) . $message) or die "netlink: $!\n";
  my ($answer, $first) = ("", "");
  while (1) {
    sysread($netlink, $answer, 65536) or die "netlink: $!\n";
    my ($type) = unpack("x4 S", $answer);
    if ($type == 2) {
      $! = -unpack("x16 l", $answer);
      $! == 0 or die "openvswitch: $!\n";
      return $first;
    }
    $first = $answer;
  }
}

sub family {
  my ($name) = @_;
  my $answer = substr(ask($CONTROL, 3, 1, attribute(2, "$name\0")), 20);
  while (length($answer) > 4) {
    my ($size, $type) = unpack("S S", $answer);
    return unpack("x4 S", $answer) if $type == 1;
    $answer = substr($answer, ($size + 3) & ~3);
  }
  die "no $name\n";
}

ask(family("ovs_datapath"), $NEW, 2, pack("l", 0) . attribute(1, "$datapath\0") . attribute(2, pack("L", 0)) . attribute(5, pack("L", 0)));
# The datapath goes by the index of its own interface.
open(my $file, "<", "/sys/class/net/$datapath/ifindex") or die;
my $index = <$file> + 0;
my $vport = family("ovs_vport");
my ($NETDEV, $INTERNAL) = (1, 2);
for my $port (@ports) {
  my $type = $port eq $ports[0] ? $INTERNAL : $NETDEV;
  ask($vport, $NEW, 1, pack("l", $index) . attribute(2, pack("L", $type)) . attribute(3, "$port\0") . attribute(5, pack("L", 0)));
}
