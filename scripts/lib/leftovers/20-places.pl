# Kinds that a place or a name gives away. Each is KIND, pattern, WHY; the first that matches counts. A package's own
# files are excluded.
my @places;

sub places {
    my ($kind, $why, @patterns) = @_;
    my $any = join '|', @patterns;
    push @places, [$kind, qr/^(?:$any)$/s, $why];
}

# below: everything in a folder, and not the folder.
sub below {
    return map { "$_/.+" } @_;
}

# From here to the next blank line, each owner's hidden folders and files, wherever someone or something has a home.
my $own = qr{(?:/|/[^\0]*/)};
places 'ssh', 'keys and hosts of the build', "$own\\.ssh/.+", '/etc/ssh/ssh_host_.+', '/etc/ssh/ssh_known_hosts2?',
    '/etc/ssh/.*(?:authorized_keys|revoked_keys).*', '/etc/dropbear/.*_key', '.*/(?:id_(?:rsa|dsa|ecdsa|ed25519)[^/]*)';
places 'history', 'what was typed while the image was built', "$own\\.[^/]*_?(?:history|hist|hsts)",
    "$own\\.(?:viminfo|lesshst|z|zcompdump[^/]*|bash_sessions(?:/.+)?|nano/.+|sudo_as_admin_successful|selected_editor)",
    "$own\\.local/(?:share|state)/.+", '.*/fish_history', '.*/fish/.*_history';
places 'credentials', 'credentials of someone who built the image',
    "$own\\.(?:aws|azure|azd|kube|docker|gnupg|oci|minikube|helm|krew|config|terraform\\.d|m2|gem|bundle|subversion|"
    . 'password-store|pki|mozilla|ansible|vagrant\.d|chef|pulumi|fly|doctl|cloudflared|nuget|gradle|composer)(?:/.+)?',
    "$own\\.(?:netrc|git-credentials|gitconfig|npmrc|yarnrc[^/]*|pypirc|pgpass|my\\.cnf|mylogin\\.cnf|vault-token|s3cfg|boto|"
    . 'dockercfg|terraformrc|snowsql[^/]*|databrickscfg|k5login|smbcredentials|msmtprc|fetchmailrc|htpasswd|env|envrc|'
    . 'rnd|Xauthority|ICEauthority|pip/.+|credentials[^/]*|token[^/]*)',
    '.*/\.?(?:kubeconfig|msal_token_cache[^/]*|accessTokens\.json|service_principal_entries[^/]*|azureProfile\.json)',
    '.*\.(?:keytab|pfx|p12|jks|kdbx|ppk|ovpn|agekey|tfstate|tfstate\.backup|publishsettings)',
    below(
    map { "/etc/$_" }
        qw(credstore credstore.encrypted wireguard kubernetes rancher openvpn/client swanctl/private
        ipsec.d/private pki/private ssl/private apt/auth.conf.d cni/net.d NetworkManager/system-connections)
    ),
    below('/usr/lib/credstore', '/usr/lib/credstore.encrypted', '/var/lib/ca-certificates/private'),
    '/etc/krb5\.keytab', '/etc/ipsec\.secrets', '/etc/apt/auth\.conf', '/etc/docker/key\.json',
    '/etc/wpa_supplicant/.+',
    '/etc/pip\.conf', '/(?:root|home/[^/]+)/\.?[^/]*\.(?:pem|key)';
places 'cache', 'a cache of the build', "$own\\.(?:cache|npm|yarn|pnpm-store|cargo|rustup|nvm|pyenv|vscode-server|"
    . 'dotnet|k9s|bun|deno|ivy2|sbt|cpan|cpanm|ccache|thumbnails|wget-hsts)(?:/.+)?', '.*/__pycache__/.+', '.*\.py[co]',
    below(
    map { "/var/cache/$_" }
        qw(ldconfig man fontconfig pollinate snapd PackageKit app-info swcatalog motd-news
        apt-show-versions salt yum dnf fwupd private)
    ),
    '/var/cache/apt/.+\.(?:deb|bin|part|mirror)',
    '/var/cache/apt/archives/partial/.+', below('/var/lib/apt/lists'), below('/var/lib/command-not-found'),
    below('/root/go', '/home/[^/]+/go'), below('/var/lib/apt/mirrors', '/var/lib/apt/periodic');

