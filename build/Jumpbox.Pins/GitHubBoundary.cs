using Jumpbox.Boundaries;

namespace Jumpbox.Pins;

/// <summary>
/// The handler between GitHub's client and the network: sends the token to GitHub's API only, and limits the size of
/// responses.
/// </summary>
internal sealed class GitHubBoundary(HttpMessageHandler inner, Uri api) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Headers.Authorization is not null && !Origin.Same(request.RequestUri!, api))
        {
            throw new BoundaryException(
                BoundaryException.Foreign,
                $"GitHub's API refers to {Origin.Show(request.RequestUri!)}, which is not {Origin.Show(api)}. "
                    + "The token is not sent there.",
                "Check the proxy and the setting gitHub.api."
            );
        }
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        string origin = Origin.Show(request.RequestUri!);
        try
        {
            BoundedStream.Demand(origin, response.Content.Headers.ContentLength, Limits.GitHubBytes);
        }
        catch
        {
            response.Dispose();
            throw;
        }
        StreamContent bounded = new(
            new BoundedStream(
                await response.Content.ReadAsStreamAsync(cancellationToken),
                origin,
                Limits.GitHubBytes,
                Limits.Silence
            )
        );
        foreach ((string name, IEnumerable<string> values) in response.Content.Headers)
        {
            bounded.Headers.TryAddWithoutValidation(name, values);
        }
        response.Content = bounded;
        return response;
    }
}
