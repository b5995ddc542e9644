

def check(cluster, ssh_port):
    """The answers of all hops to a cluster, in their order."""
    answers = {}

    def say(hop, outcome, detail, cure=""):
        answers[hop] = Answer(hop, outcome, detail, cure)

    if cluster.is_stopped or not cluster.host:
        reason = cluster.problem or "its API server has no name"
        say("cluster", UNKNOWN, reason)
    else:
        say("cluster", *((UNKNOWN, cluster.problem) if cluster.problem else (PASS, cluster.source)))
        try:
            check_network(cluster, say)
        except Trouble as trouble:
            hop = next(one for one in HOPS if one not in answers)
            say(hop, FAIL, str(trouble) if hop != "dns" else f"DNS: {trouble}", trouble.cure)
        reason = next((f"{one.hop} failed" for one in answers.values() if one.outcome == FAIL), None)
    if cluster.proxy:
        reason = None
    check_login(cluster, reason, say, ssh_port)
    for hop in HOPS:
        if hop not in answers and (hop != "ssh" or ssh_port):
            say(hop, UNKNOWN, f"not checked: {reason}")
    return [answers[hop] for hop in HOPS if hop in answers]


def check_network(cluster, say):
    if cluster.proxy:
        for hop in ("dns", "tcp", "tls"):
            say(hop, NONE, f"kubectl goes through {proxy_place(cluster.proxy)}, which resolves and connects")
        return
    host = cluster.host
    addresses = [host] if is_address(host) else resolve(host)
    shown = ", ".join(addresses[:4])
    # A virtual network may have public addresses: only the certificate shows whose this one is.
    is_odd = cluster.is_private and any(map(is_public, addresses))
    if is_odd:
        say("dns", UNKNOWN, f"{shown} is public, and the cluster is private", PRIVATE_ZONE)
    else:
        say("dns", *((NONE, "an address needs no name") if is_address(host) else (PASS, shown)))
    try:
        address, milliseconds = connect(addresses, cluster.port)
        say("tcp", PASS, f"{address}:{cluster.port} in {milliseconds} ms")
        check_tls(cluster, address, say)
    except Trouble as trouble:
        if is_odd:
            say("dns", FAIL, f"DNS: {shown} is public, and the cluster is private: another zone answers", PRIVATE_ZONE)
        proxy = proxy_of(host)
        if proxy:
            place = proxy_place(proxy)
            trouble = Trouble(f"{trouble}; kubectl itself goes through {place} (HTTPS_PROXY)", trouble.cure)
        raise trouble
    if is_odd and cluster.authority and not cluster.no_credentials:
        say("dns", PASS, f"{shown}: public, and the certificate is the cluster's")


PRIVATE_ZONE = "link the cluster's private DNS zone to this machine's virtual network, or to that of its DNS servers"


def proxy_of(host):
    """The proxy that kubectl would use for a host; None for none."""
    is_direct = urllib.request.proxy_bypass_environment(host)
    return None if is_direct else urllib.request.getproxies_environment().get("https")


def proxy_place(proxy):
    """A proxy without the password that its address may have."""
    address = urllib.parse.urlsplit(proxy)
    return plain(f"the proxy {address.hostname or 'without a name'}", 200)


def check_tls(cluster, address, say):
    name = cluster.tls_name or cluster.host
    known = cluster.authority if not cluster.no_credentials else None
    version, der = handshake(address, cluster.port, name, known)
    if known is not None:
        authority = "the cluster's authority" if known else "an authority that this machine trusts"
        say("tls", PASS, f"{version}, the certificate of {name} is from {authority}")
        return
    facts = certificate(der, name)
    if facts.get("matches") is False:
        place = f"{address}:{cluster.port}"
        raise Trouble(f"TLS: the certificate of {place} is not for {name}; it is from {facts['issuer']}", INSPECTION)
    if facts.get("expired"):
        what = f"TLS: the certificate of {name} has expired ({facts['end']})"
        raise Trouble(what, "check this machine's clock, or rotate the cluster's certificates")
    seen = version
    if facts:
        seen += f"; its certificate is for {name}, from {facts['issuer']}, until {facts['end']}"
    why = cluster.no_credentials or "the kubeconfig switches verification off (insecure-skip-tls-verify)"
    say("tls", UNKNOWN, f"{seen}; whether the cluster's authority signed it is unknown: {why}")


