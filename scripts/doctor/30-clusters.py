

class Cluster:
    """A cluster to check, and how its credentials are found."""

    def __init__(self, label, host, port=443):
        self.label, self.host, self.port = label, host, port
        self.id = self.version = self.problem = None
        self.source, self.is_stopped = "its name was given", False
        self.is_private = bool(re.search(r"\.(privatelink|private)\.", host or ""))
        # Of the kubeconfig: None stands for an unknown authority, "" for those of the operating system.
        self.file = self.context = self.authority = self.tls_name = None
        self.proxy = self.login = None
        self.no_credentials = "no kubeconfig names it"


def text_of(value):
    """A text of a file or an answer; anything else is none."""
    return value if isinstance(value, str) else ""


def entries(config, kind, member):
    """The named entries of a kubeconfig."""
    found = config.get(kind)
    named = [one for one in (found if isinstance(found, list) else []) if isinstance(one, dict)]
    return {text_of(one.get("name")): one.get(member) or {} for one in named}


def read_kubeconfig(file=None):
    """The kubeconfig as kubectl merges it."""
    kubectl = shutil.which("kubectl")
    if not kubectl:
        raise Trouble("kubectl is not installed, or not in PATH")
    command = [kubectl, *(["--kubeconfig", file] if file else []), "config", "view", "--raw", "-o", "json"]
    code, text, errors = run(command, KUBECTL_LIMIT)
    try:
        config = json.loads(text) if code == 0 else None
    except ValueError:
        config = None
    if not isinstance(config, dict):
        raise Trouble(f"the kubeconfig cannot be read: {plain(errors or text)}", KUBECONFIG)
    return config


def clusters_of(config, wanted, file=None):
    """The clusters of a kubeconfig: those of the contexts that were named, or of all."""
    contexts, servers, users = (entries(config, *kind) for kind in KINDS)
    missing = [name for name in wanted if name not in contexts]
    if missing:
        raise Trouble(
            f"the kubeconfig has no context {', '.join(map(plain, missing))}; "
            f"it has {', '.join(map(plain, contexts)) or 'none'}",
            "pass one of these, or get the credentials: az aks get-credentials -g GROUP -n NAME",
        )
    return [
        with_credentials(Cluster(name, None), file, name, servers, users, contexts[name])
        for name in (wanted or contexts)
        if isinstance(contexts[name], dict)
    ]


KINDS = (("contexts", "context"), ("clusters", "cluster"), ("users", "user"))


def with_credentials(cluster, file, context, servers, users, entry):
    """Adds what a kubeconfig says of a cluster."""
    server = servers.get(text_of(entry.get("cluster")), {})
    try:
        address = urllib.parse.urlsplit(text_of(server.get("server")))
        host, port = address.hostname or "", address.port or 443
    except ValueError:
        host, port = "", 443
    if not cluster.host:
        cluster.host, cluster.port = host, port
        cluster.is_private = cluster.is_private or Cluster("", host).is_private
    if not cluster.host:
        cluster.problem = f"the context {context} names no server"
    if not cluster.id:
        cluster.source = f"{cluster.host}:{cluster.port}, as the kubeconfig says"
    cluster.file, cluster.context = file, context
    cluster.tls_name = text_of(server.get("tls-server-name")) or None
    cluster.proxy = text_of(server.get("proxy-url")) or None
    cluster.no_credentials = None
    cluster.authority = authority_of(server)
    cluster.login = login_of(users.get(text_of(entry.get("user")), {}))
    return cluster


def authority_of(server):
    """The certificate authority in PEM; None if the kubeconfig switches verification off."""
    if server.get("insecure-skip-tls-verify"):
        return None
    try:
        if data := text_of(server.get("certificate-authority-data")):
            return base64.b64decode(data).decode()
        if file := text_of(server.get("certificate-authority")):
            with open(os.path.expanduser(file), encoding="utf-8") as text:
                return text.read()
    except (OSError, ValueError):
        return "unreadable"
    return ""


def login_of(user):
    """The way of kubelogin's sign-in that would wait for a person; None if it waits for nobody."""
    plugin = user.get("exec")
    if not isinstance(plugin, dict) or os.path.basename(text_of(plugin.get("command"))) != "kubelogin":
        return None
    words = [text_of(word) for word in plugin.get("args") or []]
    way = "devicecode"
    for index, word in enumerate(words):
        if word in ("-l", "--login") and index + 1 < len(words):
            way = words[index + 1]
        elif word.startswith("--login="):
            way = word.partition("=")[2]
    for one in plugin.get("env") or []:
        if isinstance(one, dict) and one.get("name") == "AAD_LOGIN_METHOD":
            way = text_of(one.get("value"))
    return way if way in ("devicecode", "interactive", "ropc") else None
