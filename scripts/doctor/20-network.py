

def resolve(host):
    """The addresses of a name, as this machine's programs get them."""
    found = []

    # getaddrinfo knows no limit of time.
    def look():
        try:
            found.append(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(RESOLVE_LIMIT)
    if not found:
        raise Trouble(f"the resolver did not answer within {RESOLVE_LIMIT} s", DNS_SERVERS)
    if isinstance(found[0], socket.gaierror) and found[0].errno == socket.EAI_AGAIN:
        raise Trouble("the resolver has no answer now, or its DNS server does not reply", DNS_SERVERS)
    if isinstance(found[0], Exception):
        raise Trouble(
            f"{host} does not exist for this machine's DNS servers{name_servers()}",
            f"link the private DNS zone {host.partition('.')[2]} to this machine's virtual network, "
            "or to that of its DNS servers",
        )
    return list(dict.fromkeys(entry[4][0] for entry in found[0]))


DNS_SERVERS = "check the DNS servers of the virtual network, and the rules and routes to their port 53"


def name_servers():
    """The DNS servers behind systemd-resolved, or those of /etc/resolv.conf."""
    for file in ("/run/systemd/resolve/resolv.conf", "/etc/resolv.conf"):
        try:
            with open(file, encoding="utf-8", errors="replace") as lines:
                found = [line.split()[1] for line in lines if re.match(r"nameserver\s+\S", line)]
        except OSError:
            continue
        if found:
            return f" ({', '.join(found[:3])})"
    return ""


def is_public(address):
    """Whether an address belongs to the Internet; a virtual network may have such addresses, but seldom does."""
    return ipaddress.ip_address(address.partition("%")[0]).is_global


def connect(addresses, port):
    """Opens a connection to the first address that accepts it: the address, and the milliseconds that it took."""
    problems = []
    for address in addresses[:4]:
        began = time.monotonic()
        try:
            socket.create_connection((address, port), CONNECT_LIMIT).close()
            return address, round((time.monotonic() - began) * 1000)
        except OSError as error:
            problems.append(network_trouble(f"{address}:{port}", error))
    raise problems[0]


def network_trouble(place, error):
    """Whether a route or a rule is missing. Source: connect(2), "ERRORS"."""
    number = error.errno
    if isinstance(error, (socket.timeout, TimeoutError)) or number == errno.ETIMEDOUT:
        return Trouble(
            f"rule: {place} did not answer within {CONNECT_LIMIT} s: something drops the packets",
            "allow it in the security groups of both subnets, in the firewall and, for a public API server, in its "
            "authorized IP ranges; a missing peering or return route looks the same",
        )
    if number in (errno.EHOSTUNREACH, errno.ENETUNREACH):
        return Trouble(
            f"route: there is no way to {place} ({error.strerror})",
            "check the peering of the two virtual networks and the routes of this subnet "
            "(ip route get shows the machine's own)",
        )
    if number == errno.ECONNREFUSED:
        return Trouble(
            f"rule: {place} refuses the connection: a firewall rejects it, or nothing listens there",
            "check that the server runs, that its name still belongs to this address, and what the firewall rejects",
        )
    if number in (errno.EACCES, errno.EPERM):
        return Trouble(
            f"rule: this machine may not connect to {place}", "check the firewall on this machine (nft list ruleset)"
        )
    return Trouble(f"rule: {place}: {error.strerror or error}", "see the error")


def handshake(address, port, name, authority):
    """Checks the certificate of a server against an authority in PEM; None stands for an unknown one."""
    try:
        context = ssl.create_default_context(cadata=authority or None)
    except (ssl.SSLError, ValueError) as error:
        what = f"TLS: the kubeconfig's certificate authority cannot be read: {plain(error)}"
        raise Trouble(what, KUBECONFIG) from error
    # As kubectl: newer versions of Python also demand what clusters' own authorities need not have.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    place = f"{address}:{port}"
    if authority is None:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((address, port), CONNECT_LIMIT) as stream:
            stream.settimeout(HANDSHAKE_LIMIT)
            with context.wrap_socket(stream, server_hostname=name) as channel:
                return channel.version(), channel.getpeercert(binary_form=True)
    except ssl.SSLCertVerificationError as error:
        raise certificate_trouble(error, address, port, name) from error
    except (socket.timeout, TimeoutError) as error:
        what = f"TLS: {place} did not finish the handshake within {HANDSHAKE_LIMIT} s"
        raise Trouble(what, INSPECTION) from error
    except (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
        raise Trouble(f"TLS: {place} closed the connection during the handshake", INSPECTION) from error
    except ssl.SSLError as error:
        what = f"TLS: {place} does not speak TLS as expected ({plain(error.reason)})"
        raise Trouble(what, INSPECTION) from error
    except OSError as error:
        raise network_trouble(place, error) from error


INSPECTION = "a firewall that reads the server's name may refuse it: allow this name there, without TLS inspection"
KUBECONFIG = "get the kubeconfig again: az aks get-credentials --overwrite-existing"


def certificate_trouble(error, address, port, name):
    """What is wrong with a certificate. Source: OpenSSL, x509_vfy.h: 9 and 10 are its dates, 62 and 64 its name."""
    if error.verify_code in (9, 10):
        return Trouble(
            f"TLS: the certificate of {name} {'is not valid yet' if error.verify_code == 9 else 'has expired'}",
            "check this machine's clock (timedatectl); otherwise rotate the cluster's: az aks rotate-certs",
        )
    if error.verify_code in (62, 64):
        return Trouble(
            f"TLS: the certificate of {address}:{port} is not for {name}",
            "the name belongs to another server: check the record in the private DNS zone",
        )
    try:
        issuer = certificate(handshake(address, port, name, None)[1]).get("issuer", "unknown")
    except Trouble:
        issuer = "unknown"
    return Trouble(
        f"TLS: the certificate is from {issuer}, and not from the cluster's authority ({plain(error.verify_message)})",
        "end TLS inspection for this name at the firewall; if the cluster was recreated or its certificates rotated: "
        + KUBECONFIG,
    )


def certificate(der, name=None):
    """Issuer, end and name of a certificate that was not verified; empty if openssl is missing."""
    openssl = shutil.which("openssl")
    if not openssl or not der:
        return {}
    with tempfile.NamedTemporaryFile() as file:
        file.write(ssl.DER_cert_to_PEM_cert(der).encode())
        file.flush()
        shape = [openssl, "x509", "-noout", "-in", file.name]
        code, text, _ = run([*shape, "-issuer", "-enddate", "-nameopt", "RFC2253"], TOKEN_LIMIT)
        found = dict(line.split("=", 1) for line in text.splitlines() if "=" in line) if code == 0 else {}
        result = {"issuer": plain(found.get("issuer", "unknown"), 120)}
        result["end"] = plain(found.get("notAfter", "unknown"), 40)
        result["expired"] = run([*shape, "-checkend", "0"], TOKEN_LIMIT)[0] == 1
        if name:
            kind = "-checkip" if is_address(name) else "-checkhost"
            text = run([*shape, kind, name], TOKEN_LIMIT)[1]
            result["matches"] = "does match certificate" in text
        return result


def is_address(host):
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        return False
