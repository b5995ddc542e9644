# What no package owns, nothing declared and nobody needs, and the end of the search: removing and reporting.

# Written by packages' own tools, from what is installed.
my $generated = join '|', qw(
    /etc/(?:ld\.so\.cache|mtab|passwd|group|shadow|gshadow|subuid|subgid|shells|hosts|hostname|resolv\.conf|machine-id|timezone|localtime)
    /etc/(?:locale\.conf|locale\.gen|environment|fstab|nsswitch\.conf|mailcap|papersize|ca-certificates\.conf|modules|issue|motd|networks)
    /etc/(?:alternatives|rc[0-9S]\.d|init\.d|pam\.d|ssl/certs|ca-certificates|apparmor\.d/local|console-setup|dictionaries-common|emacs)/.+
    /etc/default/(?:locale|keyboard|console-setup|grub) /etc/udev/hwdb\.bin /etc/apt/sources\.list(?:\.d/ubuntu\.sources)?
    /etc/ssh/sshd_config /etc/sudoers\.d/[^/]+ /etc/apt/apt\.conf\.d/[^/]*cloud-init[^/]*
    /etc/systemd/system/snap[.-].+ /etc/dbus-1/.*snapd.* /etc/iscsi/.+
    /etc/(?:systemd/(?:system|user)|xdg/systemd/user)/.+\.(?:wants|requires|upholds)/.+ /etc/cloud/.+ /etc/netplan/.+
    /etc/popularity-contest\.conf /usr/lib/locale/.+
    /usr/share/(?:mime|icons|applications|fonts|glib-2\.0|info|vim|perl.*|bash-completion/completions)/.+
    /usr/lib/modules/[^/]+/modules\..+ /usr/lib/udev/hwdb\.bin
    /usr/lib/[^/]+/(?:gconv|gdk-pixbuf-.*|gtk-.*|gio|girepository-.*)/.+ /usr/lib/python3.* /usr/share/python3/.+
    /usr/bin/\S+ /usr/share/man/.+ /boot/(?:initrd\.img|initrd\.img-.+|vmlinuz|grub/.+|efi/EFI/.+|efi/.*\.efi|efi/EFI)
    /vmlinuz /initrd\.img /(?:vmlinuz|initrd\.img)\.old /boot/(?:vmlinuz|initrd\.img)\.old
    /var/lib/systemd/(?:deb-systemd-.+|catalog/.+) /var/lib/(?:dpkg|apt|ucf|pam|python|shells\.state|snapd|grub|initramfs-tools|dbus|polkit-1|man-db|sgml-base|xml-core|emacsen-common)(?:/.+)?
    /var/lib/(?:shim-signed|vim|swcatalog|ubuntu-advantage|ubuntu-release-upgrader|usbutils|update-manager|private|os-prober|dictionaries-common)(?:/.+)?
    /var/cache/(?:debconf|apparmor|adduser|dictionaries-common|apt)/.+ /var/spool/cron/at.* /snap(?:/.+)?
    /var/snap(?:/.+)? /bin /sbin /lib /lib32 /lib64 /libx32 /lost\+found /var/run /var/lock /var/lib/dbus/machine-id
    /etc/systemd/system/[^/]+
);
my $generated_path = qr/^(?:$generated)$/s;
my $link_only      = qr{^/(?:usr/bin|usr/share/man|etc/systemd/system)/(?!snap[.-])[^/]+$};

# A link that a packages' tool made leads to what a package has, or to what such tools made.
sub leads_astray {
    my ($path) = @_;
    return unless $path =~ m{^/etc/(?:systemd|alternatives|xdg/systemd)/};
    my $target = readlink $path;
    return 1 if $target eq '/dev/null';
    $target = ($path =~ m{^(.*/)})[0] . $target unless $target =~ m{^/};
    1 while $target =~ s{/[^/]+/\.\.(?=/|$)}{};
    $target =~ s{/\.(?=/)}{}g;
    $target = merged($target);
    return !($owned{$target} || $product{$target} || kept($target) || named($target) || $target =~ $generated_path);
}

sub unknown {
    my ($entry) = @_;
    my $path = $entry->{path};
    return if $entry->{type} eq 'd' || $entry->{born} < $started;
    return if $product{$path} || named($path);
    if ($path =~ $generated_path && ($entry->{type} eq 'l' || $path !~ $link_only)) {
        return $entry->{type} eq 'l' && leads_astray($path);
    }
    # Below /var, state in a package's own folder is the package's; systemd's is each machine's.
    my @folders = split m{/}, $path;
    return $path !~ m{^/var/} || @folders < 5 || $path =~ m{^/var/lib/systemd/} || !$owned{ join '/', @folders[0 .. 3] };
}

