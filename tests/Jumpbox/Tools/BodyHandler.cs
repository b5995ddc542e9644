using System.Net;

namespace Jumpbox.Tests.Tools;

/// <summary>A network that answers every request with one body.</summary>
internal sealed class BodyHandler(Stream body, long length) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        HttpResponseMessage response = new(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StreamContent(body),
        };
        response.Content.Headers.ContentLength = length;
        return Task.FromResult(response);
    }
}
