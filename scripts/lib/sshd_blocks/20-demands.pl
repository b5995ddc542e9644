# Each demand is a keyword as sshd prints it, a rule and a value: is; most and least for numbers, where a value of
# "A-B" is both; among for words of a list, each of which must be one of the value's; not.
my @demands = map { [split / /, $_, 3] } grep { /\S/ } split /\n/, $ENV{SSHD_DEMANDS} // '';

sub meets {
    my ($value, $rule, $wanted) = @_;
    return 0 unless defined $value;
    return lc $value eq lc $wanted                if $rule eq 'is';
    return lc $value ne lc $wanted                if $rule eq 'not';
    return $value =~ /^\d+$/ && $value <= $wanted if $rule eq 'most';
    if ($rule eq 'between') {
        my ($least, $most) = split /-/, $wanted;
        return $value =~ /^\d+$/ && $value >= $least && $value <= $most;
    }
    if ($rule eq 'among') {
        my %good = map { lc, 1 } split /,/, $wanted;
        return !grep { !$good{ lc $_ } } split /[, ]+/, $value;
    }
    # MaxStartups: three numbers, each at most its own.
    if ($rule eq 'each-most') {
        my @most = split /:/, $wanted;
        my @is   = split /:/, $value;
        return @is == @most && !grep { $is[$_] > $most[$_] } 0 .. $#most;
    }
    die "sshd: no rule is called '$rule'\n";
}

my $main = '/etc/ssh/sshd_config';
copy($main, undef, 0);
my %told;

sub judge {
    my ($value, $block, $who) = @_;
    for (@demands) {
        my ($word, $rule, $wanted) = @$_;
        next if meets($value->{$word}, $rule, $wanted);
        next if $who =~ /^user / && $told{$word};
        $told{$word} = 1;
        my $owner = $block;
        $owner = $owner->{parent} while $owner && !$owner->{"set $word"} && $owner->{parent};
        my $place = $owner && $owner->{"set $word"} || $text{"set $word"} || "$main, which leaves it out";
        my $is    = $value->{$word} // 'nothing';
        next if $told{"$place $word $is"}++;
        print "$place\t$word $is\t$rule $wanted\t$who\n";
    }
}
judge(answer(undef), undef, 'everyone');
for my $block (@blocks) {
    judge(answer($block), $block, "Match $block->{criteria} ($block->{file}, line $block->{line})");
}
# The real files for two real users: what the copies could not show.
judge(asked('-C', "user=$_,host=jumpbox.example,addr=192.0.2.10,laddr=192.0.2.1,lport=22"), undef, "user $_")
    for 'root', 'azureuser';

# What is on the command line comes before every file.
for my $file ('/etc/default/ssh', glob('/etc/systemd/system/{ssh,sshd,ssh@,sshd@}.service'),
    glob('/{etc,run,usr/lib}/systemd/system/{ssh,sshd,ssh@,sshd@}.service.d/*.conf')) {
    open(my $in, '<', $file) or next;
    while (my $line = <$in>) {
        next
            unless $line =~ /^\s*(?:export\s+)?(?:SSHD_OPTS=|Environment=.*SSHD_OPTS=|ExecStart=)(.*)/
            && $1 =~ /(?:^|[\s"'=])-(?:[A-Za-z]*[ofC])(?:\s|[A-Za-z\/]|=|$)/;
        print "$file, line $.\toptions on sshd's command line\tno -o, -f or -C\teveryone\n";
    }
}
printf "PROVED\t%d\t%d\n", scalar @blocks, scalar @demands;
