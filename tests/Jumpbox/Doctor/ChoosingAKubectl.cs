namespace Jumpbox.Tests.Doctor;

/// <summary><c>jumpbox kubectl</c>: the real kubectl asks a server for its version, and others stand beside it.</summary>
public sealed class ChoosingAKubectl : IDisposable
{
    private readonly DoctorProgram _jumpbox = new();
    private readonly Certificates _certificates = new();

    [Theory]
    [InlineData("v1.20.15", "v1.21.3 runs: get nodes -o wide")]
    [InlineData("v1.22.1", "v1.21.3 runs: get nodes -o wide")]
    [InlineData("v1.25.9", "v1.24.17 runs: get nodes -o wide")]
    public async Task The_one_within_a_minor_version_of_the_server_runs(string version, string ran)
    {
        _jumpbox.Install("kubectl-older", DoctorProgram.Another("v1.24.17"));
        _jumpbox.Install("kubectl-1.21", DoctorProgram.Another("v1.21.3"));
        await using ApiServer server = Serve(version);

        (int code, string output) = await _jumpbox.RunAsync("", "kubectl", "get", "nodes", "-o", "wide");

        Assert.Contains(ran, output, StringComparison.Ordinal);
        Assert.Contains($", for a server of {version}", output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task The_one_of_this_name_runs_in_silence_where_it_fits()
    {
        string version = await _jumpbox.KubectlAsync();
        _jumpbox.Install("kubectl-older", DoctorProgram.Another(version));
        await using ApiServer server = Serve(version);

        (int code, string output) = await _jumpbox.RunAsync("", "kubectl", "get", "nodes", "-o", "name");

        Assert.Equal("node/aks-1\n", output);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task The_nearest_runs_with_a_word_where_none_fits()
    {
        _jumpbox.Install("kubectl-older", DoctorProgram.Another("v1.24.17"));
        await using ApiServer server = Serve("v1.20.15");

        string output = (await _jumpbox.RunAsync("", "kubectl", "get", "pods")).Output;

        Assert.Contains(
            "no kubectl here is within one minor version; one that fits is >=1.19.0 <1.22.0",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("v1.24.17 runs: get pods", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cluster_of_the_arguments_is_asked_and_not_that_of_the_kubeconfig()
    {
        _jumpbox.Install("kubectl-older", DoctorProgram.Another("v1.24.17"));
        await using ApiServer server = Serve("v1.24.1");
        string config = await File.ReadAllTextAsync(_jumpbox.PathOf("config"), TestContext.Current.CancellationToken);
        _jumpbox.Kubeconfig = DoctorProgram.Config("https://nosuch.invalid:443", _certificates.Pem);
        string other = _jumpbox.PathOf("other");
        await File.WriteAllTextAsync(other, config, TestContext.Current.CancellationToken);

        string output = (await _jumpbox.RunAsync("", "kubectl", $"--kubeconfig={other}", "get", "pods")).Output;

        Assert.Contains($"v1.24.17 runs: --kubeconfig={other} get pods", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_leaves_kubectl_and_says_so()
    {
        _jumpbox.Install("kubectl-older", DoctorProgram.Another("v1.24.17"));
        _jumpbox.Kubeconfig = DoctorProgram.Config("https://127.0.0.1:1", _certificates.Pem);

        (int code, string output) = await _jumpbox.RunAsync("", "kubectl", "get", "pods");

        Assert.Contains("the server's version is unknown, so this is kubectl v", output, StringComparison.Ordinal);
        Assert.DoesNotContain("runs:", output, StringComparison.Ordinal);
        Assert.NotEqual(0, code);
    }

    public void Dispose()
    {
        _jumpbox.Dispose();
        _certificates.Dispose();
    }

    private ApiServer Serve(string version)
    {
        ApiServer server = new(_certificates.For("localhost"), request => ApiServer.Cluster(request, version));
        _jumpbox.Kubeconfig = DoctorProgram.Config($"https://localhost:{server.Port}", _certificates.Pem);
        return server;
    }
}
