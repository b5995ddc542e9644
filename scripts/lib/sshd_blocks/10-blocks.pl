# sshd_blocks KEY: whether anyone, from anywhere, can get less from sshd than is demanded. Every Match block is proved
# on its own: all files are copied, its Match line becomes "Match all", every other one matches nobody, and sshd
# itself is asked. Of several blocks that match, sshd takes each value from the first, so no combination gives what
# none of them gives. What a block's criteria are does not matter here, so no criterion can be unknown. Source:
# sshd_config(5), "Match", "Include"; servconf.c of OpenSSH 9.6: an included file's blocks count only where the
# includer's block does. Output: WHERE, WHAT and VALUE of each demand that is not met. Data: SSHD_DEMANDS, lines of
# keyword, rule and value.
use strict;
use warnings;

my ($key) = @ARGV;
my $folder = "/run/jumpbox-sshd.$$";
my (@blocks, %text, $copies);
mkdir $folder, 0700 or die "$folder: $!";
END { local $?; system('rm', '-rf', '--', $folder) if defined $folder }

sub arguments { my @words; push @words, $1 // $2 while $_[0] =~ /"([^"]*)"|([^\s"]+)/g; return @words }

# copy FILE, BLOCK: a copy of its own for each place that includes the file. Lines are numbered as in the original.
sub copy {
    my ($file, $block, $depth) = @_;
    die "$file: files include one another\n" if $depth > 16;
    open(my $in, '<', $file) or die "$file: $!\n";
    my $number = $copies++;
    my $outer  = $block;
    my @lines;
    while (my $line = <$in>) {
        chomp $line;
        my ($keyword, $rest) = $line =~ /^\s*"?([A-Za-z0-9]+)"?(?:\s*=\s*|\s+)(.*?)\s*$/ or push(@lines, $line), next;
        my $word = lc $keyword;
        if ($word eq 'match') {
            # The block ends with the file, and with it what the file's includer was in.
            $block = { file => $file, line => $., criteria => $rest, parent => $outer };
            push @blocks, $block;
            push @lines,  $block;
        } elsif ($word eq 'include') {
            $rest =~ s/\s+#.*//;
            my @copied = map { copy($_, $block, $depth + 1) }
                map {
                my @files = sort glob(s/([ {}])/\\$1/gr);
                grep { -f } @files
                } map { m{^[/~]} ? $_ : "/etc/ssh/$_" } arguments($rest);
            push @lines, map { "Include $_" } @copied;
        } else {
            my ($place) = "$file, line $.";
            my $owner = $block // \%text;
            $owner->{"set $word"} //= $place;
            push @lines, $line;
        }
    }
    $text{"$folder/$number"} = \@lines;
    return "$folder/$number";
}

# answer BLOCK: what sshd says if exactly this block and those around it match; none for everyone else.
sub answer {
    my ($only) = @_;
    my %active;
    for (my $block = $only; $block; $block = $block->{parent}) { $active{$block} = 1 }
    for my $copy (grep { m{^/} } keys %text) {
        open(my $out, '>', $copy) or die "$copy: $!";
        print $out ref $_ ? $active{$_} ? "Match all\n" : "Match user *,!*\n" : "$_\n" for @{ $text{$copy} };
        close $out or die "$copy: $!";
    }
    return asked('-f', "$folder/0", '-C', 'user=someone,host=jumpbox.example,addr=192.0.2.10,laddr=192.0.2.1,lport=22');
}

sub asked {
    my (@options) = @_;
    open(my $sshd, '-|', 'sh', '-c', 'exec "$@" 2>&1', 'sh', '/usr/sbin/sshd', '-T', '-h', $key, @options)
        or die "sshd: $!";
    my (%value, $last);
    while (my $line = <$sshd>) {
        $last = $line;
        chomp $line;
        my ($word, $rest) = split / /, $line, 2;
        push @{ $value{$word} }, $rest // '';
    }
    chomp($last //= 'it said nothing');
    close $sshd or die "sshd does not accept its configuration: $last\n";
    return { map { $_ => join ' ', @{ $value{$_} } } keys %value };
}
