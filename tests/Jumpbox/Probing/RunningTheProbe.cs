using Jumpbox.Probing;
using Jumpbox.Tests.Customizer;

namespace Jumpbox.Tests.Probing;

/// <summary>The script in a real shell, against servers on this machine.</summary>
public sealed class RunningTheProbe
{
    [Fact]
    public async Task A_trusted_certificate_is_open()
    {
        using Listeners servers = new();
        ProbeAnswer answer = await OneAsync($"tls localhost {servers.WithTls("localhost")}", servers.AuthorityFile);
        Assert.Equal((ProbeOutcome.Open, "127.0.0.1"), (answer.Outcome, answer.Addresses));
        Assert.Contains("localhost < CN", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inspected_connection_names_the_issuer()
    {
        using Listeners servers = new();
        ProbeAnswer answer = await OneAsync($"tls localhost {servers.WithTls("localhost")}");
        Assert.Equal(ProbeOutcome.Untrusted, answer.Outcome);
        Assert.Matches("issued by CN ?= ?Inspection of Example Ltd", answer.Says(Target("localhost")));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_trusted()
    {
        using Listeners servers = new();
        ProbeAnswer answer = await OneAsync(
            $"tls localhost {servers.WithTls("elsewhere.example")}",
            servers.AuthorityFile
        );
        Assert.Equal(ProbeOutcome.Untrusted, answer.Outcome);
        Assert.Contains("62", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_closed_before_a_certificate_has_no_TLS()
    {
        using Listeners servers = new();
        Assert.Equal(ProbeOutcome.NoTls, (await OneAsync($"tls localhost {servers.ThatCloses()}")).Outcome);
    }

    [Fact]
    public async Task A_server_that_is_silent_ends_the_probe_all_the_same_and_is_said_to_be_silent()
    {
        using Listeners servers = new();
        ProbeAnswer answer = await OneAsync($"tls localhost {servers.ThatIsSilent()}", seconds: 1);
        Assert.Equal((ProbeOutcome.NoTls, "silent for 1 seconds"), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public async Task A_connection_without_TLS_is_open_when_somebody_accepts_it()
    {
        using Listeners servers = new();
        Assert.Equal(ProbeOutcome.Open, (await OneAsync($"tcp localhost {servers.ThatCloses()}")).Outcome);
    }

    [Fact]
    public async Task A_refused_connection_and_a_missing_name_are_told_apart()
    {
        string log = await RunAsync($"1 tcp localhost {Listeners.Closed()}\n2 tls nowhere.invalid 443");
        Assert.True(ProbeLog.IsComplete(log), log);
        IReadOnlyDictionary<int, ProbeAnswer> answers = ProbeLog.Read(log);
        Assert.Equal(ProbeOutcome.Refused, answers[1].Outcome);
        Assert.Equal(ProbeOutcome.NoName, answers[2].Outcome);
    }

    [Fact]
    public async Task An_image_without_programs_says_so_and_still_ends()
    {
        string log = await RunAsync("1 tls localhost 443", path: "/nowhere");
        Assert.True(ProbeLog.IsComplete(log), log);
        Assert.Equal(ProbeOutcome.NoTool, ProbeLog.Read(log)[1].Outcome);
    }

    [Fact]
    public async Task Without_targets_it_ends_at_once() => Assert.True(ProbeLog.IsComplete(await RunAsync("")));

    private static ProbeTarget Target(string host) => new(1, new(host, 443, "test"), host);

    private static async Task<ProbeAnswer> OneAsync(string target, string? authority = null, int seconds = 5)
    {
        string log = await RunAsync($"1 {target}", authority, seconds: seconds);
        Assert.True(ProbeLog.Read(log).ContainsKey(1), log);
        return ProbeLog.Read(log)[1];
    }

    // The command of the container, with the same script.
    private static async Task<string> RunAsync(
        string targets,
        string? authority = null,
        string? path = null,
        int seconds = 5
    )
    {
        Shell.Require("bash", "bash");
        Shell.Require("openssl", "openssl");
        string script = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "scripts/probe/probe.sh"),
            TestContext.Current.CancellationToken
        );
        (int code, string output) = await Shell.RunAsync(
            "env",
            [
                $"TARGETS={targets}",
                "NAME_SECONDS=5",
                "CONNECT_SECONDS=5",
                $"TLS_SECONDS={seconds}",
                .. authority is null ? Array.Empty<string>() : [$"SSL_CERT_FILE={authority}"],
                .. path is null ? Array.Empty<string>() : [$"PATH={path}"],
                "/bin/bash",
                "-c",
                script,
            ]
        );
        Assert.Equal(0, code);
        return output;
    }
}
