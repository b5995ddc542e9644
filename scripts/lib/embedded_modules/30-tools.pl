# files_of PACKAGE: its regular files.
sub files_of {
    my ($package) = @_;
    open(my $list, '-|', 'dpkg-query', '--listfiles', $package) or die "dpkg-query: $!\n";
    chomp(my @files = <$list>);
    close $list or die "dpkg-query does not know the package $package\n";
    return grep { -f $_ } @files;
}

for my $row (grep { /\S/ } split /\n/, $ARGV[0] // '') {
    my ($tool, $place, $package) = split /\t/, $row;
    unless (-r $place) {
        told('unread', $tool, $place);
        next;
    }
    my $found = 0;
    for my $file (length($package // '') ? files_of($package) : $place) {
        $found +=
              $file =~ m{\.dist-info/METADATA$}       ? distribution($tool, $file)
            : $file =~ m{/bin/python3$}               ? interpreter($tool, $file)
            : -x $file && !-l $file || $file eq $place ? go_program($tool, $file)
            :                                            0;
    }
    told('none', $tool, $place) unless $found;
}
