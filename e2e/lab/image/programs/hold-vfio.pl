# Opens a function through VFIO, as a virtual machine does, and keeps it until its standard input ends.
# Arguments: the function's address, and how: `device` keeps nothing else open. The node of its group can be another
# than the usual one: a third argument. The ioctls are those of include/uapi/linux/vfio.h.

# Perl has come without its modules.
my ($bdf, $how, $node) = @ARGV;
my $group = readlink("/sys/bus/pci/devices/$bdf/iommu_group") or die "$bdf is in no IOMMU group\n";
$group =~ s{.*/}{};
$node ||= "/dev/vfio/$group";

my ($SET_CONTAINER, $SET_IOMMU, $GET_DEVICE_FD) = (0x3b68, 0x3b66, 0x3b6a);
my $TYPE1 = 1;

sysopen(my $groupFile, $node, 2) or die "$node: $!\n";
sysopen(my $container, "/dev/vfio/vfio", 2) or die "/dev/vfio/vfio: $!\n";
ioctl($groupFile, $SET_CONTAINER, pack("i", fileno($container))) or die "set container: $!\n";
ioctl($container, $SET_IOMMU, $TYPE1) or die "set iommu: $!\n";
my $device = ioctl($groupFile, $GET_DEVICE_FD, "$bdf\0") or die "get device: $!\n";
if ($how eq "device") {
  close($groupFile);
  close($container);
}
$| = 1;
print "held\n";
<STDIN>;
