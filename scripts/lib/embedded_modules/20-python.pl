# distribution TOOL, FILE, FOLDER: one of Python's, by the head of its METADATA. In the folder of an extension of the
# tool, the one of the folder's name is the extension. Source: Python Packaging User Guide, "Core
# metadata specifications".
sub distribution {
    my ($tool, $file, $folder) = @_;
    open(my $in, '<:raw', $file) or return 0;
    my (%first, @classifiers);
    while (defined(my $line = <$in>)) {
        last if $line =~ /^\s*$/ || $. > 5000;
        my ($field, $value) = $line =~ /^([A-Za-z-]+):[ \t]*(.*?)\s*$/ or next;
        $first{ lc $field } = $value unless exists $first{ lc $field };
        push @classifiers, $1 if lc $field eq 'classifier' && $value =~ /^License ::.*:: (.+)$/;
    }
    return 0 unless length($first{name} // '') && length($first{version} // '');
    # The field may be the whole text of a licence; its first line is enough to recognise a name.
    my $licence =
          length($first{'license-expression'} // '') ? "expression:$first{'license-expression'}"
        : @classifiers                               ? 'classifier:' . join(';', @classifiers)
        : length($first{license} // '')              ? "text:$first{license}"
        :                                              'none';
    my $name = lc $first{name} =~ s/[-_.]+/-/gr;
    told(defined $folder && $name eq $folder ? 'extension' : 'python', $tool, $first{name}, $first{version}, $licence);
    return 1;
}

# interpreter TOOL, PROGRAM: the version that it says, which its files do not.
sub interpreter {
    my ($tool, $program) = @_;
    open(my $said, '-|', 'timeout', '30', $program, '-I', '-V') or return 0;
    my $line = <$said> // '';
    close $said;
    return 0 unless $line =~ /^Python ([0-9]\S*)/;
    told('cpython', $tool, $1);
    return 1;
}
