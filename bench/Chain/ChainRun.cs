using System.Diagnostics;
using Azure.Core;
using Build.Clouds;
using Build.Run;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using LocalAzure;
using LocalAzure.Settings;

namespace Chain.Bench;

/// <summary>The target Build, whole, in this process against a fresh LocalAzure.</summary>
/// <param name="Wall">From the arguments to the exit code.</param>
/// <param name="Processor">Processor time of client and server together.</param>
/// <param name="Requests">Everything that was asked.</param>
internal sealed record ChainRun(TimeSpan Wall, TimeSpan Processor, IReadOnlyList<SentRequest> Requests)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    /// <summary>Runs the chain.</summary>
    /// <param name="latency">Before every answer.</param>
    /// <param name="templates">A compiler that is warm already, or one that starts when the run asks for it.</param>
    public static async Task<ChainRun> MeasureAsync(TimeSpan latency, TemplateSet templates)
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-bench-").FullName;
        try
        {
            await using LocalAzureServer server = await StartAsync(latency);
            using RequestTrace trace = new();
            TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
            long started = Stopwatch.GetTimestamp();
            int code = await Build.Program.RunAsync(
                ["--target=Build", SampleSettings.Argument, $"--artifacts={folder}", "--verbosity=quiet"],
                new Surroundings { Templates = templates, Connect = context => Connect(context, server) }
            );
            TimeSpan wall = Stopwatch.GetElapsedTime(started);
            processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
            return code == 0
                ? new ChainRun(wall, processor, trace.Requests)
                : throw new InvalidOperationException($"The chain ended with exit code {code}.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>How long so many requests take one after the other, asked of the same kind of server.</summary>
    /// <param name="latency">Before every answer.</param>
    /// <param name="count">How many.</param>
    public static async Task<TimeSpan> InTurnAsync(TimeSpan latency, int count)
    {
        await using LocalAzureServer server = await StartAsync(latency);
        using AzureSession session = Connect(new AzureSessionOptions(), server);
        string subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
        string group = "rg-network-eastus2";
        await session.ResourceGroups.GetAsync(subscription, group, CancellationToken.None);
        long started = Stopwatch.GetTimestamp();
        for (int request = 0; request < count; request++)
        {
            await session.ResourceGroups.GetAsync(subscription, group, CancellationToken.None);
        }
        return Stopwatch.GetElapsedTime(started);
    }

    private static Task<LocalAzureServer> StartAsync(TimeSpan latency) =>
        LocalAzureServer.StartAsync(
            new LocalAzureOptions
            {
                Latency = latency,
                Durations = Durations.Real.AtSpeed(1e9),
                RetryAfter = new RetryAfterPolicy(null, 1),
            },
            CancellationToken.None
        );

    private static AzureSession Connect(BuildContext context, LocalAzureServer server) =>
        Connect(CloudConnection.Options(context), server);

    private static AzureSession Connect(AzureSessionOptions options, LocalAzureServer server) =>
        new(
            AzureCloud.Custom("local", server.Endpoint, audience: "https://management.azure.com"),
            DelegatedTokenCredential.Create(
                (request, _) =>
                    new AccessToken(
                        server.IssueToken(
                            request.Scopes[0].Replace("/.default", "", StringComparison.Ordinal),
                            server.OperatorPrincipalId,
                            TimeSpan.FromHours(1)
                        ),
                        DateTimeOffset.UtcNow.AddHours(1)
                    )
            ),
            options with
            {
                CertificateAuthority = server.CertificateAuthority,
                PollDelay = DelayStrategy.CreateFixedDelayStrategy(Moment),
            }
        );
}
