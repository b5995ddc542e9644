using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using Jumpbox.Tests.Customizer;

namespace Jumpbox.Tests.Doctor;

/// <summary><c>jumpbox doctor</c> in a real shell, with the real kubectl, against real servers: what each hop says.</summary>
public sealed class CheckingTheWay : IDisposable
{
    private const string Zone = "nosuch.privatelink.eastus2.azmk8s.invalid";

    private const string Identity = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";

    private readonly DoctorProgram _doctor = new();
    private readonly Certificates _certificates = new();

    public void Dispose()
    {
        _doctor.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task A_cluster_that_works_passes_every_hop()
    {
        string version = await _doctor.KubectlAsync();
        await using ApiServer server = Serve(request => ApiServer.Cluster(request, version));
        _doctor.Kubeconfig = Config(server);
        (int code, string output) = await _doctor.RunAsync("", "doctor");
        Expect(output, "ok      dns      127.0.0.1");
        Expect(output, "ok      tls      TLSv1.3, the certificate of localhost is from the cluster's authority");
        Expect(output, "ok      login    the server accepts ops@example.com");
        Expect(output, $"server {version}");
        Expect(output, "ok      nodes    1 node, 1 ready; kubelet v1.33.2");
        Expect(output, "7 ok, 0 failed, 0 unknown.");
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_a_failure_of_DNS_that_names_the_zone()
    {
        _doctor.Kubeconfig = DoctorProgram.Config($"https://{Zone}:443", _certificates.Pem);
        (int code, string output) = await _doctor.RunAsync("", "doctor");
        Expect(output, $"FAIL    dns      DNS: {Zone} does not exist");
        Expect(
            output,
            "do: link the private DNS zone privatelink.eastus2.azmk8s.invalid to this machine's virtual network"
        );
        Expect(output, "unknown tcp      not checked: dns failed");
        Expect(output, "unknown nodes    not checked: dns failed");
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task A_closed_port_and_a_port_that_drops_are_failures_of_a_rule()
    {
        using TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        _doctor.Kubeconfig = DoctorProgram.Config($"https://localhost:{port}", _certificates.Pem);
        (int code, string output) = await _doctor.RunAsync("", "doctor");
        Expect(output, $"FAIL    tcp      rule: 127.0.0.1:{port} refuses the connection");
        Assert.Equal(1, code);

        // Linux drops a connection request while the queue of accepted ones is full.
        using Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        port = ((IPEndPoint)full.LocalEndPoint!).Port;
        using TcpClient first = new();
        await first.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        _doctor.Kubeconfig = DoctorProgram.Config($"https://127.0.0.1:{port}", _certificates.Pem);
        (code, output) = await _doctor.RunAsync("", "doctor");
        Expect(
            output,
            $"FAIL    tcp      rule: 127.0.0.1:{port} did not answer within 5 s: something drops the packets"
        );
        Expect(output, "-       dns      an address needs no name");
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task An_address_without_a_route_is_a_failure_of_the_route()
    {
        Shell.Require("unshare", "util-linux");
        (int may, _) = await Shell.RunAsync("unshare", "--map-root-user", "--net", "true");
        Assert.SkipWhen(may != 0, "this machine allows no network namespace");
        _doctor.Wrapper = ["unshare", "--map-root-user", "--net"];
        (int code, string output) = await _doctor.RunAsync("", "doctor", "--host", "10.20.30.40");
        Expect(output, "FAIL    tcp      route: there is no way to 10.20.30.40:443 (Network is unreachable)");
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Another_authority_is_a_failure_of_TLS_that_names_the_issuer()
    {
        using Certificates proxy = new("inspecting proxy");
        await using ApiServer server = new(proxy.For("localhost"), _ => (500, ""));
        _doctor.Kubeconfig = Config(server);
        (int code, string output) = await _doctor.RunAsync("", "doctor");
        Expect(
            output,
            "FAIL    tls      TLS: the certificate is from CN=inspecting proxy, and not from the cluster's authority"
        );
        Expect(output, "unknown login    not checked: tls failed");
        Assert.Equal(1, code);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("other.example", 30, "is not for localhost")]
    [InlineData("localhost", -1, "the certificate of localhost has expired")]
    public async Task A_certificate_of_another_name_or_time_is_a_failure_of_TLS(string name, int end, string said)
    {
        await using ApiServer server = new(_certificates.For(name, end), _ => (500, ""));
        _doctor.Kubeconfig = Config(server);
        Expect((await _doctor.RunAsync("", "doctor")).Output, $"FAIL    tls      TLS: ", said);
        // Without the authority as well: what is wrong for certain is no question of who signed it.
        string report = await OrderAsync(server, "{}");
        Expect(
            report,
            "check\ttls-aks\tfail\tTLS: ",
            said[..10] == "is not for" ? "is not for localhost" : "has expired"
        );
    }

    [Fact]
    public async Task Something_that_speaks_no_TLS_is_a_failure_of_TLS()
    {
        await using ApiServer server = new(null, _ => (200, ""));
        _doctor.Kubeconfig = Config(server);
        Expect((await _doctor.RunAsync("", "doctor")).Output, "FAIL    tls      TLS: ");
    }

    [Fact]
    public async Task Credentials_that_the_server_does_not_accept_are_a_failure_of_rights()
    {
        await using ApiServer server = Serve(request => ApiServer.Cluster(request, "v1.33.2"));
        _doctor.Kubeconfig = DoctorProgram.Config($"https://localhost:{server.Port}", _certificates.Pem, "bad-token");
        (int code, string output) = await _doctor.RunAsync("", "doctor");
        Expect(output, "FAIL    login    rights: the server does not accept the credentials (401)");
        Expect(output, "unknown version  the server's version is unknown: the login failed");
        Expect(output, "unknown nodes    not asked: the login failed");
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Who_may_not_list_nodes_learns_it_and_the_rest_passes()
    {
        string version = await _doctor.KubectlAsync();
        await using ApiServer server = Serve(request => ApiServer.Cluster(request, version, nodes: ""));
        _doctor.Kubeconfig = Config(server);
        (int code, string output) = await _doctor.RunAsync("", "doctor", "--ssh-port", "22");
        Expect(output, "ok      login");
        Expect(output, "unknown nodes    rights: the server refuses (403)");
        Expect(output, "unknown ssh      the addresses of the nodes are unknown");
        Assert.Equal(3, code);
    }

    [Theory]
    [InlineData(
        """[{"metadata":{"name":"aks-1"},"status":{"nodeInfo":{"kubeletVersion":"v1.33.2"},"conditions":[{"type":"Ready","status":"Unknown"}],"addresses":[]}}]""",
        "1 node, 0 ready; kubelet v1.33.2"
    )]
    [InlineData("[]", "the cluster has no nodes: nothing can run on it")]
    public async Task A_cluster_without_a_ready_node_is_unknown(string nodes, string said)
    {
        string version = await _doctor.KubectlAsync();
        string list = $$"""{"kind":"NodeList","apiVersion":"v1","items":{{nodes}}}""";
        await using ApiServer server = Serve(request => ApiServer.Cluster(request, version, list));
        _doctor.Kubeconfig = Config(server);
        (int code, string output) = await _doctor.RunAsync("", "doctor");
        Expect(output, $"unknown nodes    {said}");
        Assert.Equal(3, code);
    }

    [Fact]
    public async Task A_server_that_takes_everyone_for_anonymous_proves_no_login()
    {
        string version = await _doctor.KubectlAsync();
        await using ApiServer server = Serve(request =>
            request.Path.EndsWith("selfsubjectreviews", StringComparison.Ordinal)
                ? (
                    200,
                    """{"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/v1","status":{"userInfo":{"username":"system:anonymous"}}}"""
                )
                : ApiServer.Cluster(request with { Token = "good-token" }, version)
        );
        _doctor.Kubeconfig = Config(server);
        Expect((await _doctor.RunAsync("", "doctor")).Output, "FAIL    login    rights: ", "system:anonymous");
    }

    [Fact]
    public async Task Kubectl_too_far_from_the_server_is_a_failure_that_names_the_range_that_fits()
    {
        await using ApiServer server = Serve(request => ApiServer.Cluster(request, "v1.20.15"));
        _doctor.Kubeconfig = Config(server);
        (int code, string output) = await _doctor.RunAsync("", "doctor");
        Expect(output, "FAIL    version  version: kubectl v", "server v1.20.15: more than one minor version apart");
        Expect(output, """the constraint ">=1.19.0 <1.22.0" of kubectl""");
        Assert.Equal(1, code);

        _doctor.Install("kubectl-older", DoctorProgram.Another("v1.21.3"));
        Expect(
            (await _doctor.RunAsync("", "doctor")).Output,
            "do: type jumpbox kubectl instead of kubectl: it takes kubectl-older"
        );
    }

    [Fact]
    public async Task The_nodes_are_reached_by_SSH_where_asked()
    {
        string version = await _doctor.KubectlAsync();
        await using ApiServer server = Serve(request => ApiServer.Cluster(request, version));
        _doctor.Kubeconfig = Config(server);
        Expect(
            (await _doctor.RunAsync("", "doctor", "--ssh-port", $"{server.Port}")).Output,
            $"ok      ssh      1 of 1 accept connections at port {server.Port}"
        );
    }

    [Fact]
    public async Task A_sign_in_that_waits_for_a_person_is_not_begun()
    {
        await using ApiServer server = Serve(request => ApiServer.Cluster(request, "v1.33.2"));
        _doctor.Install("kubelogin", "#!/bin/sh\nsleep 600\n");
        _doctor.Kubeconfig = DoctorProgram.Config(
            $"https://localhost:{server.Port}",
            _certificates.Pem,
            user: "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, interactiveMode: IfAvailable, args: [get-token, --server-id, x]}"
        );
        (int code, string output) = await _doctor.RunAsync("", "doctor");
        Expect(output, "unknown login    the kubeconfig signs in by devicecode, which waits for a person");
        Assert.Equal(3, code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Kubelogin_without_a_token_leaves_the_login_unknown_and_says_why()
    {
        await using ApiServer server = Serve(request => ApiServer.Cluster(request, "v1.33.2"));
        _doctor.Install("kubelogin", "#!/bin/sh\necho 'no such identity Bearer abc.def' >&2\nexit 1\n");
        _doctor.Kubeconfig = DoctorProgram.Config(
            $"https://localhost:{server.Port}",
            _certificates.Pem,
            user: "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, interactiveMode: Never, args: [get-token, --login, msi]}"
        );
        string output = (await _doctor.RunAsync("", "doctor")).Output;
        Expect(output, "unknown login    rights: kubelogin got no token:", "no such identity");
        Assert.DoesNotContain("abc.def", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_ends_it_and_what_it_has_started()
    {
        await using ApiServer server = Serve(request => ApiServer.Cluster(request, "v1.33.2"));
        _doctor.Install(
            "kubelogin",
            $"#!/bin/sh\necho $$ >{_doctor.PathOf("begun")}.new; mv {_doctor.PathOf("begun")}.new {_doctor.PathOf("begun")}; sleep 600\n"
        );
        _doctor.Kubeconfig = DoctorProgram.Config(
            $"https://localhost:{server.Port}",
            _certificates.Pem,
            user: "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, interactiveMode: Never, args: [get-token, --login, msi]}"
        );
        _doctor.During = async process =>
        {
            while (!File.Exists(_doctor.PathOf("begun")))
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
            _ = await Shell.RunAsync("kill", "-TERM", $"{process.Id}");
        };
        (int code, _) = await _doctor.RunAsync("", "doctor");
        Assert.Equal(130, code);
        string kubelogin = (
            await File.ReadAllTextAsync(_doctor.PathOf("begun"), TestContext.Current.CancellationToken)
        ).Trim();
        Assert.False(IsRunning(kubelogin), $"kubelogin runs as process {kubelogin}");
    }

    // One that has ended may still wait for its parent to notice.
    private static bool IsRunning(string process) =>
        File.Exists($"/proc/{process}/stat")
        && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    [Fact]
    public async Task What_a_server_says_cannot_control_the_terminal()
    {
        string version = await _doctor.KubectlAsync();
        string hostile = ApiServer
            .Status(403, "Forbidden")
            .Replace("nodes is", @"\u001b[2Jnodes\u202e\r::error::x is", StringComparison.Ordinal);
        await using ApiServer server = Serve(request =>
            request.Path == "/api/v1/nodes" ? (403, hostile) : ApiServer.Cluster(request, version)
        );
        _doctor.Kubeconfig = Config(server);
        string output = (await _doctor.RunAsync("", "doctor")).Output;
        Expect(output, "unknown nodes    rights: the server refuses (403)", "[2Jnodes ::error::x");
        Assert.DoesNotContain(output, c => c is '\u001b' or '\r' or '\u202e');
    }

    [Fact]
    public async Task A_server_that_does_not_say_who_is_signed_in_proves_no_login()
    {
        await using ApiServer server = Serve(request =>
            request.Path.EndsWith("selfsubjectreviews", StringComparison.Ordinal)
                ? (404, ApiServer.Status(404, "NotFound"))
                : ApiServer.Cluster(request, "v1.27.1")
        );
        _doctor.Kubeconfig = Config(server);
        Expect(
            (await _doctor.RunAsync("", "doctor")).Output,
            "unknown login    kubectl failed: error: the selfsubjectreviews API"
        );
    }

    [Theory]
    [InlineData("--cluster", "/subscriptions/x", "is not the resource id of an AKS cluster")]
    [InlineData("--host", "a b", "is not a host name")]
    [InlineData("--ssh-port", "0", "is not a port from 1 to 65535")]
    [InlineData("--context", "none", "has no context none; it has aks")]
    public async Task Wrong_arguments_are_named_with_exit_code_2(string option, string value, string said)
    {
        _doctor.Kubeconfig = DoctorProgram.Config("https://localhost:1", null);
        (int code, string output) = await _doctor.RunAsync("", "doctor", option, value);
        Assert.Equal(2, code);
        Expect(output, said);
        Assert.DoesNotContain("Traceback", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Config\n", "your kubeconfig has no cluster")]
    [InlineData("{{{", "the kubeconfig cannot be read")]
    public async Task Without_a_cluster_it_says_what_to_do(string config, string said)
    {
        _doctor.Kubeconfig = config;
        (int code, string output) = await _doctor.RunAsync("", "doctor");
        Assert.Equal(2, code);
        Expect(output, said);
        Expect(output, "az aks get-credentials");
    }

    [Fact]
    public async Task Help_names_the_exit_codes()
    {
        (int code, string output) = await _doctor.RunAsync("", "doctor", "--help");
        Assert.Equal(0, code);
        Expect(output, "Exit codes: 0 all hops work, 1 a hop fails, 2 wrong arguments");
    }

    [Fact]
    public async Task The_machine_s_identity_reads_the_credentials_and_signs_in()
    {
        string version = await _doctor.KubectlAsync();
        await using ApiServer cluster = Serve(request => ApiServer.Cluster(request, version));
        string config = Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes(
                DoctorProgram.Config($"https://localhost:{cluster.Port}", _certificates.Pem)
            )
        );
        await using ApiServer azure = Serve(request =>
            request.Token == "arm-token" && request.Method == "POST"
                ? (200, $$"""{"kubeconfigs":[{"name":"clusterUser","value":"{{config}}"}]}""")
                : (403, ApiServer.Status(403, "AuthorizationFailed"))
        );
        await using ApiServer metadata = new(
            null,
            request =>
                request.Target.Contains($"rg{Identity}", StringComparison.Ordinal)
                    ? (200, """{"access_token":"arm-token"}""")
                    : (400, "{}")
        );
        _doctor.Environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = $"http://127.0.0.1:{metadata.Port}";
        _doctor.Environment["SSL_CERT_FILE"] = Trusted();
        string report = await OrderAsync(
            cluster,
            $$"""{"identity":"/id","management":"https://localhost:{{azure.Port}}"}"""
        );
        Expect(report, "check\ttls-aks\tpass\t");
        Expect(report, "check\tlogin-aks\tpass\tthe server accepts ops@example.com");
        Expect(report, "check\tnodes-aks\tpass\t1 node,");
        Assert.EndsWith("end\n", report, StringComparison.Ordinal);
        Assert.Contains(
            azure.Requests,
            request => request.Path.EndsWith("/listClusterUserCredential", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_identity_without_the_right_leaves_unknown_what_needs_it_and_Azure_s_version_decides_the_skew()
    {
        await using ApiServer cluster = Serve(request => ApiServer.Cluster(request, "v1.33.2"));
        await using ApiServer azure = Serve(_ => (403, ApiServer.Status(403, "AuthorizationFailed")));
        await using ApiServer metadata = new(null, _ => (200, """{"access_token":"arm-token"}"""));
        _doctor.Environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = $"http://127.0.0.1:{metadata.Port}";
        _doctor.Environment["SSL_CERT_FILE"] = Trusted();
        string report = await OrderAsync(
            cluster,
            $$"""{"identity":"/id","management":"https://localhost:{{azure.Port}}"}"""
        );
        Expect(report, "check\ttls-aks\tunknown\t", "whether the cluster's authority signed it is unknown: rights:");
        Expect(report, "check\tlogin-aks\tunknown\trights: its kubeconfig cannot be read: 403");
        Expect(report, "check\tversion-aks\tfail\tversion: kubectl v", "server 1.20.1 (as Azure says)");
    }

    [Fact]
    public async Task Without_an_identity_the_network_is_checked_and_nobody_signs_in()
    {
        await using ApiServer cluster = Serve(_ => (401, ApiServer.Status(401, "Unauthorized")));
        string report = await OrderAsync(cluster, "{}");
        Expect(report, "check\tdns-aks\tpass\t127.0.0.1");
        Expect(report, "check\ttcp-aks\tpass\t");
        Expect(report, "check\ttls-aks\tunknown\t", "its certificate is for localhost, from CN=ca, until");
        Expect(report, "check\tlogin-aks\tunknown\tsmoke.identityId is not set, so nobody signs in");
        Assert.Empty(cluster.Requests);
    }

    [Fact]
    public async Task A_stopped_cluster_is_unknown_and_nothing_connects()
    {
        await using ApiServer cluster = Serve(_ => (401, ""));
        string report = await OrderAsync(cluster, """{"isStopped":true}""");
        Expect(report, "check\tcluster-aks\tunknown\tthe cluster is stopped: az aks start --ids /sub");
        Expect(report, "check\ttcp-aks\tunknown\tnot checked: the cluster is stopped");
        Assert.DoesNotContain("\tpass\t", report, StringComparison.Ordinal);
    }

    // As the target Smoke asks.
    private async Task<string> OrderAsync(ApiServer server, string more)
    {
        ResourceId id = ResourceId.Parse(
            "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
        );
        JsonObject given = JsonNode.Parse(more)!.AsObject();
        ClusterFacts facts = new(id, "localhost", false, "1.20.1", given["isStopped"] is not null);
        ClusterOrder real = new(
            SmokeSettings.None with
            {
                Clusters = [id],
                IdentityId = given["identity"] is null ? null : ResourceId.Parse($"{id.Group}{Identity}"),
            },
            [facts],
            new Uri((string?)given["management"] ?? "https://management.azure.com/")
        );
        JsonObject order = JsonNode.Parse(real.ToJson())!.AsObject();
        // A server of a test has no port of its own choice.
        order["clusters"]![0]!["port"] = server.Port;
        return (await _doctor.RunAsync(order.ToJsonString(), "doctor", "--report")).Output;
    }

    private string Trusted()
    {
        _doctor.Install("trusted.pem", _certificates.Pem);
        return _doctor.PathOf("trusted.pem");
    }

    private ApiServer Serve(Func<ApiRequest, (int, string)> answer) => new(_certificates.For("localhost"), answer);

    private string Config(ApiServer server) =>
        DoctorProgram.Config($"https://localhost:{server.Port}", _certificates.Pem);

    // All on one line.
    private static void Expect(string output, params string[] said) =>
        Assert.True(
            output.Split('\n').Any(line => said.All(part => line.Contains(part, StringComparison.Ordinal))),
            $"{string.Join(" … ", said)}\nis on no line of\n{output}"
        );
}
