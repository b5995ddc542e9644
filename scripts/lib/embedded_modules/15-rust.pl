# rust_program TOOL, PLACE: whether it is one with the list that cargo auditable puts into programs: JSON behind zlib in the section
# .dep-v0. What was only needed to build it is left out. Source: rust-secure-code/cargo-auditable, PARSING.md and its schema.
sub rust_program {
    my ($tool, $place) = @_;
    open(my $in, '<:raw', $place) or return 0;
    my $head = head_of($in) or return 0;
    my $section = section_of($in, $head, '.dep-v0') or return 0;
    # Ubuntu's perl has both, its perl-base neither.
    unless (eval { require Compress::Raw::Zlib; require JSON::PP; 1 }) {
        told('unread', $tool, $place);
        return 1;
    }
    my $packed = bytes($in, $section->{offset}, $section->{size});
    my ($text, $list) = ('');
    my ($inflater) = Compress::Raw::Zlib::Inflate->new(-Bufsize => 65_536, -LimitOutput => 1, -AppendOutput => 1);
    while (length $packed && length $text < 8 * 1024 * 1024) {
        my $status = $inflater->inflate($packed, $text);
        next if $status == Compress::Raw::Zlib::Z_OK() || $status == Compress::Raw::Zlib::Z_BUF_ERROR();
        $list = eval { JSON::PP->new->utf8->decode($text) } if $status == Compress::Raw::Zlib::Z_STREAM_END();
        last;
    }
    unless (ref $list eq 'HASH' && ref $list->{packages} eq 'ARRAY') {
        told('unread', $tool, $place);
        return 1;
    }
    told('rust', $tool, $place, '-');
    for my $crate (grep { ref $_ eq 'HASH' } @{ $list->{packages} }) {
        told('crate', $tool, $crate->{name}, $crate->{version}) unless ($crate->{kind} // '') eq 'build';
    }
    return 1;
}
