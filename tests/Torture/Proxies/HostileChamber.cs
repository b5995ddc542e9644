using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Hostile;
using Jumpbox.Azure.Arm;
using LocalAzure;

namespace Torture.Tests.Proxies;

/// <summary>Runs cases: the whole chain through a front that misbehaves, then through an honest one until it succeeds.</summary>
internal sealed class HostileChamber(TortureChamber chamber)
{
    // The world's clock runs a hundred times faster than this one; what hangs never ends.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<HostileOutcome>> RunAsync(
        IReadOnlyList<HostileCase> cases,
        CancellationToken cancellationToken
    )
    {
        using FrontCertificates certificates = new();
        HostileOutcome[] outcomes = new HostileOutcome[cases.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, cases.Count),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount * 2,
                CancellationToken = cancellationToken,
            },
            async (index, _) => outcomes[index] = await RunAsync(cases[index], certificates)
        );
        return outcomes;
    }

    private async Task<HostileOutcome> RunAsync(HostileCase @case, FrontCertificates certificates)
    {
        await using TortureWorld world = await chamber.StartAsync();
        await using Elsewhere elsewhere = new();
        using HonestServer honest = new(Trusting(world.Server.CertificateAuthority), world.Server.Endpoint);
        await using HostileFront front = new(honest, certificates, elsewhere);
        World before = world.Server.Snapshot();
        List<TortureRun> runs = [];
        try
        {
            world.Front = front;
            world.Change = options => Impatient(options, @case.Misbehaviour.IsSilent);
            int fitting = 0;
            front.Misbehave(
                @case.Misbehaviour,
                request =>
                    request.Method == @case.Request.Method
                    && SeenRequest.Form(request.Path) == @case.Request.Path
                    && Interlocked.Increment(ref fitting) >= @case.Request.Nth
            );
            runs.Add(await Task.Run(() => world.RunAsync(null)).WaitAsync(Limit));
            front.Behave();
            world.Change = options => options with { PollDelay = Quick, RetryDelay = Quick };
            await world.ContinueAsync(runs, Limit);
            return new HostileOutcome(
                @case,
                front.Hits,
                runs,
                [
                    .. HostileJudge.Problems(@case.Misbehaviour, runs[0], elsewhere),
                    .. Judge.Problems(before, world, runs, chamber.Settings),
                ]
            );
        }
        catch (TimeoutException)
        {
            return new HostileOutcome(@case, front.Hits, runs, [$"run {runs.Count + 1} did not end within {Limit}"]);
        }
    }

    private static SocketsHttpHandler Trusting(X509Certificate2 authority) =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };

    // Every limit of a run, so short that it is reached; those of one request by the machine's clock.
    private static AzureSessionOptions Impatient(AzureSessionOptions options, bool isSilent) =>
        options with
        {
            PollDelay = Quick,
            RetryDelay = Quick,
            NetworkTimeout = TimeSpan.FromSeconds(isSilent ? 2 : 30),
            RetryBudget = TimeSpan.FromMinutes(2),
            RequestBudget = TimeSpan.FromMinutes(1),
            OperationBudget = TimeSpan.FromMinutes(15),
            AnswerTime = TimeSpan.FromSeconds(3),
            Tolerance = TimeSpan.FromSeconds(30),
            LongestPause = TimeSpan.FromMilliseconds(5),
        };

    private static DelayStrategy Quick { get; } = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(2));
}