sub same_as_skeleton {
    my ($entry) = @_;
    my ($name)  = $entry->{path} =~ m{/([^/]+)$};
    my $model   = "/etc/skel/$name";
    return
           $entry->{type} eq 'f'
        && $owned{$model}
        && -s $model == $entry->{size}
        && slurp($model) eq slurp($entry->{path});
}

sub search {
    my $all = walk();
    my @removable;
    for my $entry (@$all) {
        my $path = $entry->{path};
        next if $entry->{born} >= $fresh || excused($entry) || $path eq ($ENV{STEP_FILE} // '');
        next if $owned{ merged($path) } && $path !~ m{^/(?:var/(?:log|cache|lib)|etc/(?:ssh|machine-info|cloud))/};
        next if kept($path);
        my $place = $owned{ merged($path) } ? undef : place_of($path);
        $place = place_of($path)
            if $owned{ merged($path) }
            && $entry->{type} eq 'f'
            && $path =~ m{^/var/(?:log|cache|lib)/}
            && $entry->{size};
        my $mine = $path =~ m{^(?:$homes)/} && $entry->{born} >= $started;
        if (!$place && $mine && !same_as_skeleton($entry) && !$owned{ merged($path) }) {
            $place = ['home', undef, 'it came into a home while the image was built'];
        }
        $place = ['home', undef, 'a home without an account']
            if !$place && $path =~ m{^(/home/[^/]+)/} && !grep { $_->[1] eq $1 } values %account;
        $place = ['kernel', undef, 'a kernel of no package']
            if !$place && $path =~ m{^/boot/(?:vmlinu[xz]|System\.map|config)-.} && !$owned{$path};
        if (!$place && $path =~ m{^/boot/initrd\.img-(.+)$} && !$owned{"/boot/vmlinuz-$1"}) {
            $place = ['kernel', undef, 'the start of a kernel that is not installed'];
        }
        $place = ['temporary', undef, 'a channel of a program that has ended'] if !$place && $entry->{type} =~ /[ps]/;
        if ($place) {
            note($place->[0], $path, $place->[2]);
            push @removable, $entry;
        } elsif (my $secret = secret_in($entry)) {
            note('secret', $path, "it has $secret");
        } elsif (!$owned{ merged($path) } && unknown($entry)) {
            note('unknown', $path, 'no package owns it, and it came while the image was built');
        }
    }
    changed_packages($all);
    # A package's own file in /etc can have a secret too.
    for my $entry (@$all) {
        next
            unless $entry->{path} =~ m{^/etc/}
            && $owned{ merged($entry->{path}) }
            && $entry->{born} < $fresh
            && !kept($entry->{path});
        my $secret = secret_in($entry);
        note('secret', $entry->{path}, "it has $secret") if $secret;
    }
    $_->($all) for @system_kinds;
    return ($all, @removable);
}

my ($all, @removable) = search();
if ($mode eq 'clean') {
    my $removed = 0;
    for my $entry (sort { length $b->{path} <=> length $a->{path} } @removable) {
        $removed += unlink $entry->{path};
    }
    # Folders that the build made for it, or that are only a left-over's, once they are empty.
    for my $entry (sort { length $b->{path} <=> length $a->{path} } grep { $_->{type} eq 'd' } @$all) {
        my $path = $entry->{path};
        next
            if $owned{ merged($path) }
            || kept($path)
            || named($path)
            || $path =~ m{^/tmp/(?:\.[A-Z]+[a-z]*-unix$|systemd-private|snap-private)};
        my $place = place_of("$path/x");
        my $stays = $home{$path} && $path !~ m{^/home/} || grep { $_->[1] eq $path } values %account;
        next
            if $stays
            || $path =~ m{^/var/(?:log|lib|cache|spool)/[^/]+(?:/[^/]+)?$}
            && $path !~ m{/journal/}
            && $path !~ m{^/var/lib/cloud/}
            && $entry->{born} < $started;
        rmdir $path
            if $path =~ m{^/(?:tmp|var/tmp|dev/shm)/}
            || $path =~ m{^(?:$homes)/}
            || $path =~ m{^/home/[^/]+$}
            || $place
            && $path !~ m{^/(?:tmp|dev/shm|var/tmp|var/log|var/mail|var/crash|var/backups|var/local|dev|root|home)$};
    }
    printf "REMOVED\t%d\n", $removed;
    @found    = ();
    %reported = ();
    search();
}
sub plain { return $_[0] =~ s/([^ -~]|\\)/sprintf '\\x%02x', ord $1/ger }
print join("\t", 'FOUND', $_->[0], $_->[2], plain($_->[1])), "\n" for @found;
print "KEPT\t$_\t$kept{$_}\n" for sort keys %kept;
