using System.Diagnostics;
using Jumpbox.Customizer;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>Whatever ends a rehearsal: no mount, process or file of it is left.</summary>
public sealed class LeavingNothing : IDisposable
{
    private const string Marker = "JUMPBOX_REHEARSAL_MARKER";
    private readonly RehearsalLab _lab = new();

    [Fact]
    public async Task Nothing_is_left_after_success()
    {
        RehearsalResult result = await _lab.RunAsync(Only("true"));

        Assert.Null(result.Failed);
        Assert.Empty(RehearsalTraces.Of(_lab.Cache));
    }

    [Fact]
    public async Task Nothing_is_left_after_a_failure_not_even_what_the_step_started()
    {
        RehearsalResult result = await _lab.RunAsync(
            Only("sleep 1000 >/dev/null 2>&1 & sudo -n setsid sleep 1000 >/dev/null 2>&1 & false")
        );

        Assert.NotNull(result.Failed);
        Assert.Empty(RehearsalTraces.Of(_lab.Cache));
    }

    [Fact]
    public async Task Nothing_is_left_after_a_cancellation_in_the_middle_of_a_step()
    {
        using CancellationTokenSource source = new();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _lab.RunAsync(
                Only("echo under way; sleep 1000"),
                line =>
                {
                    if (line == "under way")
                    {
                        source.Cancel();
                    }
                },
                source.Token
            )
        );
        Assert.Empty(RehearsalTraces.Of(_lab.Cache));
    }

    [Fact]
    public async Task Nothing_is_left_after_the_program_was_killed()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await _lab.RequireAsync(_lab.Request, cancellation);
        string marker = Path.Combine(_lab.Output, "marker");
        ProcessStartInfo start = new(
            Environment.ProcessPath!,
            ["-method", $"*{nameof(A_rehearsal_that_another_test_kills)}", "-explicit", "only"]
        )
        {
            RedirectStandardOutput = true,
            Environment = { [Marker] = marker, ["TMPDIR"] = _lab.Output },
        };
        using Process program = Process.Start(start)!;
        Task<string> said = program.StandardOutput.ReadToEndAsync(cancellation);
        while (!File.Exists(marker))
        {
            if (program.HasExited)
            {
                Assert.Fail(await said);
            }
            await Task.Delay(50, cancellation);
        }
        string cache = await File.ReadAllTextAsync(marker, cancellation);
        Assert.NotEmpty(RehearsalTraces.Of(cache));

        program.Kill();

        // What holds the sandbox is another process, which notices and cleans up: that takes a moment.
        for (int tries = 0; tries < 200 && RehearsalTraces.Of(cache).Count > 0; tries++)
        {
            await Task.Delay(50, cancellation);
        }
        Assert.Empty(RehearsalTraces.Of(cache));
    }

    [Fact(Explicit = true)]
    public async Task A_rehearsal_that_another_test_kills()
    {
        string marker = Environment.GetEnvironmentVariable(Marker)!;
        _ = await _lab.RunAsync(
            Only("echo under way; sudo -n sleep 1000"),
            line =>
            {
                if (line == "under way")
                {
                    File.WriteAllText(marker + ".new", _lab.Cache);
                    File.Move(marker + ".new", marker);
                }
            }
        );
    }

    public void Dispose() => _lab.Dispose();

    private RehearsalRequest Only(string line) =>
        _lab.Request with
        {
            Plan = new CustomizerPlan([new CustomizerStep("of-the-test", [line])], []),
        };
}