places 'identity', 'every machine would have it in common', '/var/lib/systemd/(?:random-seed|credential\.secret)',
    '(?:/boot|/efi|/boot/efi)/loader/(?:random-seed|credentials/.+|entries\.srel)', below('/var/lib/urandom'),
    '/etc/machine-info', '/etc/nvme/host(?:nqn|id|key)', '/var/lib/whoopsie/.+', '/etc/hostid', '/etc/adjtime',
    below(
    map { "/var/lib/$_" }
        qw(snapd/device snapd/cache snapd/cookie ubuntu-advantage/private landscape hyperv
        NetworkManager tpm2-tss iwd bluetooth tailscale zerotier-one netbird fail2ban AccountsService samba/private
        krb5kdc puppet salt cfengine3 chef nebula teleport osquery wazuh-agent amazon google)
    ),
    '/var/lib/ubuntu-advantage/machine-token.*', '/etc/zerotier.*',
    '.*/(?:machine|host|node|client|agent|device|instance)'
    . '[-_.]?(?:id|uuid|guid|token|secret|credentials?)(?:\.(?:json|txt|db|dat))?', '/var/lib/private/systemd/.+';
places 'network', 'the network of the build', '/etc/netplan/\d*-?(?:cloud-init|installer)[^/]*',
    '/etc/systemd/network/.+',
    '/etc/udev/rules\.d/\d\d-persistent-.+',
    below(map { "/var/lib/$_" } qw(dhcp dhcpcd dhcpcd5 dhclient wicked connman)),
    '.*\.leases?~?', '/etc/(?:resolv\.conf|hosts|hostname)\.[^/]+', '/etc/iptables/.+', '/etc/network/interfaces\.d/.+';
places 'cloud', 'the state of the build machine in its cloud', below('/var/lib/cloud'),
    '/etc/cloud/cloud-init\.disabled',
    '/etc/cloud/(?:ds-identify\.cfg|cloud\.cfg\.d/.*(?:curtin|installer|maas|disable).*)', '/etc/cloud-release\.d/.+',
    '/etc/ssh/sshd_config\.d/\d+-cloud-init[^/]*', '/etc/ssh/sshd_config\.d/[^/]*cloudimg[^/]*';
places 'agent', 'the state of an agent on the build machine', below(
    '/var/lib/waagent',   '/var/log/azure',
    '/var/opt/microsoft', '/etc/opt/microsoft', '/var/lib/GuestConfig', '/var/opt/azcmagent', '/var/opt/[^/]+'
    ),
    '/(?:usr/lib|etc)/systemd/system/waagent-network-setup\.service', '/var/lib/waagent\.[^/]+',
    '/(?:usr/lib|etc)/systemd/system/[^/]*agent\.service\.d/1[^/]*\.conf';
places 'disk', 'the disks of the build', '/etc/lvm/(?:archive|backup|devices|cache)/.+',
    '/etc/multipath/(?:bindings|wwids|prkeys)',
    '(?:/mnt|/mnt/resource|)/?/?swap(?:\.img|file|\.swp)?[^/]*', '.*/\.?swapfile', '/etc/blkid\.tab.*',
    '/etc/lvm/.*\.old';
places 'log', 'what happened on the build machine', below('/var/log'), '/(?:.*/)?nohup\.out', '/[^/]+\.log',
    '/(?:etc|root|home|opt|srv|var|usr/local|usr/share/doc)/.*\.(?:log|log\.\d+|log\.gz|journal|pcap|trace|strace)',
    '/var/run/.+\.log',
    '/var/lib/(?:logrotate/.+|logrotate\.status|installer/.+|sudo/.+|rsyslog/.+|systemd/journal-upload/.+)';
