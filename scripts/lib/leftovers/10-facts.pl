# leftovers MODE: what a build machine leaves in an image, found by one walk over its file systems. MODE: clean
# removes what can be removed and reports the rest; build reports all of it; image reports what a machine that was
# started from the image found on its disk. Output: KIND, WHY and PATH, each line one left-over; KEPT lines name
# remainders. A file of the image was born before the machine that reads it started: what is younger is that machine's
# own. Needs perl-base and find only. Data: LEFTOVERS_KEEP, lines of a pattern, when and a reason, between tabs;
# BUILDER, the account that runs the step; LEFTOVERS_SEAL, a file whose modification is the build's start and whose
# change is its end; LEFTOVERS_BOOT, a file in the form of /proc/stat.
use strict;
use warnings;

my $mode    = shift @ARGV;
my $builder = $ENV{BUILDER} // '';
my (%mounted, @roots, %owned, %account, @homes, @found, %kept, %reported, @system_kinds);
sub whole_system { push @system_kinds, @_ }

sub slurp {
    my ($path, $most) = @_;
    return '' unless -f $path && open(my $file, '<', $path);
    binmode $file;
    my $read = read($file, my $text, $most // 4_000_000);
    return $read ? $text : '';
}

# merged PATH: the name behind the links of a merged /usr, which dpkg's lists do not follow.
sub merged {
    my ($path) = @_;
    $path = "/usr$path"
        if $path =~ m{^/(?:bin|sbin|lib|lib32|lib64|libx32)/} && -l substr($path, 0, index($path, '/', 1));
    return $path;
}

sub note {
    my ($kind, $path, $why) = @_;
    return if $reported{"$kind\0$path"}++;
    push @found, [$kind, $path, $why];
}

# The start and the end of the build, and the start of this machine, if it was started after the build ended.
my ($started, $sealed) = (stat($ENV{LEFTOVERS_SEAL} // ''))[9, 10];
$started //= 0;
my ($booted) = slurp($ENV{LEFTOVERS_BOOT} || '/proc/stat') =~ /^btime (\d+)/m;
# A minute for a clock that is set after the start; ending, capturing and starting a machine takes longer.
my $fresh = $mode eq 'image' && $sealed && $booted && $booted - 60 > $sealed ? $booted - 60 : 9**15;

# What steps of the user created, as those steps noted it.
my %product = map { $_ => 1 } split /\0/, slurp($ENV{LEFTOVERS_PRODUCTS} // '', 50_000_000);

# What packages own, by dpkg's lists and ucf's registry; and what their maintainer scripts name.
my $maintainers = '';
for my $list (glob '/var/lib/dpkg/info/*.list') {
    for (split /\n/, slurp($list)) { $owned{ merged($_) } = 1 }
}
$owned{$_} = 1 for map { (split)[1] // '' } split /\n/, slurp('/var/lib/ucf/registry');
$maintainers .= slurp($_) for glob('/var/lib/dpkg/info/*.{postinst,preinst,postrm,prerm,config}'),
    glob('/usr/lib/tmpfiles.d/*.conf');
sub named { my ($path) = @_; return $maintainers =~ /(?<![\w.\/-])\Q$path\E(?![\w.\/-])/ }

# Accounts, and the folders in which people and services keep what is theirs.
for (split /\n/, slurp('/etc/passwd')) {
    my ($name, undef, $uid, $gid, undef, $home) = split /:/;
    next unless defined $home && $uid =~ /^\d+$/;
    $account{$name} = [$uid, $home, $gid];
    push @homes, $home if ($uid == 0 || $uid >= 1000 && $uid < 65000) && $home =~ m{^/.};
}
push @homes, glob('/home/*'), glob('/home/.[!.]*'), '/root', '/etc/skel';
my %home  = map { $_ => 1 } @homes;
my $homes = join '|', map { quotemeta } sort { length $b <=> length $a } keys %home;

# What may stay, with its reason: always; in the build until the service's own step; in the image, because something
# writes it after this step; or in a machine that was started from an image, because the service's step wrote it.
my @keep;
for (split /\n/, $ENV{LEFTOVERS_KEEP} // '') {
    my ($pattern, $when, $reason) = split /\t/, $_, 3;
    next
        if $when eq 'build'   && $mode eq 'image'
        || $when eq 'image'   && $mode ne 'image'
        || $when eq 'started' && $fresh == 9**15;
    next if $pattern =~ m{^~} && !$account{$builder};
    my $place      = $pattern =~ s{^~}{ $account{$builder}[1] }er;
    my $expression = join '', map { $_ eq '**' ? '.*' : $_ eq '*' ? '[^/]*' : quotemeta } split /(\*\*|\*)/, $place;
    push @keep, [qr/^$expression\z/s, $pattern, $reason];
}

sub kept {
    my ($name) = @_;
    for (@keep) { return $kept{ $_->[1] } = $_->[2] if $name =~ $_->[0] }
    return;
}

for (split /\n/, slurp('/proc/self/mountinfo')) {
    my @field   = split / /;
    my ($place) = map { s/\\(\d{3})/chr oct $1/ger } $field[4];
    my ($type)  = / - (\S+)/;
    if ($place eq '/') { next }
    if (   -d $place
        && $place =~ m{^/(?:boot|efi|home|opt|root|srv|usr|var)(?:/|$)}
        && $type  =~ /^(?:ext\d|xfs|btrfs|vfat|zfs|f2fs)$/) {
        push @roots, $place;
    }
    $mounted{$place} = 1;
}

# One list of everything, with the times that say whose it is.
sub walk {
    my @all;
    open(
        my $find, '-|', 'find', '/', @roots, '-xdev', '(', '-path', '/proc', '-o', '-path', '/sys', '-o', '-path',
        '/run',
        ')', '-prune', '-o', '-printf', '%B@\t%C@\t%T@\t%y\t%m\t%U\t%G\t%s\t%p\0'
    ) or die "find: $!";
    local $/ = "\0";
    while (<$find>) {
        chomp;
        my ($birth, $change, $modified, $type, $mode, $uid, $gid, $size, $path) = split /\t/, $_, 9;
        next if $mounted{$path} || $path eq '/';
        # A file system that keeps no birth has the last change, which is never earlier.
        my $born = $birth =~ /^[1-9]/ ? $birth : $change;
        push @all, {
            path => $path, born => $born,
            changed  => $change, modified => $modified, type => $type, mode => oct $mode,
            uid  => $uid,  gid  => $gid,  size     => $size
        };
    }
    close $find;
    return \@all;
}
