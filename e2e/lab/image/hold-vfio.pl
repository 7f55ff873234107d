# Opens a function through VFIO, as a virtual machine does, and keeps it until its standard input ends.
# Arguments: the function's address. The ioctls are those of include/uapi/linux/vfio.h.

# Perl has come without its modules.
my ($bdf) = @ARGV;
my $group = readlink("/sys/bus/pci/devices/$bdf/iommu_group") or die "$bdf is in no IOMMU group\n";
$group =~ s{.*/}{};

my ($SET_CONTAINER, $SET_IOMMU, $GET_DEVICE_FD) = (0x3b68, 0x3b66, 0x3b6a);
my $TYPE1 = 1;

sysopen(my $groupFile, "/dev/vfio/$group", 2) or die "/dev/vfio/$group: $!\n";
sysopen(my $container, "/dev/vfio/vfio", 2) or die "/dev/vfio/vfio: $!\n";
ioctl($groupFile, $SET_CONTAINER, pack("i", fileno($container))) or die "set container: $!\n";
ioctl($container, $SET_IOMMU, $TYPE1) or die "set iommu: $!\n";
my $device = ioctl($groupFile, $GET_DEVICE_FD, "$bdf\0") or die "get device: $!\n";
$| = 1;
print "held\n";
<STDIN>;
