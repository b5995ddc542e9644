using Azure.Core;
using LocalAzure;

namespace Torture.Tests;

/// <summary>
/// The operator's token, asked for before every attempt of a request: the one place through which all requests go, and
/// where a process can be made to die before its n-th.
/// </summary>
internal sealed class MortalCredential(LocalAzureServer server) : TokenCredential
{
    private int _asked;
    private int _last = int.MaxValue;

    /// <summary>The attempts so far.</summary>
    public int Asked => _asked;

    /// <summary>From the attempt after this one on nothing leaves any more.</summary>
    public void DieAfter(int attempts) => _last = attempts;

    /// <summary>Nothing leaves from now on.</summary>
    public void Die() => _last = _asked;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _asked) > _last)
        {
            throw new ProcessDied();
        }
        string audience = requestContext.Scopes[0].Replace("/.default", "", StringComparison.Ordinal);
        return new AccessToken(
            server.IssueToken(audience, server.OperatorPrincipalId, TimeSpan.FromHours(12)),
            DateTimeOffset.UtcNow
        );
    }

    public override ValueTask<AccessToken> GetTokenAsync(
        TokenRequestContext requestContext,
        CancellationToken cancellationToken
    ) => new(GetToken(requestContext, cancellationToken));
}
