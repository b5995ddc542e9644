using System.Diagnostics;
using System.Text.Json;
using Build;
using Build.Clouds;
using Build.Run;
using LocalAzure;

namespace Torture.Tests;

/// <summary>
/// The real program in a process of its own, killed with SIGKILL at a line of its journal or at some moment, then run again.
/// <c>JUMPBOX_TORTURE_CASES=all</c> tries every line and more moments.
/// </summary>
public sealed class KilledForReal
{
    private const int Seed = 20261127;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static bool RunsAllCases => Environment.GetEnvironmentVariable("JUMPBOX_TORTURE_CASES") == "all";

    /// <summary>Lines of the journal; beyond its end the first run is not killed and the second one finds all done.</summary>
    public static TheoryData<int> Lines => RunsAllCases ? [.. Enumerable.Range(1, 48)] : [3, 10, 17, 24];

    public static TheoryData<int> Moments => [.. Enumerable.Range(0, RunsAllCases ? 12 : 1)];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task A_process_that_is_killed_at_a_line_of_its_journal_is_continued(int line) =>
        KillAsync(artifacts => Written(artifacts) >= line);

    [Theory]
    [MemberData(nameof(Moments))]
    public Task A_process_that_is_killed_at_some_moment_is_continued(int draw)
    {
        TimeSpan moment = TimeSpan.FromSeconds(0.5 + (4 * new Random(Seed + draw).NextDouble()));
        long began = Stopwatch.GetTimestamp();
        return KillAsync(_ => Stopwatch.GetElapsedTime(began) > moment);
    }

    private static async Task KillAsync(Func<string, bool> now)
    {
        string artifacts = Directory.CreateTempSubdirectory("jumpbox-killed-").FullName;
        try
        {
            await using LocalAzureServer server = await LocalAzureServer.StartAsync(new LocalAzureOptions(), Cancel);
            World before = server.Snapshot();
            string ready = Path.Combine(artifacts, "serve.json");
            await File.WriteAllTextAsync(
                ready,
                JsonSerializer.Serialize(Serve(server, artifacts), JsonSerializerOptions.Web),
                Cancel
            );
            using (Process first = Start(artifacts, ready))
            {
                Task<string> output = first.StandardOutput.ReadToEndAsync(Cancel);
                while (!first.HasExited && !now(artifacts))
                {
                    await Task.Delay(1, Cancel);
                }
                first.Kill();
                await first.WaitForExitAsync(Cancel);
                await output;
            }
            using Process second = Start(artifacts, ready);
            Task<string> said = second.StandardOutput.ReadToEndAsync(Cancel);
            await second.WaitForExitAsync(Cancel).WaitAsync(Limit, Cancel);

            Assert.True(second.ExitCode == 0, await said);
            Assert.Equal(
                ["Microsoft.Compute", "rg-jumpbox-images"],
                server
                    .Snapshot()
                    .ResourceIds.Except(before.ResourceIds, StringComparer.OrdinalIgnoreCase)
                    .Select(id =>
                        id.Contains("/images/", StringComparison.Ordinal) ? id.Split('/')[6] : id.Split('/')[^1]
                    )
                    .Order()
            );
            Assert.Equal(
                1,
                server.Requests.Count(request => Judge.IsRun(request) && request.Status is >= 200 and < 300)
            );
            Assert.True(File.Exists(Path.Combine(artifacts, "provenance.json")));
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static int Written(string artifacts)
    {
        string folder = Path.Combine(artifacts, "journal");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.jsonl").Sum(file => File.ReadAllBytes(file).Count(b => b == (byte)'\n'))
            : 0;
    }

    private static Process Start(string artifacts, string ready)
    {
        ProcessStartInfo start = new(
            "dotnet",
            [
                Repository.Program,
                "--target=Cleanup",
                "--cleanup=all",
                $"--served={ready}",
                $"--artifacts={artifacts}",
                SampleSettings.Argument,
            ]
        )
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static ReadyFile Serve(LocalAzureServer server, string artifacts)
    {
        string authority = Path.Combine(artifacts, "ca.pem");
        File.WriteAllText(authority, server.CertificateAuthority.ExportCertificatePem());
        TimeSpan lifetime = TimeSpan.FromHours(1);
        return new ReadyFile(
            server.Endpoint,
            authority,
            server.TenantId,
            "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            Environment.ProcessId,
            server.IssueToken("https://management.azure.com/", server.OperatorPrincipalId, lifetime),
            server.IssueToken("https://storage.azure.com/", server.OperatorPrincipalId, lifetime)
        );
    }
}
