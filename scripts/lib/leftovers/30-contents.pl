# Kinds that contents give away: keys and passwords anywhere that people, services and packages write, accounts, and the
# state of packages.
my @secrets = ([
        'a private key',
        qr/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-|AGE-SECRET-KEY-1[0-9A-Z]{20}/m
    ],
    [
        'a token',
        qr/\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|npm_[A-Za-z0-9]{30,}
        |hvs\.[\w-]{20,}|dop_v1_[0-9a-f]{40,}|pypi-[\w-]{40,}|sk-[A-Za-z0-9_-]{32,}|AIza[\w-]{35}|dckr_pat_[\w-]{20,})/x
    ],
    [
        'a key of a cloud',
        qr/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=[^\s;"'<>\$]{16}|[?&]sig=[A-Za-z0-9%+\/]{30}/
    ],
    ['a JSON web token',      qr/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/],
    ['a password in a URL',   qr{\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@"'<>\[\]{}\$]+:[^\s/:@"'<>\[\]{}\$*]+@[\w.\[-]}i],
    ['a password for a host', qr/^\s*machine\s+\S+[\s\S]{0,200}?\bpassword\s+\S/m],
    [
        'a credential in a client\'s configuration',
        qr/"(?:auth|identitytoken|registrytoken)"\s*:\s*"[A-Za-z0-9+\/=_-]{8,}"|^\s*(?:client-key-data|_authToken|\/\/\S+:_authToken)\s*[:=]\s*\S|"(?:access_?token|refresh_?token|client_?secret|private_key)"\s*:\s*"[^"\s<>\$]{8,}"/mi
    ],
    ['a secret in XML', qr/<(\w*(?:password|secret|token|apikey))>\s*[^<\s\$\{%][^<]{3,}<\/\1>/i],
    ['an HTTP credential', qr/^[^#\n]*\bAuthorization:\s*(?:Basic|Bearer)\s+[A-Za-z0-9+\/=._-]{8,}/mi],
);
# Names with values, in the files where names stand for the environment or a client's settings.
my $assignment =
    qr/(?:^|[\s{,;?&-])\s*(?:export\s+|Environment=|set\s+|setenv\s+)?["']?([A-Za-z_][\w.-]*(?:token|secret|passw(?:or)?d|passphrase|api_?key|access_?key|account_?key|credentials?)|(?:token|secret|passw(?:or)?d|passphrase|api_?key))["']?\s*[=:]\s*["']?([^\s"'#\$][^\s"'#]{2,})/mi;
my $harmless =
    qr/^(?:yes|no|true|false|none|null|never|required|optional|sufficient|files|sss|systemd|compat|prompt|ask|disabled|enabled|default|\*+|x+|<.*|%.*|\{.*|\/.*|\d{1,4}|sha512|yescrypt|requisite)$/i;
my $quiet =
    qr{^/(?:usr/(?!local/)|var/lib/dpkg/|boot/|snap/|var/lib/snapd/snaps/)|^/etc/(?:ssl/certs|ca-certificates|alternatives|apparmor\.d|logcheck)/};

sub secret_in {
    my ($entry) = @_;
    return if $entry->{type} ne 'f' || !$entry->{size} || $entry->{size} > 8_000_000;
    my $path     = $entry->{path};
    my $packaged = $owned{ merged($path) };
    return if $path =~ $quiet && $packaged;
    # A file of a package outside /etc is as the package has it; what is in /opt may be a whole program of one.
    return if $packaged && $path !~ m{^/etc/};
    my $text = slurp($path, 1_000_000);
    # The database of MIME types has the words by which a key is known. Source: Shared MIME-info Database specification,
    # "The magic files" and "The mime.cache files".
    return
        if $path =~ m{^/usr/share/mime/(?:magic|mime\.cache)$}
        && $text =~ /^(?:MIME-Magic\x00\n|\x00\x01\x00[\x01\x02])/;
    for (@secrets) { return $_->[0] if $text =~ $_->[1] }
    return if substr($text, 0, 4096) =~ /\0/ || $path =~ $quiet;
    $text =~ s/^\s*#.*//mg;
    while ($text =~ /$assignment/g) {
        my ($name, $value) = ($1, $2);
        next if $name =~ /^(?:NO)?PASSWD$/;
        return "a value of $name"
            unless $value =~ $harmless
            || ($packaged && $path !~ m{^/etc/(?:environment|profile|bash|default/|sudoers|fstab)});
    }
    return;
}

sub lines_of {
    return grep { !/^\s*(?:#|$)/ } split /\n/, slurp($_[0]);
}

whole_system(sub {
    # Accounts. One whose home was born on this machine is this machine's.
    my (%young, %known);
    for my $name (keys %account) {
        my $home = $account{$name}[1];
        my ($there) = grep { $_->{path} eq $home } @{ $_[0] };
        $young{$name} = 1 if $there && $there->{born} >= $fresh;
        my $uid = $account{$name}[0];
        next if $uid < 1000 || $uid >= 60000 || $name eq $builder || $young{$name};
        note('account', "/etc/passwd: $name", 'an account that people can use and nobody declared')
            unless kept("user:$name");
    }
    my %roots = map { $_ => 1 } grep { $account{$_}[0] == 0 && $_ ne 'root' } keys %account;
    note('account', "/etc/passwd: $_", 'a second root') for sort keys %roots;
    for (split /\n/, slurp('/etc/shadow')) {
        my ($name, $hash) = split /:/;
        next if !defined $hash || $young{$name} || $name eq $builder && $mode ne 'image';
        note('password', "/etc/shadow: $name", 'an account without a password') if $hash eq '';
        note('password', "/etc/shadow: $name", 'the hash of a password') if $hash =~ /^!*[\$_]|^!*[A-Za-z0-9.\/]{13}$/;
    }
    for my $file ('/etc/gshadow', '/etc/subuid', '/etc/subgid') {
        for (lines_of($file)) {
            my ($name, $value) = split /:/;
            next if $name eq $builder || $young{$name};
            if ($file ne '/etc/gshadow') {
                note('account', "$file: $name", 'a range of ids for an account of the build') unless kept("user:$name");
            }
            elsif (defined $value && $value =~ /^!*\$/) {
                note('password', "$file: $name", 'the hash of a password of a group');
            }
        }
    }
    for (lines_of('/etc/group')) {
        my ($name, undef, undef, $members) = split /:/;
        for my $member (split /,/, $members // '') {
            note('account', "/etc/group: $name has $member", 'a member that is no account')
                unless $account{$member} || kept("user:$member");
        }
    }
    for my $file ('/etc/sudoers', glob('/etc/sudoers.d/*'), glob('/etc/sudoers.d/.[!.]*')) {
        for (lines_of($file)) {
            next if /^\s*(?:Defaults|\@include|Cmnd_Alias|Host_Alias|User_Alias|Runas_Alias)/ && !/!authenticate/;
            my ($who) = /^\s*(\S+)/;
            next if $who eq $builder || $young{$who} || kept("sudo:$who");
            note('account', "$file: $who", 'root without a password') if /NOPASSWD|!authenticate/;
            note('account', "$file: $who", 'rights of root for an account that does not exist')
                if $who !~ /^[%+#\\A-Z]/ && !$account{$who};
        }
    }
    # Every folder below /home belongs to an account.
    my %homes_of_accounts = map { $account{$_}[1] => 1 } keys %account;
    for my $entry (@{ $_[0] }) {
        next unless $entry->{type} eq 'd' && $entry->{path} =~ m{^/home/[^/]+$} && $entry->{born} < $fresh;
        note('home', $entry->{path}, 'a home without an account')
            unless $homes_of_accounts{ $entry->{path} } || kept($entry->{path}) || $entry->{path} =~ m{/lost\+found$};
    }
    my %ids = map { $account{$_}[0] => 1 } keys %account;
    for my $entry (@{ $_[0] }) {
        next if $entry->{born} >= $fresh || $owned{ merged($entry->{path}) } || kept($entry->{path});
        # systemd gives services accounts of the moment. Source: systemd, "Users, Groups, UIDs and GIDs".
        note('mode', $entry->{path}, "its owner $entry->{uid} is no account")
            unless $ids{ $entry->{uid} } || $entry->{uid} >= 61184 && $entry->{uid} <= 65519;
        note('mode', $entry->{path}, 'a program that runs as its owner, from no package')
            if $entry->{type} eq 'f' && $entry->{mode} & 06000 && $entry->{mode} & 0111;
        note('mode', $entry->{path}, 'everybody may write here')
            if $entry->{type} =~ /[fd]/ && ($entry->{mode} & 01002) == 2;
        note('device', $entry->{path}, 'a device outside /dev')
            if $entry->{type} =~ /[bc]/ && $entry->{path} !~ m{^/dev/};
    }
});

whole_system(sub {
    for (split /\n\n/, slurp('/var/lib/dpkg/status', 50_000_000)) {
        my ($name) = /^Package: (.*)/m;
        my ($want, $flag, $state) = /^Status: (\S+) (\S+) (\S+)/m or next;
        note('package', "package $name", 'removed, and its configuration is left') if $state eq 'config-files';
        note('package', "package $name", "it is $state") unless $state =~ /^(?:installed|config-files|not-installed)$/;
        note('package', "package $name", 'held: it gets no updates') if $want eq 'hold' && !kept("package:$name");
    }
    my %lines = (
        '/etc/iscsi/initiatorname.iscsi' => [qr/^InitiatorName=/, 'identity', 'every machine would have it in common'],
        '/etc/popularity-contest.conf'   =>
            [qr/^MY_HOSTID=.?[0-9a-f]{32}/, 'identity', 'every machine would have it in common'],
        '/etc/mdadm/mdadm.conf' => [qr/^ARRAY/, 'disk', 'the disks of the build'],
        '/etc/fstab'            => [
            qr{\sswap\s|/dev/(?:sd|nvme|xvd|vd|mapper)|\b(?:cifs|nfs4?)\s|password=|credentials=}, 'disk',
            'a disk, a share or swap of the build'
        ],
        '/etc/crypttab' => [qr/\S/, 'disk',    'a disk of the build'],
        '/etc/exports'  => [qr/\S/, 'network', 'a share of the build'],
        '/etc/hosts'    =>
            [qr/^(?!127\.\S+\s+(?:localhost|ip6-)|::1|fe00::|ff0[0-9a-f]::|\s*#)\S+\s+\S/, 'network', 'an address that only the build knew'],
        '/etc/cron.allow' => [qr/^(?!root$)\S/, 'account',                                       'a name of the build'],
        '/etc/crontab'    => [qr/^\s*(?!17 |25 |47 |52 |SHELL=|PATH=|MAILTO=|HOME=)\S/, 'spool', 'work of the build'],
        '/var/cache/debconf/passwords.dat' => [qr/^Value:/, 'password', 'a password that a package asked for'],
    );
    $lines{$_} =
        [qr/^[^\/#]*(?:Acquire::(?:https?|ftp|socks)\S*Proxy|Proxy-Auto-Detect|\bProxy\s+")/i, 'network',
        'the proxy of the build']
        for glob('/etc/apt/apt.conf.d/*'), '/etc/apt/apt.conf';
    $lines{$_} = [
        qr/^[^#]*(?:trusted[=:] *yes|(?:file|copy|cdrom):|:\/\/(?:127\.|localhost|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)|snapshot\.ubuntu\.com)/i,
        'network', 'a source of packages that only the build had'
        ]
        for '/etc/apt/sources.list', glob('/etc/apt/sources.list.d/*');
    $lines{$_} =
        [qr/^\s*(?!\*)Pin:.*(?:snapshot|build|release\s+(?:now|a=now))|^APT::Snapshot/i, 'package',
        'packages stay as the build had them']
        for glob('/etc/apt/preferences.d/*'), '/etc/apt/preferences', glob('/etc/apt/apt.conf.d/*');
    $lines{$_} =
        [qr/(?<![\w])(?:https?_proxy|ftp_proxy|all_proxy|no_proxy)\s*=\s*\S/i, 'network', 'the proxy of the build']
        for '/etc/environment', glob('/etc/profile.d/*'), glob('/etc/environment.d/*'), '/etc/profile',
        '/etc/bash.bashrc', '/etc/wgetrc',
        glob('/etc/default/*'), glob('/etc/systemd/system/*.d/*.conf'), glob('/etc/systemd/*.conf.d/*'), '/etc/curlrc',
        '/root/.curlrc';
    $lines{$_} = [qr/macaddress|\bset-name\b|^MACAddress=|HWADDR/mi, 'network', 'the network card of the build']
        for glob('/etc/netplan/*'),
        glob('/etc/systemd/network/*');
    for my $file (sort keys %lines) {
        my ($pattern, $kind, $why) = @{ $lines{$file} };
        next unless -f $file && !kept($file) && !$mounted{$file};
        next if $mode eq 'image' && (stat _)[9] >= $fresh;
        for (lines_of($file)) {
            if ($_ =~ $pattern) { note($kind, $file, $why); last }
        }
    }
    my $id = slurp('/etc/machine-id');
    note('identity', '/etc/machine-id', 'every machine would have it in common')
        if $id =~ /^[0-9a-f]{32}$/m && (stat '/etc/machine-id')[9] < $fresh;
    note('identity', '/var/lib/dbus/machine-id', 'every machine would have it in common')
        if -f '/var/lib/dbus/machine-id' && !-l '/var/lib/dbus/machine-id' && (stat _)[9] < $fresh;
    my ($host) = split /\s/, slurp('/etc/hostname');
    note('identity', '/etc/hostname', "the build machine's name, $host")
        if !$mounted{'/etc/hostname'}
        && defined $host
        && $host !~ /^(?:localhost(?:\.local(?:domain)?)?|ubuntu|uninitialized|)$/
        && (stat '/etc/hostname')[9] < $fresh;
    note('network', '/etc/resolv.conf', 'name servers of the build')
        if !$mounted{'/etc/resolv.conf'}
        && !-l '/etc/resolv.conf'
        && slurp('/etc/resolv.conf') =~ /^nameserver/m
        && (stat '/etc/resolv.conf')[9] < $fresh;
    note('package', '/usr/sbin/policy-rc.d', 'it keeps services from starting')
        if -e '/usr/sbin/policy-rc.d' && !$owned{'/usr/sbin/policy-rc.d'};
    note('package', $_, 'dpkg did not finish') for glob '/var/lib/dpkg/updates/*';
});

whole_system(sub {
    my %group = map { $account{$_}[2] // '' => 1 } keys %account;
    for (lines_of('/etc/group')) {
        my ($name, undef, $gid, $members) = split /:/;
        next if $gid !~ /^\d+$/ || $gid < 1000 || $gid >= 60000 || $group{$gid} || length($members // '');
        note('account', "/etc/group: $name", 'a group of nobody') unless kept("group:$name");
    }
    my @architectures = lines_of('/var/lib/dpkg/arch');
    if (@architectures > 1 && (stat '/var/lib/dpkg/arch')[9] >= $started) {
        note('package', "/var/lib/dpkg/arch: $_", 'an architecture that the build added') for @architectures[1 .. $#architectures];
    }
    my @diversions = split /\n/, slurp('/var/lib/dpkg/diversions');
    while (my ($from, undef, $by) = splice @diversions, 0, 3) {
        note('package', $from, 'diverted by hand') if ($by // '') eq ':' && !kept($from);
    }
    # Two of a package's kernels: the newest, and the one that ran until it was proved.
    my @kernels = sort { version_key($a) cmp version_key($b) } grep { $owned{$_} } glob '/boot/vmlinuz-*';
    note('kernel', $_, 'older than the newest and the one before it') for @kernels[0 .. $#kernels - 2];
});

sub version_key { return $_[0] =~ s/(\d+)/sprintf '%010d', $1/ger }

# Files of packages that are not as their packages have them, if the build touched them.
sub changed_packages {
    my ($all) = @_;
    my %sum;
    for my $list (glob '/var/lib/dpkg/info/*.md5sums') {
        for (split /\n/, slurp($list)) { $sum{ merged("/$2") } = $1 if /^([0-9a-f]{32})\s+(.+)$/ }
    }
    my %diverted = map { $_ => 1 } split /\n/, slurp('/var/lib/dpkg/diversions');
    my @touched = grep {
        $_->{type} eq 'f' && $_->{changed} >= $started && $_->{born} < $fresh
            && $sum{ merged($_->{path}) } && !$diverted{ $_->{path} } && $_->{path} !~ /\n|\.pyc$/ && !$product{ $_->{path} }
    } @$all;
    while (my @some = splice @touched, 0, 500) {
        open(my $sums, '-|', 'md5sum', '-z', '--', map { $_->{path} } @some) or die "md5sum: $!";
        local $/ = "\0";
        while (<$sums>) {
            my ($is, $path) = /^([0-9a-f]{32})  (.+)\0$/s or next;
            note('package', $path, 'not as its package has it') unless $is eq $sum{ merged($path) } || kept($path);
        }
        close $sums;
    }
}
