using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Hostile;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>
/// Resolving tools through a TLS proxy that misbehaves for one request, and then through an honest one.
/// <c>JUMPBOX_HOSTILE_CASES=all</c> tries every misbehaviour at every request, <c>JUMPBOX_HOSTILE_SEED</c> chooses others,
/// <c>JUMPBOX_HOSTILE_ONLY</c> runs those whose name holds a text.
/// </summary>
public sealed partial class MeetingHostilePublishers
{
    private const int CasesInCi = 24;
    private const int SeedInCi = 20261130;
    private const string Token = "gho_TORTURETOKEN";
    private static readonly string[] Names = ["yq", "kubelogin", "kubectl", "terraform", "azure-cli"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_stands_between_each_tool_has_its_pin_or_its_reason_and_the_next_run_has_all()
    {
        await using PublisherWorld world = await PublishedAsync();
        using FrontCertificates certificates = new(PublisherServer.Hosts);
        await using Elsewhere elsewhere = new();
        SocketsHttpHandler network = world.Server.Network();
        network.AllowAutoRedirect = false;
        using HonestServer honest = new(network);
        await using HostileFront front = new(honest, certificates, elsewhere);
        ConcurrentQueue<string> asked = new();
        front.Misbehave(
            Misbehaviours.All[0],
            request =>
            {
                asked.Enqueue(NameOf(request));
                return false;
            }
        );
        ToolResolution[] good = await ResolveAsync(world, front, isSilent: false);
        Assert.All(good, one => Assert.Null(one.Failure));
        List<string> problems = [];
        using LiveMemory memory = new();

        foreach (
            (Misbehaviour misbehaviour, string target) in Choose([.. asked.Distinct().Order(StringComparer.Ordinal)])
        )
        {
            front.Misbehave(misbehaviour, request => NameOf(request) == target);
            ToolResolution[] bad = await ResolveAsync(world, front, misbehaviour.IsSilent);
            front.Behave();
            ToolResolution[] next = await ResolveAsync(world, front, isSilent: false);
            problems.AddRange(
                Problems(misbehaviour, good, bad, next, elsewhere)
                    .Select(one => $"{misbehaviour.Name} at {target}: {one}")
            );
        }

        Assert.DoesNotContain(
            world.Server.Seen,
            seen => seen.Host != "api.github.com" && seen.Authorization?.Contains(Token) == true
        );
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        TestContext.Current.TestOutputHelper?.WriteLine($"at most {memory.Most >> 20} MiB live");
        // The tests beside it share the heap.
        Assert.InRange(memory.Most, 0, 300L << 20);
    }

    private static IEnumerable<string> Problems(
        Misbehaviour misbehaviour,
        ToolResolution[] good,
        ToolResolution[] bad,
        ToolResolution[] next,
        Elsewhere elsewhere
    )
    {
        foreach ((ToolResolution expected, ToolResolution found) in good.Zip(bad))
        {
            if (found.Failure is null && found.Pin!.ToString() != expected.Pin!.ToString())
            {
                yield return $"{found.Tool.Name} has another pin";
            }
            if (found.Failure is { } failure && !Cure().IsMatch(failure))
            {
                yield return $"{found.Tool.Name} has no cure: {failure}";
            }
            if (found.Failure is { } text && Raw().IsMatch(text))
            {
                yield return $"{found.Tool.Name} shows what came: {text}";
            }
        }
        if (misbehaviour.OnRequestAsync is not null && bad.Count(one => one.Failure is not null) > 1)
        {
            yield return $"more than one tool failed: {string.Join(" | ", bad.Select(one => one.Failure))}";
        }
        foreach (ToolResolution failed in next.Where(one => one.Failure is not null))
        {
            yield return $"the next run: {failed.Failure}";
        }
        if (elsewhere.Visits > 0)
        {
            yield return "a connection was opened to another host";
        }
    }

    private static async Task<ToolResolution[]> ResolveAsync(PublisherWorld world, HostileFront front, bool isSilent)
    {
        string cache = Directory.CreateDirectory(Path.Combine(world.Folder, Guid.NewGuid().ToString("N"))).FullName;
        TimeSpan limit = TimeSpan.FromSeconds(isSilent ? 2 : 30);
        using GitHubReleases github = new(
            new GitHubOptions(GitHubOptions.PublicApi, Token, cache, TimeSpan.FromMinutes(1)),
            Network(front),
            world.Time,
            silence: limit
        );
        using PublisherFiles files = new(Network(front), TimeSpan.FromMilliseconds(1), world.Time, limit, limit);
        ToolResolver resolver = new(github, files, cache, world.Trust, world.Time);
        return await Task.Run(
                () =>
                    resolver.ResolveAsync(
                        [.. Names.Select(world.Tool)],
                        null,
                        new ResolveOptions(TimeSpan.FromDays(7), false),
                        Cancel
                    ),
                Cancel
            )
            .WaitAsync(Limit, Cancel);
    }

    private static SocketsHttpHandler Network(HostileFront front)
    {
        SocketsHttpHandler handler = PublisherFiles.Network();
        handler.UseProxy = false;
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { front.Authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", front.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
        return handler;
    }

    private static async Task<PublisherWorld> PublishedAsync()
    {
        PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Publish("kubelogin", "0.2.20");
        world.Publish("kubectl", "1.37.1");
        world.Publish("terraform", "1.16.5");
        world.Publish("azure-cli", "2.91.0");
        foreach (string suite in world.Tool("azure-cli").Apt!.Suites)
        {
            world.PublishPackage($"2.91.0-1~{suite}", suite);
        }
        return world;
    }

    private static IEnumerable<(Misbehaviour Misbehaviour, string Target)> Choose(string[] requests)
    {
        (Misbehaviour Misbehaviour, string Target)[] all =
        [
            .. Misbehaviours.All.SelectMany(one => requests.Select(request => (one, request))),
        ];
        if (Environment.GetEnvironmentVariable("JUMPBOX_HOSTILE_ONLY") is { Length: > 0 } only)
        {
            return all.Where(one =>
                $"{one.Misbehaviour.Name} at {one.Target}".Contains(only, StringComparison.OrdinalIgnoreCase)
            );
        }
        string? most = Environment.GetEnvironmentVariable("JUMPBOX_HOSTILE_CASES");
        if (most == "all")
        {
            return all;
        }
        string? seed = Environment.GetEnvironmentVariable("JUMPBOX_HOSTILE_SEED");
        Random random = new(seed is null ? SeedInCi : int.Parse(seed, CultureInfo.InvariantCulture));
        Misbehaviour[] shuffled = [.. Misbehaviours.All];
        random.Shuffle(shuffled);
        return shuffled
            .Take(most is null ? CasesInCi : int.Parse(most, CultureInfo.InvariantCulture))
            .Select(one => (one, requests[random.Next(requests.Length)]))
            .ToArray();
    }

    // Without what is signed and differs from run to run.
    private static string NameOf(FrontRequest request) => $"{request.Method} {request.Header("Host")}{request.Path}";

    [GeneratedRegex("[Cc]heck|[Tt]ry again|[Rr]un the same command|renew|trust store|[Ll]et the host|Set user|Allow ")]
    private static partial Regex Cure();

    [GeneratedRegex(@"Exception|\x1b|\x07|\u202e|TORTURE")]
    private static partial Regex Raw();
}
