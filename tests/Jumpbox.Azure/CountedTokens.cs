using Azure.Core;

namespace Jumpbox.Azure.Tests;

/// <summary>Gives numbered tokens: the first has expired as soon as it is used, the later ones live for an hour.</summary>
internal sealed class CountedTokens : TokenCredential
{
    private int _given;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _given);
        return new($"token-{number}", DateTimeOffset.UtcNow + (number == 1 ? TimeSpan.Zero : TimeSpan.FromHours(1)));
    }

    public override ValueTask<AccessToken> GetTokenAsync(
        TokenRequestContext requestContext,
        CancellationToken cancellationToken
    ) => new(GetToken(requestContext, cancellationToken));
}
