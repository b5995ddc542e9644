#!/usr/bin/perl
# relay.pl FOLDER SITE SILENT PORT ...: the network of a closed sandbox. Carries connections to a port of the address SITE,
# which the mirrored hosts have, to the socket FOLDER/port-PORT, lets the known hosts at the address SILENT refuse, and
# writes every other attempt to FOLDER/attempts: "name NAME" for a name that the hosts file does not know, "address
# ADDRESS:PORT/PROTOCOL" for one that is called. perl-base is part of every Debian and Ubuntu.
use strict;
use warnings;
use IO::Handle;
use IO::Select;
use IO::Socket::INET;
use IO::Socket::UNIX;
use Socket;

my $ethernet = 14;
my $every_packet = 0x0300;    # ETH_P_ALL in network order
my $packet_family = 17;       # AF_PACKET

my ($folder, $site, $silent, @ports) = @ARGV;
my %known = map { $_ => 1 } @ports;
$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
open(my $attempts, '>>', "$folder/attempts") or die "$folder/attempts: $!";
$attempts->autoflush(1);
my %seen;

sub attempt {
    my ($line) = @_;
    print $attempts "$line\n" unless $seen{$line}++;
}

# The sender's question comes back with "no such name".
sub answer_name {
    my ($socket) = @_;
    my $question;
    my $from = recv $socket, $question, 4096, 0;
    return if !defined $from || length $question < 13;
    my ($at, @labels) = (12);
    while ((my $length = ord substr $question, $at, 1) > 0 && $at < length $question) {
        push @labels, substr $question, $at + 1, $length;
        $at += $length + 1;
    }
    attempt('name ' . join '.', @labels);
    my $header = substr($question, 0, 2) . "\x81\x83" . substr($question, 4, 2) . "\0\0" x 3;
    send $socket, $header . substr($question, 12, $at - 7), 0, $from;
}

sub look_at_packet {
    my ($socket) = @_;
    my $frame;
    return if !defined recv($socket, $frame, 256, 0) || length $frame < $ethernet + 20;
    my $packet = substr $frame, $ethernet;
    return if (ord($packet) >> 4) != 4;
    my $header = (ord($packet) & 15) * 4;
    my ($protocol, $to) = (ord substr($packet, 9, 1), inet_ntoa(substr $packet, 16, 4));
    return if $to =~ /^127\./ || length $packet < $header + 4;
    my $port = unpack 'n', substr $packet, $header + 2, 2;
    if ($protocol == 6 && length $packet >= $header + 14) {
        my $begins = (ord(substr $packet, $header + 13, 1) & 0x12) == 0x02;
        attempt("address $to:$port/tcp") if $begins && !(($to eq $site || $to eq $silent) && $known{$port});
    } elsif ($protocol == 17) {
        attempt("address $to:$port/udp") if inet_ntoa(substr $packet, 12, 4) eq $to || $port < 32768;
    }
}

sub carry {
    my ($client, $name) = @_;
    my $server = IO::Socket::UNIX->new(Peer => "$folder/$name") or exit 1;
    my %other = ($client => $server, $server => $client);
    my $select = IO::Select->new($client, $server);
    while ($select->count) {
        for my $from ($select->can_read) {
            my $to = $other{$from};
            my $count = sysread $from, my $data, 65536;
            if (!$count) {
                $select->remove($from);
                shutdown $to, 1;
                next;
            }
            for (my $at = 0; $at < $count;) {
                $at += syswrite($to, $data, $count - $at, $at) // exit 1;
            }
        }
    }
    exit 0;
}

my $names = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 53, Proto => 'udp') or die "port 53: $!";
socket(my $packets, $packet_family, SOCK_RAW, $every_packet) or die "packets: $!";
my $select = IO::Select->new($names, $packets);
my %listeners;
for my $port (@ports) {
    my $listener = IO::Socket::INET->new(LocalAddr => $site, LocalPort => $port, Listen => 128, ReuseAddr => 1)
        or die "port $port: $!";
    $listeners{$listener} = "port-$port";
    $select->add($listener);
}
open(my $ready, '>', "$folder/relaying") or die "$folder/relaying: $!";
close $ready;

while (my @ready = $select->can_read) {
    for my $socket (@ready) {
        if ($socket == $names) {
            answer_name($socket);
        } elsif ($socket == $packets) {
            look_at_packet($socket);
        } elsif (my $client = $socket->accept) {
            my $child = fork;
            carry($client, $listeners{$socket}) if defined $child && $child == 0;
            close $client;
        }
    }
}
