using System.Text.Json;
using Jumpbox.Boundaries;
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
                        await RequireJsonAsync(answer, Origin.Show(request.RequestUri!), waiting);
                        return answer;
                    },
                    cancellationToken
                ),
            cancellationToken
        );

    // Octokit's parser calls itself for each level: a deep response would end the process. It also reads what errors say.
    private static async Task RequireJsonAsync(
        HttpResponseMessage answer,
        string origin,
        CancellationToken cancellationToken
    )
    {
        byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (body.Length == 0 || IsJson(body))
        {
            return;
        }
        if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType != PublisherTrouble.Page)
        {
            answer.Dispose();
            throw new BrokenAnswerException(origin, "is not valid JSON: it was truncated or altered in transit");
        }
        ByteArrayContent none = new([]);
        none.Headers.ContentType = answer.Content.Headers.ContentType;
        answer.Content = none;
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            using JsonDocument _ = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Limits.JsonDepth });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
