namespace Jumpbox.Pins;

/// <summary>How to connect to GitHub.</summary>
/// <param name="Api">
/// The API's base address: <c>https://api.github.com/</c>, or <c>https://host/api/v3/</c> for GitHub Enterprise Server.
/// </param>
/// <param name="Token">A token, which raises the limit from 60 to at least 1,000 requests an hour, or null.</param>
/// <param name="CacheFolder">Where responses are cached for conditional requests.</param>
/// <param name="Patience">
/// The longest wait for a rate limit; a longer one stops the run and reports when to try again.
/// </param>
internal sealed record GitHubOptions(Uri Api, string? Token, string CacheFolder, TimeSpan Patience)
{
    /// <summary>The public GitHub's API.</summary>
    public static readonly Uri PublicApi = new("https://api.github.com/");

    /// <summary>Reads the options from the environment.</summary>
    /// <param name="api">The configured address, or null for the public GitHub.</param>
    /// <param name="cacheFolder">Where responses are cached.</param>
    /// <param name="environment">Reads an environment variable: GITHUB_TOKEN and GITHUB_API_URL.</param>
    /// <param name="tokenHosts">Hosts that may receive the token, besides GitHub's own.</param>
    public static GitHubOptions FromEnvironment(
        string? api,
        string cacheFolder,
        Func<string, string?> environment,
        IReadOnlyList<string>? tokenHosts = null
    )
    {
        Uri address = api is null ? PublicApi : new Uri(api.TrimEnd('/') + "/");
        string? token = environment("GITHUB_TOKEN");
        // In a workflow on a GitHub Enterprise Server the token belongs to that server and must not be sent elsewhere.
        bool foreign =
            Uri.TryCreate(environment("GITHUB_API_URL"), UriKind.Absolute, out Uri? home) && home.Host != address.Host;
        // A changed address in the settings of a pull request must not receive the token of the person who runs them.
        bool trusted =
            address.Host == PublicApi.Host
            || (tokenHosts ?? []).Contains(address.Host, StringComparer.OrdinalIgnoreCase);
        return new(
            address,
            foreign || !trusted || string.IsNullOrWhiteSpace(token) ? null : token,
            cacheFolder,
            TimeSpan.FromMinutes(1)
        );
    }
}