def check_login(cluster, reason, say, ssh_port):
    """What kubectl gets with the kubeconfig's credentials."""
    kubectl = shutil.which("kubectl")
    client, server = kubectl_versions(cluster, kubectl, reason)
    if reason:
        check_skew(client, server, cluster, say, reason)
        return
    blocked = cluster.no_credentials or (None if kubectl else "kubectl is not installed, or not in PATH")
    if not blocked and cluster.login:
        way = f"the kubeconfig signs in by {cluster.login}, which waits for a person"
        blocked = f"{way}: az login, then kubelogin convert-kubeconfig -l azurecli"
    if blocked:
        say("login", UNKNOWN, blocked)
    else:
        answer = ask_kubectl(cluster, kubectl, "auth", "whoami", "-o", "jsonpath={.status.userInfo.username}")
        outcome, said, *cure = whoami(answer)
        say("login", outcome, said, *cure)
        blocked = None if outcome == PASS else f"the login {'failed' if outcome == FAIL else 'is unknown'}"
    check_skew(client, server, cluster, say, blocked)
    if blocked:
        say("nodes", UNKNOWN, f"not asked: {blocked}")
        if ssh_port:
            say("ssh", UNKNOWN, "the addresses of the nodes are unknown: they were not listed")
    else:
        say("nodes", *nodes_of(cluster, kubectl, say, ssh_port))


def ask_kubectl(cluster, kubectl, *words):
    """Exit code, output and errors of kubectl with the cluster's credentials."""
    place = ["--kubeconfig", cluster.file] if cluster.file else []
    return run([kubectl, *place, "--context", cluster.context, "--request-timeout=15s", *words], KUBECTL_LIMIT)


def kubectl_versions(cluster, kubectl, reason):
    """The version of kubectl, and the server's if it may be asked."""
    if not kubectl:
        return None, None
    asks = not reason and not cluster.no_credentials and not cluster.login
    code, text, _ = ask_kubectl(cluster, kubectl, "version", "-o", "json") if asks else run(
        [kubectl, "version", "--client", "-o", "json"], KUBECTL_LIMIT
    )
    try:
        found = json.loads(text)
        client = text_of((found.get("clientVersion") or {}).get("gitVersion"))
        server = text_of((found.get("serverVersion") or {}).get("gitVersion")) if asks and code == 0 else ""
    except (ValueError, AttributeError):
        return None, None
    return client or None, server or None


def minor_of(version):
    """Major and minor number of a version; None for anything else."""
    found = re.match(r"v?(\d+)\.(\d+)", version or "")
    return found and (int(found[1]), int(found[2]))


def minors_apart(client, server):
    """Source: Kubernetes, "Version Skew Policy", kubectl: one minor version older or newer is supported."""
    ours, theirs = minor_of(client), minor_of(server)
    return abs(ours[1] - theirs[1]) if ours[0] == theirs[0] else 99


def fitting(server):
    """The versions of kubectl that are supported with a server, as a range."""
    major, minor = minor_of(server)
    return f">={major}.{max(minor - 1, 0)}.0 <{major}.{minor + 2}.0"


def check_skew(client, server, cluster, say, reason):
    """Whether kubectl and the server are supported together."""
    source = "" if server else " (as Azure says)"
    server = server or cluster.version
    ours, theirs = minor_of(client), minor_of(server)
    if not ours or not theirs:
        why = f"the server's version is unknown: {reason or 'it was not read'}"
        say("version", UNKNOWN, why if ours else "kubectl did not say its version")
        return
    pair = f"kubectl {plain(client, 40)}, server {plain(server, 40)}{source}"
    if minors_apart(client, server) <= 1:
        say("version", PASS, pair)
        return
    others = [os.path.basename(path) for path, found in installed_kubectls() if minors_apart(found, server) <= 1]
    cure = (
        f"type jumpbox kubectl instead of kubectl: it takes {others[0]}"
        if others
        else "use an image with tools.kubectl-older, or with such a kubectl: the constraint "
        f'"{fitting(server)}" of kubectl in scripts/tools.json, then --target=Update --tools=kubectl'
    )
    say(
        "version",
        FAIL,
        f"version: {pair}: more than one minor version apart; a kubectl that fits is {fitting(server)}",
        cure,
    )


