

OTHER_KUBECTL = re.compile(r"kubectl-(older|\d+\.\d+)")
# The flags that decide which cluster kubectl asks, and as whom. Source: kubectl options.
PLACE_FLAGS = ("--kubeconfig", "--context", "--cluster", "--user", "--server", "-s", "--token", "--tls-server-name")
PLACE_SWITCHES = ("--insecure-skip-tls-verify",)


def installed_kubectls():
    """Each kubectl in PATH with its version: the one of that name first."""
    names = ["kubectl"]
    for folder in os.get_exec_path():
        try:
            names += sorted(name for name in os.listdir(folder) if OTHER_KUBECTL.fullmatch(name))
        except OSError:
            continue
    for name in dict.fromkeys(names):
        if path := shutil.which(name):
            version = client_version(path)
            if minor_of(version):
                yield path, version


def client_version(path):
    """What a kubectl says of itself; None if it says nothing that can be read."""
    code, text, _ = run([path, "version", "--client", "-o", "json"], KUBECTL_LIMIT)
    try:
        return text_of((json.loads(text).get("clientVersion") or {}).get("gitVersion")) if code == 0 else None
    except (ValueError, AttributeError):
        return None


def nearest_kubectl(installed, server):
    """The one that is fewest minor versions away from the server; the newest of several, and the first of equals."""
    return min(installed, key=lambda one: (minors_apart(one[1], server), [-part for part in minor_of(one[1])]))


def place_words(words):
    """The arguments that say which cluster is meant."""
    found = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            break
        if word in PLACE_FLAGS:
            found += [word, next(rest, "")]
        elif word.partition("=")[0] in PLACE_FLAGS + PLACE_SWITCHES:
            found.append(word)
    return found


def server_version(path, words):
    """What the cluster says of itself. A sign-in may talk to the person at the terminal meanwhile."""
    command = [path, *place_words(words), "--request-timeout=15s", "version", "-o", "json"]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    try:
        found = json.loads(answer.stdout)
        return text_of((found.get("serverVersion") or {}).get("gitVersion")) if answer.returncode == 0 else ""
    except (ValueError, AttributeError):
        return ""


def run_kubectl(words):
    """Becomes the kubectl that fits the cluster; a word on standard error if that is not the one of this name."""
    installed = list(installed_kubectls())
    if not installed:
        print("jumpbox kubectl: no kubectl in PATH says its version", file=sys.stderr)
        return EXIT_USAGE
    path, version = installed[0]
    if len(installed) > 1:
        server = server_version(path, words)
        if minor_of(server):
            path, version = nearest_kubectl(installed, server)
            note = f"{os.path.basename(path)} {plain(version, 40)}, for a server of {plain(server, 40)}"
            if minors_apart(version, server) > 1:
                note += f": no kubectl here is within one minor version; one that fits is {fitting(server)}"
            elif path == installed[0][0]:
                note = ""
        else:
            note = f"the server's version is unknown, so this is {os.path.basename(path)} {plain(version, 40)}"
        if note:
            print(f"jumpbox kubectl: {note}", file=sys.stderr, flush=True)
    os.execv(path, ["kubectl", *words])
