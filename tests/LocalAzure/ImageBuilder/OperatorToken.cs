using Azure.Core;

namespace LocalAzure.Tests.ImageBuilder;

internal sealed class OperatorToken(LocalAzureServer server) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(
            server.IssueToken(
                requestContext.Scopes[0].Replace("/.default", "", StringComparison.Ordinal),
                server.OperatorPrincipalId,
                TimeSpan.FromDays(2)
            ),
            DateTimeOffset.UtcNow.AddHours(1)
        );

    public override ValueTask<AccessToken> GetTokenAsync(
        TokenRequestContext requestContext,
        CancellationToken cancellationToken
    ) => new(GetToken(requestContext, cancellationToken));
}
