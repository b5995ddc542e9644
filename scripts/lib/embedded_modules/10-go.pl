# embedded_modules ROWS: what was built into the tools, from what their files say of themselves. Each row is a tool's
# name, its program and its Debian package or nothing, between tabs. Output: lines of a kind, the tool and cells
# without blanks:
#   go TOOL PLACE VERSION          a program that Go built
#   main, dep TOOL MODULE VERSION  its own module, and those in it
#   replaced TOOL MODULE VERSION   what stands in place of the module above
#   rust TOOL PLACE -              a program of Rust that cargo auditable built
#   crate TOOL NAME VERSION        itself and the crates in it
#   python TOOL NAME VERSION KIND:LICENCE
#   extension TOOL NAME VERSION KIND:LICENCE
#   cpython TOOL VERSION
#   opaque TOOL KIND COUNT         files of a package that list nothing or whose lists are not read: native, java, npm
#   none TOOL PLACE                a tool that lists nothing
#   unread TOOL PLACE              one that could not be read
# Go's format: debug/buildinfo and runtime/debug/mod.go of golang/go; Go has had the lists in place since 1.18.
use strict;
use warnings;

my $most = 4 * 1024 * 1024;

sub cell {
    my ($text) = @_;
    $text = '' unless defined $text;
    $text =~ s/^\s+|\s+$//g;
    $text =~ s/\s+/_/g;
    $text =~ s/[^!-~]/?/g;
    return length $text ? substr($text, 0, 300) : '-';
}

sub told { print join("\t", map { cell($_) } @_), "\n" }

# bytes FILE, OFFSET, LENGTH: exactly so many, or nothing.
sub bytes {
    my ($in, $offset, $length) = @_;
    return '' if $length > $most || $offset > (-s $in);
    seek($in, $offset, 0) or return '';
    my $read = read($in, my $data, $length);
    return defined $read && $read == $length ? $data : '';
}

# head_of FILE: the first bytes of a program of 64 bits, little endian, as on amd64 and arm64, or nothing.
sub head_of {
    my ($in) = @_;
    my $head = bytes($in, 0, 64);
    return length $head == 64 && substr($head, 0, 6) eq "\x7fELF\x02\x01" ? $head : '';
}

# section_of FILE, HEAD, NAME: a section's offset and size in the file, or nothing.
sub section_of {
    my ($in, $head, $wanted) = @_;
    my ($sections, $section_size, $section_count, $names) = unpack 'x40 Q< x10 S< S< S<', $head;
    my $table = bytes($in, $sections + $names * $section_size, 64);
    my ($names_at, $names_size) = length $table ? unpack('x24 Q< Q<', $table) : (0, 0);
    my $text = bytes($in, $names_at, $names_size);
    for my $index (0 .. $section_count - 1) {
        my $data = bytes($in, $sections + $index * $section_size, 64) or next;
        my ($name, $offset, $size) = unpack 'L< x20 Q< Q<', $data;
        next unless $name < length $text && unpack('Z*', substr($text, $name)) eq $wanted;
        return { offset => $offset, size => $size };
    }
    return;
}

# Where the build information may begin, as offset and size in the file, and the segments for addresses in it.
sub places_of {
    my ($in) = @_;
    my $head = head_of($in) or return;
    my ($programs, $program_size, $program_count) = unpack 'x32 Q< x14 S< S<', $head;
    my @segments = grep { $_->{type} == 1 } map {
        my $data = bytes($in, $programs + $_ * $program_size, 56);
        my ($type, $flags, $offset, $address, $size) = length $data ? unpack('L< L< Q< Q< x8 Q<', $data) : (0) x 5;
        { type => $type, flags => $flags, offset => $offset, address => $address, size => $size };
    } 0 .. $program_count - 1;
    my $section = section_of($in, $head, '.go.buildinfo');
    return ($section, @segments) if $section;
    # A program without sections: the first segment that can be written and not run.
    my ($data) = grep { ($_->{flags} & 3) == 2 } @segments;
    return $data ? ($data, @segments) : ();
}

# text_at FILE, OFFSET: a text after its length as a varint, and where it ends.
sub text_at {
    my ($in, $offset) = @_;
    my ($length, $shift) = (0, 0);
    while (length(my $byte = bytes($in, $offset++, 1))) {
        $length |= (ord($byte) & 127) << $shift;
        last if ord($byte) < 128;
        $shift += 7;
        return ('', $offset) if $shift > 28;
    }
    return (bytes($in, $offset, $length), $offset + $length);
}

# string_of FILE, ADDRESS, SEGMENTS: a text that a pointer names by its header of address and length.
sub string_of {
    my ($in, $address, @segments) = @_;
    my $find = sub {
        my ($at, $length) = @_;
        my ($in_it) = grep { $at >= $_->{address} && $at + $length <= $_->{address} + $_->{size} } @segments;
        return $in_it ? bytes($in, $at - $in_it->{address} + $in_it->{offset}, $length) : '';
    };
    my $header = $find->($address, 16);
    return length $header ? $find->(unpack 'Q< Q<', $header) : '';
}

# go_program TOOL, PLACE: whether it is one.
sub go_program {
    my ($tool, $place) = @_;
    open(my $in, '<:raw', $place) or return 0;
    my ($where, @segments) = places_of($in);
    return 0 unless $where;
    my $size = $where->{size} < 65_536 ? $where->{size} : 65_536;
    my $data = bytes($in, $where->{offset}, $size);
    for (my $at = 0; $at + 32 <= length $data; $at += 16) {
        next unless substr($data, $at, 14) eq "\xff Go buildinf:";
        my ($version, $list, $end);
        if (ord(substr $data, $at + 15, 1) & 2) {
            ($version, $end) = text_at($in, $where->{offset} + $at + 32);
            ($list) = text_at($in, $end);
        } else {
            ($version, $list) = map { string_of($in, $_, @segments) } unpack 'Q< Q<', substr($data, $at + 16, 16);
        }
        return 0 unless $version =~ /^(go[0-9]|devel)/;
        told('go', $tool, $place, ($version =~ /^(\S+)/)[0]);
        # 16 bytes on each side let a debugger find it.
        $list = length $list >= 33 && substr($list, -17, 1) eq "\n" ? substr($list, 16, -16) : '';
        for my $line (split /\n/, $list) {
            my ($kind, $module, $number) = split /\t/, $line;
            next unless defined $kind && $kind =~ /^(?:mod|dep|=>)$/;
            told($kind eq 'mod' ? 'main' : $kind eq 'dep' ? 'dep' : 'replaced', $tool, $module, $number);
        }
        return 1;
    }
    return 0;
}