places 'dump', 'memory of a program on the build machine', below(
    '/var/crash', '/var/spool/abrt', '/var/lib/systemd/coredump',
    '/var/lib/apport', '/var/lib/systemd/pstore', '/var/lib/kdump', '/var/tmp/abrt'
    ),
    '.*/core(?:\.\d+)?',     '.*/vgcore\.\d+',
    '.*/hs_err_pid\d+\.log', '.*\.(?:core|crash|hprof|heapdump|dmp|stackdump|coredump)';
places 'state', 'the state of a service on the build machine', below(
    map { "/var/lib/$_" }
        qw(systemd/timers systemd/timesync
        systemd/linger systemd/rfkill systemd/backlight systemd/home chrony ntp ntpsec sss/db sss/mc sss/secrets docker
        containerd containers kubelet etcd cni rancher minikube lxd lxc libvirt/images buildkit podman update-notifier
        unattended-upgrades PackageKit aide plocate mlocate misc colord upower fwupd postfix nfs update-manager
        systemd/ephemeral-trees machines portables redis mysql postgresql mongodb grafana prometheus consul vault nomad
        jenkins gitlab-runner docker-engine kubernetes), '/var/backups', '/var/local'
    ),
    '/var/lib/apt/listchanges.*', '/etc/(?:passwd|shadow|group|gshadow|subuid|subgid)[-+~]',
    '/etc/\.(?:pwd\.lock|updated)',
    '/etc/(?:passwd|shadow|group|gshadow)\.(?:lock|edit|\d+)', '/var/cache/debconf/.*-old', '/var/lib/dpkg/.*-old',
    '/var/\.updated', '/\.(?:dockerenv|autorelabel|viminfo|readahead|containerenv)',        '/var/lib/ucf/.*\.\d';
places 'spool', 'work and mail of the build', '/var/spool/(?!cron/at(?:jobs|spool)/\.SEQ$).+', below('/var/mail'),
    '/etc/cron\.deny~';
places 'temporary', 'a temporary file of the build', below('/tmp', '/var/tmp', '/dev/shm', '/dev/mqueue'), '/dev/.+',
    '/(?:etc|root|home|opt|srv|var|usr/local|boot)/.*(?:\.(?:tmp|temp|part|partial|swp|swo|swn|pid|lock|sock|crdownload|aria2|retry|rej)|~)',
    '.*/#[^/]*#', '.*/\.#[^/]*', '.*/\.(?:DS_Store|nfs[0-9a-f]+|fuse_hidden[^/]*)', '.*/lost\+found/.+',
    '/(?:root|home/[^/]+)/.*dead\.letter';
places 'backup', 'an older form of a file',
    '/etc/.*\.(?:dpkg-(?:old|dist|new|tmp|backup|bak|remove)|ucf-(?:old|dist|new)|save|bak|old|orig|'
    . 'disabled|distUpgrade|backup|rpmsave|rpmnew|merge|\d{8,}[^/]*)',
    '/(?:root|home|opt|srv|usr/local)/.*\.(?:bak|old|orig|save)';

places 'cache', 'a cache of the build', below('/var/cache');

# What a running service needs until the machine is captured, and what is no file of anyone.
sub excused {
    my ($entry) = @_;
    my $path = $entry->{path};
    return 1 if $path =~ m{^/var/lib/(?:apt/lists|dpkg)/lock(?:-frontend)?$} && !$entry->{size};
    return 1 if $entry->{type} eq 'd';

    # What packages cached from themselves, without which they would not work or start slowly.
    return 1
      if $path =~
      m{^/var/cache/(?:debconf/(?:config|templates|passwords)\.dat|(?:apparmor|adduser|dictionaries-common)/.+)$};
    # An empty log has the owner and the mode that its service needs.
    return 1 if $entry->{type} eq 'f' && !$entry->{size} && $path =~ m{^/var/log/};
    return 1 if $path =~ m{^/dev/} && $entry->{type} ne 'f';
    # Bytecode that names its source by hash is the same on every machine. Source: PEP 552, the flags after the magic.
    return 1 if $path =~ /\.pyc$/ && (unpack('x4V', slurp($path, 8) . "\0" x 8) & 1);
    return 0;
}

sub place_of {
    my ($path) = @_;
    for (@places) { return $_ if $path =~ $_->[1] }
    return undef;
}
