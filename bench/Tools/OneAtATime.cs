namespace Tools.Bench;

/// <summary>A network that carries one request at a time, headers and body: what a resolver without any overlap would have.</summary>
internal sealed class OneAtATime(HttpMessageHandler inner, SemaphoreSlim gate) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        finally
        {
            _ = gate.Release();
        }
    }
}
