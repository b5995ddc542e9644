using Azure.Core;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>A credential that reports when a token takes longer than a moment.</summary>
internal sealed class ReportingCredential(TokenCredential inner, Uri authority, HostMessages news) : TokenCredential
{
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
        await using ITimer? notice = Notice();
        return await inner.GetTokenAsync(requestContext, cancellationToken);
    }

    private ITimer? Notice() =>
        news.ReportIfLong(
            authority,
            $"has not issued a token for {SpanWords.Of(Limits.Notice)}: still waiting for the sign-in."
        );
}
