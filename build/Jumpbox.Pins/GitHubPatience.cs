using Polly;

namespace Jumpbox.Pins;

/// <summary>
/// Retries reads of GitHub's API that failed on the way: no connection, 5xx, a response that breaks off or does not come. All of
/// its requests only read.
/// </summary>
internal sealed class GitHubPatience(
    HttpMessageHandler inner,
    TimeSpan delay,
    TimeSpan silence,
    TimeProvider time,
    Action<string>? say
) : DelegatingHandler(inner)
{
    private readonly PublisherPatience _patience = new(silence);
    private readonly ResiliencePipeline<HttpResponseMessage> _retry = PublisherRetry.Requests(delay, time, say);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        await _retry.ExecuteAsync(
            async cancellationToken =>
                await _patience.InTimeAsync(
                    async waiting =>
                    {
                        HttpResponseMessage answer = await base.SendAsync(request, waiting);
                        // Read to its end here, where it can be requested again.
                        await answer.Content.LoadIntoBufferAsync(waiting);
                        return answer;
                    },
                    cancellationToken
                ),
            cancellationToken
        );
}