def whoami(answer):
    """Whether the server accepts the credentials."""
    code, name, errors = answer
    name = plain(name, 200)
    if code == 0 and name and name != "system:anonymous":
        return PASS, f"the server accepts {name}"
    if code == 0 and name:
        return FAIL, "rights: the server takes this machine for nobody (system:anonymous)", KUBECONFIG
    return kubectl_trouble(code, errors)


def kubectl_trouble(code, errors):
    """What kubectl's error means. Sources: k8s.io/apimachinery, errors.go; client-go, plugin/pkg/client/auth/exec."""
    # Not what client-go logs before it.
    lines = [line for line in errors.splitlines() if line.strip() and not re.match(r"[EWIF]\d{4} ", line)]
    said = plain(" ".join(lines[-3:]), 300)
    cure = "give the identity a role at the cluster: Azure Kubernetes Service RBAC Reader, or a binding in the cluster"
    if code is None:
        return UNKNOWN, f"kubectl did not end within {KUBECTL_LIMIT} s: {said}", "see which hop before it is slow"
    if re.search(r"getting credentials|exec plugin|kubelogin", said):
        do = "sign in (az login), or allow egress to the sign-in service"
        return UNKNOWN, f"rights: kubelogin got no token: {said}", do
    if re.search(r"Unauthorized|must be logged in|\b401\b", said):
        do = "sign in to the cluster's own tenant; " + KUBECONFIG
        return FAIL, f"rights: the server does not accept the credentials (401): {said}", do
    if re.search(r"[Ff]orbidden|\b403\b", said):
        return FAIL, f"rights: the server refuses (403): {said}", cure
    if re.search(r"x509|certificate", said):
        return FAIL, f"TLS: {said}", KUBECONFIG
    return UNKNOWN, f"kubectl failed: {said or 'without a word'}", "see kubectl's own words"


NODES = (
    'jsonpath={range .items[*]}{.metadata.name}{"\\t"}{.status.nodeInfo.kubeletVersion}{"\\t"}'
    '{.status.conditions[?(@.type=="Ready")].status}{"\\t"}'
    '{.status.addresses[?(@.type=="InternalIP")].address}{"\\n"}{end}'
)


def nodes_of(cluster, kubectl, say, ssh_port):
    """Lists the nodes, where the identity may."""
    code, text, errors = ask_kubectl(cluster, kubectl, "get", "nodes", "-o", NODES)
    rows = [line.split("\t") for line in text.splitlines() if line.count("\t") == 3] if code == 0 else []
    if ssh_port:
        say("ssh", *ssh_of([row[3].split()[0] for row in rows if row[3].strip()], ssh_port))
    if code != 0:
        _, said, cure = kubectl_trouble(code, errors)
        # Who may not list them may still use the cluster.
        return UNKNOWN, said, cure
    if not rows:
        return UNKNOWN, "the cluster has no nodes: nothing can run on it", "start the cluster or one of its node pools"
    ready = sum(row[2] == "True" for row in rows)
    kubelets = ", ".join(sorted({plain(row[1], 30) for row in rows}))
    said = f"{len(rows)} node{'s' if len(rows) > 1 else ''}, {ready} ready; kubelet {kubelets}"
    if not ready:
        # The way works; whether anything behind it does is not shown.
        return UNKNOWN, said, "kubectl describe nodes says why none is ready"
    return PASS, said


def ssh_of(addresses, port):
    """Whether the first nodes accept connections at the port of SSH."""
    if not addresses:
        return UNKNOWN, "the addresses of the nodes are unknown: they could not be listed"
    for address in addresses[:3]:
        try:
            connect([address], port)
        except (Trouble, ValueError) as trouble:
            return FAIL, f"{trouble}", getattr(trouble, "cure", "")
    return PASS, f"{min(len(addresses), 3)} of {len(addresses)} accept connections at port {port}"
