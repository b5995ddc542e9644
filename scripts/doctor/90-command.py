
HELP = """\
Checks the way to AKS clusters, hop by hop: the name (dns), a connection (tcp), the certificate (tls), the sign-in with
kubelogin (login), the versions of kubectl and server (version), the nodes (nodes) and, if asked, their SSH port (ssh).
Without arguments it checks every context of your kubeconfig. It changes nothing and needs no root.

A failure begins with its kind: DNS, route, rule, TLS, rights or version. What could not be asked is unknown.
Exit codes: 0 all hops work, 1 a hop fails, 2 wrong arguments or no cluster to check, 3 nothing fails, but a hop is
unknown."""


def read_arguments(words):
    parser = argparse.ArgumentParser(prog="jumpbox", description="Commands of this jump box.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    doctor = commands.add_parser(
        "doctor",
        help="check the way to AKS clusters",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    # Its words are kubectl's own: main takes them before anything else reads them.
    commands.add_parser("kubectl", help="run the installed kubectl that fits the cluster's version")
    many = {"action": "append", "default": []}
    doctor.add_argument("--context", **many, metavar="NAME", help="a context of your kubeconfig; repeatable")
    doctor.add_argument("--cluster", **many, metavar="ID", help="the resource id of a cluster; repeatable")
    doctor.add_argument("--host", **many, metavar="NAME", help="the name of an API server alone; repeatable")
    doctor.add_argument(
        "--identity",
        nargs="?",
        const="",
        metavar="ID",
        help="with --cluster: the machine's managed identity (of this resource id), instead of az's sign-in",
    )
    doctor.add_argument("--ssh-port", type=int, metavar="PORT", help="also connect to nodes at this port, such as 22")
    # For the pipeline's target Smoke: the clusters as JSON in standard input, and lines with tabs as output.
    doctor.add_argument("--report", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args(words)
    no_ids = [one for one in arguments.cluster if not ID.fullmatch(one)]
    no_hosts = [one for one in arguments.host if not re.fullmatch(r"[\w.:-]{1,253}", one)]
    wrong = [f"--cluster: '{plain(one)}' is not the resource id of an AKS cluster" for one in no_ids]
    wrong += [f"--host: '{plain(one)}' is not a host name" for one in no_hosts]
    if arguments.ssh_port is not None and not 0 < arguments.ssh_port < 65536:
        wrong.append(f"--ssh-port: {arguments.ssh_port} is not a port from 1 to 65535")
    if wrong:
        doctor.error("; ".join(wrong))
    return arguments


def chosen_clusters(arguments, azure):
    """The clusters of the arguments; of the kubeconfig if there are none."""
    found = [Cluster(host, host) for host in arguments.host]
    found += [azure.cluster(one) for one in arguments.cluster]
    if arguments.context or not found:
        found += clusters_of(read_kubeconfig(), arguments.context)
    return found


def ordered_clusters(order):
    """The clusters that the target Smoke has read from Azure."""
    for one in order["clusters"]:
        cluster = Cluster(one["label"], one.get("host"), one.get("port") or 443)
        cluster.id, cluster.version, cluster.problem = one["id"], one.get("version"), one.get("problem")
        cluster.source, cluster.is_stopped = one.get("source", ""), one.get("isStopped") is True
        cluster.is_private = one.get("isPrivate") is True
        cluster.no_credentials = None if order.get("identity") else "smoke.identityId is not set, so nobody signs in"
        yield cluster


def examine(cluster, azure, folder, ssh_port):
    """All answers for a cluster; a fault of this program is one of them."""
    try:
        if cluster.id and not cluster.is_stopped and not cluster.no_credentials:
            try:
                azure.credentials(cluster, folder)
            except Trouble as trouble:
                cluster.no_credentials = str(trouble)
        return check(cluster, ssh_port)
    except Exception as error:  # pylint: disable=broad-except
        fault = f"the check itself failed: {type(error).__name__}: {error}"
        return [Answer(hop, UNKNOWN, fault) for hop in HOPS]


def report(clusters, results):
    """The lines that the target Smoke reads."""
    print("begin")
    for cluster, answers in zip(clusters, results):
        for one in answers:
            cure = f". {one.cure[:1].upper()}{one.cure[1:]}" if one.cure and one.outcome in (FAIL, UNKNOWN) else ""
            print("check", f"{one.hop}-{cluster.label}", one.outcome, f"{one.detail}{cure}", sep="\t")
    print("end")


def tell(clusters, results):
    """The lines for people."""
    words = {PASS: "ok", FAIL: "FAIL", UNKNOWN: "unknown", NONE: "-"}
    for cluster, answers in zip(clusters, results):
        print(plain(cluster.label))
        for one in answers:
            print(f"  {words[one.outcome]:<8}{one.hop:<9}{one.detail}")
            if one.cure and one.outcome in (FAIL, UNKNOWN):
                print(f"  {'':<8}{'':<9}do: {one.cure}")
    counts = {outcome: sum(one.outcome == outcome for answers in results for one in answers) for outcome in words}
    print(f"{counts[PASS]} ok, {counts[FAIL]} failed, {counts[UNKNOWN]} unknown.")


def main(words):
    if words[:1] == ["kubectl"]:
        return run_kubectl(words[1:])
    arguments = read_arguments(words)
    ssh_port = arguments.ssh_port
    try:
        if arguments.report:
            order = json.load(sys.stdin)
            ssh_port = order.get("sshPort")
            azure = Azure(order.get("identity") or "", order.get("management"))
            clusters = list(ordered_clusters(order))
        else:
            azure = Azure(arguments.identity, None)
            clusters = chosen_clusters(arguments, azure)
    except (ValueError, LookupError, TypeError) as error:
        print(f"jumpbox doctor: the order cannot be read: {plain(error)}", file=sys.stderr)
        return EXIT_USAGE
    except Trouble as trouble:
        print(f"jumpbox doctor: {plain(trouble)}{'. ' + trouble.cure if trouble.cure else ''}", file=sys.stderr)
        return EXIT_USAGE
    if not clusters:
        print(
            "jumpbox doctor: your kubeconfig has no cluster: az aks get-credentials -g GROUP -n NAME, "
            "or pass --cluster or --host",
            file=sys.stderr,
        )
        return EXIT_USAGE
    with tempfile.TemporaryDirectory(prefix="jumpbox-doctor-") as folder:
        pool = concurrent.futures.ThreadPoolExecutor(max_workers=8)
        try:
            results = list(pool.map(lambda one: examine(one, azure, folder, ssh_port), clusters))
        finally:
            # Nothing is left of them but after an interruption.
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(RUNNING):
                end(process)
    (report if arguments.report else tell)(clusters, results)
    outcomes = {one.outcome for answers in results for one in answers}
    return EXIT_FAIL if FAIL in outcomes else EXIT_UNKNOWN if UNKNOWN in outcomes else EXIT_OK


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        CODE = main(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        CODE = 130
    except BrokenPipeError:
        CODE = EXIT_FAIL
    # A resolver that never answers keeps its thread.
    os._exit(CODE)
