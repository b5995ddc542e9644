
ID = re.compile(
    r"/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]{1,90}/providers/Microsoft\.ContainerService/managedClusters/"
    r"([\w-]{1,63})",
    re.I,
)
# Source: REST API "Managed Clusters", 1 October 2025: get, listClusterUserCredential.
API = "2025-10-01"


class Azure:
    """Azure Resource Manager for one identity: the machine's, or the user's of az."""

    def __init__(self, identity, management):
        self.identity, self.management = identity, (management or "").rstrip("/")
        self.lock, self.kept, self.refusal = threading.Lock(), None, None

    def token(self):
        """A token, once for all clusters."""
        with self.lock:
            if self.refusal:
                raise self.refusal
            try:
                self.kept = self.kept or (self.of_az() if self.identity is None else self.of_machine())
            except Trouble as trouble:
                self.refusal = trouble
                raise
            return self.kept

    def of_machine(self):
        """Sources: "How to use managed identities on an Azure VM to acquire an access token"; azure-identity."""
        self.management = self.management or "https://management.azure.com"
        query = {"api-version": "2018-02-01", "resource": f"{self.management}/"}
        if self.identity:
            query["msi_res_id"] = self.identity
        host = os.environ.get("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://169.254.169.254").rstrip("/")
        request = urllib.request.Request(
            f"{host}/metadata/identity/oauth2/token?{urllib.parse.urlencode(query)}", headers={"Metadata": "true"}
        )
        # The metadata service is reached without a proxy.
        proxies = [urllib.request.ProxyHandler({})]
        what = "the machine's identity gives no token"
        cure = "assign the identity to this machine, or sign in with az login and leave --identity out"
        token = text_of(ask(request, what, cure, proxies, TOKEN_LIMIT).get("access_token"))
        if not token:
            raise Trouble(f"{what}: the answer has none", cure)
        return token

    def of_az(self):
        az = shutil.which("az")
        if not az:
            raise Trouble("az is not installed, or not in PATH")
        code, text, _ = run([az, "cloud", "show", "--query", "endpoints.resourceManager", "-o", "tsv"], TOKEN_LIMIT * 2)
        if not self.management:
            is_known = code == 0 and text.startswith("https://")
            self.management = text.strip().rstrip("/") if is_known else "https://management.azure.com"
        command = [az, "account", "get-access-token", "--resource", f"{self.management}/"]
        code, text, errors = run([*command, "--query", "accessToken", "-o", "tsv"], TOKEN_LIMIT * 2)
        if code != 0 or not text.strip():
            raise Trouble(f"az gives no token: {plain(errors, 200) or 'no answer in time'}", "sign in: az login")
        return text.strip()

    def send(self, what, path, verb, query=""):
        token = self.token()
        request = urllib.request.Request(
            f"{self.management}{urllib.parse.quote(path)}?api-version={API}{query}",
            data=b"" if verb == "POST" else None,
            headers={"Authorization": f"Bearer {token}"},
            method=verb,
        )
        return ask(request, what, "")

    def cluster(self, cluster_id):
        """A cluster's names and version."""
        label = ID.fullmatch(cluster_id)[1]
        cluster = Cluster(label, None)
        cluster.id = cluster_id
        try:
            answer = self.send("the cluster's properties cannot be read", cluster_id, "GET")
        except Trouble as trouble:
            # Its kubeconfig may be readable all the same, and names the server.
            cluster.no_credentials = None
            cluster.problem = str(trouble)
            return cluster
        properties = answer.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        access = properties.get("apiServerAccessProfile") or {}
        cluster.host = text_of(properties.get("privateFQDN")) or text_of(properties.get("fqdn"))
        cluster.is_private = access.get("enablePrivateCluster") is True
        cluster.version = text_of(properties.get("currentKubernetesVersion") or properties.get("kubernetesVersion"))
        kind = "private" if cluster.is_private else "public"
        cluster.source = f"{cluster.host}, {kind}, {cluster.version or 'of unknown version'}, as Azure says"
        power = properties.get("powerState") or {}
        cluster.is_stopped = power.get("code") == "Stopped"
        cluster.problem = "the cluster is stopped: az aks start" if cluster.is_stopped else None
        return cluster

    def credentials(self, cluster, folder):
        """Reads the kubeconfig of a cluster and makes kubelogin use this identity."""
        kind = "&format=exec" + ("" if not cluster.host or not is_public_name(cluster) else "&server-fqdn=public")
        answer = self.send("its kubeconfig cannot be read", f"{cluster.id}/listClusterUserCredential", "POST", kind)
        found = answer.get("kubeconfigs")
        try:
            text = base64.b64decode(found[0]["value"])
        except (TypeError, LookupError, ValueError) as error:
            raise Trouble("its kubeconfig cannot be read: the answer has none") from error
        # Nobody else can read it.
        handle, file = tempfile.mkstemp(dir=folder)
        with open(handle, "wb") as target:
            target.write(text)
        config = read_kubeconfig(file)
        if any(login_of(user) for user in entries(config, "users", "user").values() if isinstance(user, dict)):
            self.convert(file)
            config = read_kubeconfig(file)
        contexts, servers, users = (entries(config, *names) for names in KINDS)
        context = text_of(config.get("current-context")) or next(iter(contexts), "")
        with_credentials(cluster, file, context, servers, users, contexts.get(context, {}))

    def convert(self, file):
        """Source: kubelogin's documentation, "convert-kubeconfig": msi with identity-resource-id, azurecli."""
        kubelogin = shutil.which("kubelogin")
        if not kubelogin:
            raise Trouble("kubelogin is not installed, or not in PATH")
        way = ["azurecli"] if self.identity is None else ["msi"]
        way += ["--identity-resource-id", self.identity] if self.identity else []
        code, text, errors = run([kubelogin, "convert-kubeconfig", "--kubeconfig", file, "-l", *way], TOKEN_LIMIT)
        if code != 0:
            raise Trouble(f"kubelogin convert-kubeconfig failed: {plain(errors or text)}")


def is_public_name(cluster):
    """Whether a private cluster is reached by its public name."""
    return cluster.is_private and not re.search(r"\.(privatelink|private)\.", cluster.host)


class Unredirected(urllib.request.HTTPRedirectHandler):
    """A token goes nowhere else."""

    def redirect_request(self, *_):
        return None


def ask(request, what, cure, handlers=(), limit=REQUEST_LIMIT):
    """The JSON object of an answer."""
    try:
        with urllib.request.build_opener(Unredirected, *handlers).open(request, timeout=limit) as stream:
            answer = json.loads(stream.read(MOST_BYTES))
    except urllib.error.HTTPError as error:
        said = plain(error.read(4000).decode("utf-8", "replace"), 200)
        if error.code in (401, 403):
            right = "Azure Kubernetes Service Cluster User Role at the cluster"
            raise Trouble(f"rights: {what}: {error.code} {said}", cure or f"assign {right}", is_refusal=True) from error
        raise Trouble(f"{what}: {error.code} {said}", cure, is_refusal=error.code == 404) from error
    except (OSError, ValueError, urllib.error.URLError) as error:
        raise Trouble(f"{what}: {plain(getattr(error, 'reason', error), 200)}", cure) from error
    return answer if isinstance(answer, dict) else {}
