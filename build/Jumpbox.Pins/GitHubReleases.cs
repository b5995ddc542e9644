using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Serialization;
using Jumpbox.Boundaries;
using Jumpbox.Tools;
using Octokit;
using Octokit.Internal;

namespace Jumpbox.Pins;

/// <summary>
/// Reads repositories on GitHub: all releases, the commit of a tag, whether the repository is archived.
/// </summary>
public sealed class GitHubReleases : IDisposable
{
    private const int PageSize = 100;

    private readonly HttpClientAdapter _http;
    private readonly Connection _connection;
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<GitHubRelease>>>> _asked = new(
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Creates a client; nothing is sent yet.</summary>
    /// <param name="options">How to connect to GitHub.</param>
    /// <param name="handler">Sends the requests; it is disposed with this object.</param>
    /// <param name="time">The clock, for rate limits.</param>
    /// <param name="say">Receives messages about waits and retries, or null.</param>
    /// <param name="retryDelay">The wait before the first retry; it doubles each time. None if omitted.</param>
    /// <param name="silence">How long one attempt may take; null means 100 seconds.</param>
    internal GitHubReleases(
        GitHubOptions options,
        HttpMessageHandler handler,
        TimeProvider time,
        Action<string>? say = null,
        TimeSpan retryDelay = default,
        TimeSpan? silence = null
    )
    {
        _http = new HttpClientAdapter(() =>
            new RateLimitGate(
                new GitHubPatience(
                    new GitHubBoundary(handler, options.Api),
                    retryDelay,
                    silence ?? Limits.Silence,
                    time,
                    say
                ),
                options,
                time,
                say
            )
        );
        // Each attempt has its own limit.
        _http.SetRequestTimeout(Timeout.InfiniteTimeSpan);
        InMemoryCredentialStore credentials = new(
            options.Token is null ? Credentials.Anonymous : new Credentials(options.Token)
        );
        _connection = new Connection(
            new ProductHeaderValue("aks-jumpbox"),
            options.Api,
            credentials,
            _http,
            new SimpleJsonSerializer()
        )
        {
            ResponseCache = new GitHubAnswers(options.CacheFolder),
        };
    }

    /// <summary>
    /// Lists all releases of a repository in GitHub's order. Requested once, regardless of the number of tools.
    /// </summary>
    /// <param name="repository">The repository as <c>owner/name</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="PinSourceException">GitHub cannot be reached, or refuses.</exception>
    public Task<IReadOnlyList<GitHubRelease>> AllAsync(string repository, CancellationToken cancellationToken) =>
        _asked.GetOrAdd(repository, name => new(() => FetchAllAsync(name, cancellationToken))).Value;

    /// <summary>Finds the commit of a tag.</summary>
    /// <param name="repository">The repository as <c>owner/name</c>.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>40 hexadecimal digits, or null if GitHub has none.</returns>
    public async Task<string?> CommitAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        try
        {
            WireCommit commit = await GetAsync<WireCommit>(
                $"repos/{repository}/commits/{Uri.EscapeDataString(tag)}",
                cancellationToken
            );
            return commit.Sha is { } sha && PinText.IsCommit(sha) ? sha : null;
        }
        catch (PinSourceException failure) when (failure.InnerException is NotFoundException or ApiValidationException)
        {
            return null;
        }
    }

