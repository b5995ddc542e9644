namespace Jumpbox.Rehearsal;

/// <summary>
/// Chooses the archive for a base: the image's Ubuntu release if its archive responds, otherwise Debian. A cached base needs
/// no archive.
/// </summary>
/// <param name="http">Checks that the archive responds.</param>
/// <param name="cache">The cache's folder, for Ubuntu's keyring.</param>
internal sealed class ArchiveChoice(HttpClient http, string cache)
{
    private const string Ubuntu = "http://archive.ubuntu.com/ubuntu";
    private const string Debian = "http://deb.debian.org/debian";
    private const string DebianSuite = "bookworm";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Returns the recipe for a suite.</summary>
    /// <param name="suite">The image's code name.</param>
    /// <param name="bases">The cached bases.</param>
    /// <param name="say">Receives the reason if it is not Ubuntu.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<BaseRecipe> ChooseAsync(
        string suite,
        BaseCache bases,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        BaseRecipe ubuntu = new(
            suite,
            [
                $"deb {Ubuntu} {suite} main universe",
                $"deb {Ubuntu} {suite}-updates main universe",
                $"deb {Ubuntu} {suite}-security main universe",
            ],
            null
        );
        if (bases.Has(ubuntu))
        {
            return ubuntu;
        }
        string? problem = await ProblemAsync(suite, cancellationToken);
        if (problem is null)
        {
            string? keyring = await new UbuntuKeyring(http, cache).FindAsync(cancellationToken);
            if (keyring is not null)
            {
                return ubuntu with { Keyring = keyring };
            }
            problem = "its keyring is not installed and could not be verified";
        }
        say($"using Debian {DebianSuite} instead of Ubuntu {suite}: {problem}");
        return new BaseRecipe(
            DebianSuite,
            [$"deb {Debian} {DebianSuite} main", $"deb {Debian}-security {DebianSuite}-security main"],
            null
        );
    }

    private async Task<string?> ProblemAsync(string suite, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        Uri release = new($"{Ubuntu}/dists/{suite}/InRelease");
        try
        {
            using HttpRequestMessage question = new(HttpMethod.Head, release);
            using HttpResponseMessage answer = await http.SendAsync(question, patience.Token);
            return answer.IsSuccessStatusCode ? null : $"{release} returned {(int)answer.StatusCode}";
        }
        catch (Exception error)
            when (error is HttpRequestException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return $"{release} did not respond: {error.Message}";
        }
    }
}
