# files_of PACKAGE: its regular files.
sub files_of {
    my ($package) = @_;
    open(my $list, '-|', 'dpkg-query', '--listfiles', $package) or die "dpkg-query: $!\n";
    chomp(my @files = <$list>);
    close $list or die "dpkg-query does not know the package $package\n";
    return grep { -f $_ } @files;
}

# native FILE: whether it is machine code.
sub native {
    my ($file) = @_;
    open(my $in, '<:raw', $file) or return 0;
    return head_of($in) ne '';
}

for my $row (grep { /\S/ } split /\n/, $ARGV[0] // '') {
    my ($tool, $place, $package) = split /\t/, $row;
    unless (-r $place) {
        told('unread', $tool, $place);
        next;
    }
    my ($found, %opaque) = (0);
    for my $file (length($package // '') ? files_of($package) : $place) {
        if ($file =~ m{\.dist-info/METADATA$}) {
            $found += distribution($tool, $file);
        } elsif ($file =~ m{/bin/python3$}) {
            $found += interpreter($tool, $file);
            # Source of the folder: azure-cli's core/extension, EXTENSIONS_SYS_DIR.
            my ($root) = $file =~ m{^(.*)/bin/python3$};
            for my $own (glob "$root/lib/python3*/site-packages/azure-cli-extensions/*/*.dist-info/METADATA") {
                $found += distribution($tool, $own, $own =~ m{/([^/]+)/[^/]+/METADATA$});
            }
        } elsif ($file =~ /\.(?:jar|war|ear)$/) {
            $opaque{java}++;
        } elsif ($file =~ m{/node_modules/.+/package\.json$}) {
            $opaque{npm}++;
        } elsif ($file eq $place || !-l $file && (-x $file || $file =~ /\.so(\.[0-9]+)*$/)) {
            my $lists = go_program($tool, $file) || rust_program($tool, $file);
            $found += $lists;
            # The libraries of a Python of the tool's own are part of that.
            $opaque{native}++ if !$lists && $file !~ m{/lib-dynload/|/libpython3[^/]*$|/bin/python3} && native($file);
        }
    }
    if ($found) {
        told('opaque', $tool, $_, $opaque{$_}) for sort keys %opaque;
    } else {
        told('none', $tool, $place);
    }
}
