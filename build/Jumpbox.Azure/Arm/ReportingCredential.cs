using Azure.Core;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>A credential that reports when a token takes longer than a moment.</summary>
internal sealed class ReportingCredential(TokenCredential inner, Uri authority, HostMessages news) : TokenCredential
{
    private EarlyToken? _early;

    /// <summary>Gets a token before the first request, which then uses it: az takes a second for each.</summary>
    public async Task<string> GetEarlyAsync(string scope, CancellationToken cancellationToken)
    {
        AccessToken token = await GetTokenAsync(new TokenRequestContext([scope]), cancellationToken);
        _early = new EarlyToken(scope, token);
        return token.Token;
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        using ITimer? notice = Notice();
        return inner.GetToken(requestContext, cancellationToken);
    }

    public override async ValueTask<AccessToken> GetTokenAsync(
        TokenRequestContext requestContext,
        CancellationToken cancellationToken
    )
    {
        if (
            Interlocked.Exchange(ref _early, null) is { } early
            && requestContext.Claims is null
            && requestContext.Scopes is [var scope]
            && scope == early.Scope
        )
        {
            return early.Token;
        }
        await using ITimer? notice = Notice();
        return await inner.GetTokenAsync(requestContext, cancellationToken);
    }

    private ITimer? Notice() =>
        news.ReportIfLong(
            authority,
            $"has not issued a token for {SpanWords.Of(Limits.Notice)}: still waiting for the sign-in."
        );

    private sealed record EarlyToken(string Scope, AccessToken Token);
}
