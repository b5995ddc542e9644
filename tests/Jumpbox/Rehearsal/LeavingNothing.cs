using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Text.RegularExpressions;
using Jumpbox.Customizer;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>Whatever ends a rehearsal: no mount, namespace, process, interface or file of it is left.</summary>
public sealed partial class LeavingNothing : IDisposable
{
    private const string Marker = "JUMPBOX_REHEARSAL_MARKER";
    private const string UnderWay = "under way";
    private readonly RehearsalLab _lab = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly string[] _interfaces = Interfaces();

    [Fact]
    public async Task Nothing_is_left_after_success()
    {
        RehearsalResult result = await _lab.RunAsync(Only("true"), _said.Enqueue);

        Assert.Null(result.Failed);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Nothing_is_left_after_a_failure_not_even_what_the_step_started()
    {
        RehearsalResult result = await _lab.RunAsync(
            Only("sleep 1000 >/dev/null 2>&1 & sudo -n setsid sleep 1000 >/dev/null 2>&1 & false"),
            _said.Enqueue
        );

        Assert.NotNull(result.Failed);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Nothing_is_left_after_a_cancellation_in_the_middle_of_a_step()
    {
        using CancellationTokenSource source = new();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _lab.RunAsync(
                Only("sleep 1000"),
                line =>
                {
                    _said.Enqueue(line);
                    if (line == UnderWay)
                    {
                        source.Cancel();
                    }
                },
                source.Token
            )
        );
        await NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(nameof(A_rehearsal_that_another_test_kills))]
    [InlineData(nameof(The_second_of_two_that_another_test_kills))]
    public async Task Nothing_is_left_after_the_program_was_killed(string method)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await _lab.RequireAsync(_lab.Request, cancellationToken);
        string marker = Path.Combine(_lab.Output, "marker");
        ProcessStartInfo start = new(Environment.ProcessPath!, ["-method", $"*{method}", "-explicit", "only"])
        {
            RedirectStandardOutput = true,
            Environment = { [Marker] = marker, ["TMPDIR"] = _lab.Output },
        };
        using Process program = Process.Start(start)!;
        Task<string> said = program.StandardOutput.ReadToEndAsync(cancellationToken);
        while (!File.Exists(marker))
        {
            if (program.HasExited)
            {
                Assert.Fail(await said);
            }
            await Task.Delay(50, cancellationToken);
        }
        string[] told = await File.ReadAllLinesAsync(marker, cancellationToken);
        string cache = told[0];
        string[] namespaces = Own(told);
        Assert.NotEmpty(RehearsalTraces.Of(cache));
        Assert.NotEmpty(RehearsalTraces.Holding(namespaces));

        program.Kill();

        // What holds the sandbox is another process, which notices and cleans up: that takes a moment.
        for (int tries = 0; tries < 200 && RehearsalTraces.Of(cache).Count > 0; tries++)
        {
            await Task.Delay(50, cancellationToken);
        }
        Assert.Empty(RehearsalTraces.Of(cache));
        Assert.Empty(await HeldForLongAsync(namespaces));
        Assert.Equal(_interfaces, Interfaces());
    }

    [Fact(Explicit = true)]
    public async Task A_rehearsal_that_another_test_kills()
    {
        string marker = Environment.GetEnvironmentVariable(Marker)!;
        _ = await _lab.RunAsync(Only("sudo -n sleep 1000"), line => Mark(line, marker, times: 1));
    }

    [Fact(Explicit = true)]
    public async Task The_second_of_two_that_another_test_kills()
    {
        string marker = Environment.GetEnvironmentVariable(Marker)!;
        _ = await _lab.TwiceAsync(
            Only("[ $(hostname) = jumpbox-rehearsal ] || sudo -n sleep 1000"),
            line => Mark(line, marker, times: 2)
        );
    }

    public void Dispose() => _lab.Dispose();

    private void Mark(string line, string marker, int times)
    {
        _said.Enqueue(line);
        if (line == UnderWay && _said.Count(said => said == UnderWay) == times)
        {
            File.WriteAllLines(marker + ".new", [_lab.Cache, .. _said]);
            File.Move(marker + ".new", marker);
        }
    }

    private static string[] Interfaces() =>
        [.. NetworkInterface.GetAllNetworkInterfaces().Select(network => network.Name).Order(StringComparer.Ordinal)];

    // The namespaces that a step told, without those of this machine.
    private static string[] Own(IEnumerable<string> said) =>
        [.. said.Where(line => Namespace().IsMatch(line)).Except(RehearsalTraces.NamespacesOf("/proc/self"))];

    [GeneratedRegex(@"^\w+:\[\d+\]$")]
    private static partial Regex Namespace();

    private async Task NothingIsLeftAsync()
    {
        string[] namespaces = Own(_said);
        Assert.Contains(namespaces, name => name.StartsWith("mnt:", StringComparison.Ordinal));
        Assert.Contains(namespaces, name => name.StartsWith("net:", StringComparison.Ordinal));
        Assert.Empty(RehearsalTraces.Of(_lab.Cache));
        Assert.Empty(await HeldForLongAsync(namespaces));
        Assert.Equal(_interfaces, Interfaces());
    }

    // The kernel gives a number that became free to the next namespace, perhaps one of another test's rehearsal, which ends
    // within seconds. What a step of these tests leaves would stay for a quarter of an hour.
    private static async Task<IReadOnlyList<string>> HeldForLongAsync(string[] namespaces)
    {
        IReadOnlyList<string> held = namespaces;
        for (int tries = 0; tries < 600 && held.Count > 0; tries++)
        {
            held = RehearsalTraces.Holding([.. held]);
            if (held.Count > 0)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
        return held;
    }

    // The step tells its namespaces before it does what the test is about.
    private RehearsalRequest Only(string line) =>
        _lab.Request with
        {
            Plan = new CustomizerPlan(
                [
                    new CustomizerStep(
                        "of-the-test",
                        ["for name in /proc/self/ns/*; do readlink \"$name\"; done", $"echo {UnderWay}", line]
                    ),
                ],
                []
            ),
        };
}
