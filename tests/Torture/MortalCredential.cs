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
    private Func<bool>? _dies;
    private int _dead;

    /// <summary>The attempts so far.</summary>
    public int Asked => _asked;

    /// <summary>Whether the process is dead.</summary>
    public bool IsDead => Volatile.Read(ref _dead) == 1;

    /// <summary>From the first attempt on before which this is so, nothing leaves any more.</summary>
    public void DieWhen(Func<bool> dies) => _dies = dies;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        if (IsDead || _dies?.Invoke() == true)
        {
            Volatile.Write(ref _dead, 1);
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
