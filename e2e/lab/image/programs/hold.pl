# Has files open, under a name of its own, until it is ended. Arguments: the name, and the files with their modes: `r:/dev/ptp0`.
my ($name, @files) = @ARGV;
$0 = $name;
my @open;
for (@files) {
  my ($mode, $path) = split(/:/, $_, 2);
  sysopen(my $file, $path, $mode eq "r" ? 0 : 2) or die "$path: $!\n";
  push @open, $file;
}
$| = 1;
print "held\n";
close(STDOUT);
sleep;