    /// <summary>Reads the attestations of a file.</summary>
    /// <param name="repository">The repository as <c>owner/name</c>.</param>
    /// <param name="sha256">The file's SHA-256 in lower-case hex.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>GitHub's answer as JSON, or null if it has none.</returns>
    /// <exception cref="PinSourceException">GitHub cannot be reached, or refuses.</exception>
    internal async Task<string?> AttestationsAsync(
        string repository,
        string sha256,
        CancellationToken cancellationToken
    )
    {
        try
        {
            IApiResponse<object> response = await SendAsync<object>(
                $"repos/{repository}/attestations/sha256:{sha256}?per_page={PageSize}",
                cancellationToken
            );
            return response.HttpResponse.Body as string;
        }
        catch (PinSourceException failure) when (failure.InnerException is NotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a repository's owner has archived it.</summary>
    /// <param name="repository">The repository as <c>owner/name</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="PinSourceException">GitHub cannot be reached, or refuses.</exception>
    public async Task<bool> IsArchivedAsync(string repository, CancellationToken cancellationToken) =>
        (await GetAsync<WireRepository>($"repos/{repository}", cancellationToken)).Archived;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<GitHubRelease>> FetchAllAsync(
        string repository,
        CancellationToken cancellationToken
    )
    {
        ReleasePage first = await PageAsync(repository, 1, cancellationToken);
        RequirePossible(repository, first.Last);
        // The first response usually has the number of pages, so the others are read in parallel.
        List<ReleasePage> pages =
        [
            first,
            .. await Task.WhenAll(
                Enumerable
                    .Range(2, Math.Max(0, first.Last - 1))
                    .Select(page => PageAsync(repository, page, cancellationToken))
            ),
        ];
        // A response may name only the next page: proxies and older servers leave the last one out.
        while (pages[^1] is { HasNext: true, Releases.Count: > 0 })
        {
            RequirePossible(repository, pages.Count + 1);
            pages.Add(await PageAsync(repository, pages.Count + 1, cancellationToken));
        }
        return
        [
            .. pages
                .SelectMany(page => page.Releases)
                .DistinctBy(release => release.TagName)
                .Select(release => release.ToRelease()),
        ];
    }

    private static void RequirePossible(string repository, int pages)
    {
        if (pages > Limits.GitHubPages)
        {
            throw new PinSourceException(
                $"GitHub lists {pages} pages of releases of {repository}, more than the limit of {Limits.GitHubPages}."
            );
        }
    }

    private async Task<ReleasePage> PageAsync(string repository, int page, CancellationToken cancellationToken)
    {
        string path = string.Create(
            CultureInfo.InvariantCulture,
            $"repos/{repository}/releases?per_page={PageSize}&page={page}"
        );
        IApiResponse<List<WireRelease>> response = await SendAsync<List<WireRelease>>(path, cancellationToken);
        ApiInfo info = response.HttpResponse.ApiInfo;
        return new ReleasePage(response.Body, LastPage(info, page), info.Links.ContainsKey("next"));
    }

    private static int LastPage(ApiInfo info, int page)
    {
        if (!info.Links.TryGetValue("last", out Uri? last))
        {
            return page;
        }
        string? number = last
            .Query.TrimStart('?')
            .Split('&')
            .FirstOrDefault(part => part.StartsWith("page=", StringComparison.Ordinal));
        return int.TryParse(number?["page=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int pages)
            ? pages
            : page;
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        (await SendAsync<T>(path, cancellationToken)).Body;

    private async Task<IApiResponse<T>> SendAsync<T>(string path, CancellationToken cancellationToken)
    {
        try
        {
            IApiResponse<T> answer = await _connection.Get<T>(
                new Uri(path, UriKind.Relative),
                new Dictionary<string, string>(),
                "application/vnd.github+json",
                cancellationToken
            );
            // Octokit parses JSON only, and returns nothing for anything else.
            PublisherTrouble.RefusePage($"{_connection.BaseAddress}{path}", answer.HttpResponse.ContentType);
            return answer.Body is null ? throw Unreadable(path) : answer;
        }
        catch (AuthorizationException refused)
        {
            throw new PinSourceException(
                $"GitHub refuses the token in GITHUB_TOKEN for {path}: renew it or unset it.",
                refused
            );
        }
        catch (NotFoundException missing)
        {
            throw new PinSourceException($"GitHub has no {path}: check the repository in scripts/tools.json.", missing);
        }
        catch (ApiException refused)
        {
            throw new PinSourceException(
                $"GitHub returned {(int)refused.StatusCode} for {path}: {PinText.Show(refused.Message).TrimEnd('.')}. "
                    + (
                        (int)refused.StatusCode >= 500
                            ? "GitHub or a proxy is down: try again later."
                            : "Check gitHub.api."
                    ),
                refused
            );
        }
        catch (BoundaryException refused)
        {
            throw new PinSourceException($"{refused.Message} {refused.Cure}", refused);
        }
        catch (BrokenAnswerException broken)
        {
            throw Unreadable(path, broken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException)
        {
            throw new PinSourceException(
                $"GitHub cannot be reached at {_connection.BaseAddress.Host}: {PublisherTrouble.Of(failure)}",
                failure
            );
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            throw Unreadable(path, failure);
        }
    }

    // How Octokit's parser fails on JSON of another form.
    private static bool IsUnreadable(Exception failure) =>
        failure
            is SerializationException
                or InvalidCastException
                or FormatException
                or OverflowException
                or ArgumentException
                or InvalidOperationException
                or KeyNotFoundException
                or NullReferenceException;

    private PinSourceException Unreadable(string path, Exception? failure = null)
    {
        string message =
            $"GitHub's response to {path} cannot be read: something between this machine and {_connection.BaseAddress.Host} may "
            + "have altered it. Check the proxy and the setting gitHub.api, then run the same command again.";
        return failure is null ? new PinSourceException(message) : new PinSourceException(message, failure);
    }

    private sealed record ReleasePage(List<WireRelease> Releases, int Last, bool HasNext);
}

/// <summary>A commit in GitHub's JSON.</summary>
internal sealed record WireCommit
{
    public string? Sha { get; set; }
}

/// <summary>A repository in GitHub's JSON.</summary>
internal sealed record WireRepository
{
    public bool Archived { get; set; }
}
