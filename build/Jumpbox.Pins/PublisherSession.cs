namespace Jumpbox.Pins;

/// <summary>The sources of pins: GitHub, the publishers' sites, their keys.</summary>
public sealed class PublisherSession : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Connects over the given network; nothing is sent yet.</summary>
    /// <param name="options">How to connect to GitHub, and where responses and keys are cached.</param>
    /// <param name="network">
    /// Creates a handler that sends requests; called twice, and both are disposed with this object.
    /// </param>
    /// <param name="trust">The trusted roots, for publishers' proofs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="say">Receives messages about waits and retries, or null.</param>
    internal PublisherSession(
        GitHubOptions options,
        Func<HttpMessageHandler> network,
        TrustFiles trust,
        TimeProvider time,
        Action<string>? say = null
    )
    {
        GitHub = new GitHubReleases(options, network(), time, say, RetryDelay);
        Files = new PublisherFiles(network(), RetryDelay, time, say: say);
        string keys = Path.Combine(options.CacheFolder, "keys");
        Resolver = new ToolResolver(GitHub, Files, keys, trust, time);
        Apt = new AptRepository(Files, new PublisherKeys(Files, keys), time);
    }

    /// <summary>Repositories on GitHub.</summary>
    public GitHubReleases GitHub { get; }

    /// <summary>The publishers' files.</summary>
    public PublisherFiles Files { get; }

    /// <summary>Resolves tools to pins.</summary>
    public ToolResolver Resolver { get; }

    internal AptRepository Apt { get; }

    /// <summary>Connects over the real network, with the process's proxy settings.</summary>
    /// <param name="gitHubApi">GitHub's API address from the settings.</param>
    /// <param name="cacheFolder">Where responses and keys are cached between runs.</param>
    /// <param name="trust">The trusted roots, for publishers' proofs.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="say">Receives messages about waits and retries, or null.</param>
    /// <param name="tokenHosts">Hosts that may receive the token, besides GitHub's own.</param>
    public static PublisherSession Connect(
        string gitHubApi,
        string cacheFolder,
        TrustFiles trust,
        Func<string, string?> environment,
        Action<string>? say = null,
        IReadOnlyList<string>? tokenHosts = null
    ) =>
        new(
            GitHubOptions.FromEnvironment(gitHubApi, cacheFolder, environment, tokenHosts),
            PublisherFiles.Network,
            trust,
            TimeProvider.System,
            say
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        GitHub.Dispose();
        Files.Dispose();
    }
}
