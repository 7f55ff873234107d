# Has /dev/nbd0 be a disk of another machine, which is never asked for anything. Arguments: its IPv4 address and port.
# The ioctls are those of include/uapi/linux/nbd.h.
my ($address, $port) = @ARGV;
my ($SET_SOCK, $DO_IT, $SET_SIZE_BLOCKS) = (0xab00, 0xab03, 0xab07);
socket(my $socket, 2, 1, 0) or die "socket: $!\n";
connect($socket, pack("S n C4 x8", 2, $port, split(/\./, $address))) or die "$address: $!\n";
sysopen(my $disk, "/dev/nbd0", 2) or die "/dev/nbd0: $!\n";
ioctl($disk, $SET_SIZE_BLOCKS, 1024) or die "size: $!\n";
ioctl($disk, $SET_SOCK, fileno($socket)) or die "socket: $!\n";
$| = 1;
print "held\n";
close(STDOUT);
ioctl($disk, $DO_IT, 0);
