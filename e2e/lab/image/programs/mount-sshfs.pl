# Mounts a FUSE file system as sshfs does, and answers nothing. Arguments: the source, and the folder that it becomes.
my ($source, $folder) = @ARGV;
sysopen(my $fuse, "/dev/fuse", 2) or die "/dev/fuse: $!\n";
my $options = sprintf("fd=%d,rootmode=40000,user_id=0,group_id=0", fileno($fuse));
# mount(2) of x86-64.
syscall(165, $source, $folder, my $type = "fuse.sshfs", 0, $options) == 0 or die "mount: $!\n";
$| = 1;
print "held\n";
close(STDOUT);
sleep;
